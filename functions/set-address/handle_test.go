package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Features E4, E6: for one agency and then for all; the order that was placed keeps its own, the next gets the latest.
func TestSet(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	serve := apitest.Server(contract.SetAddress, w.Table, handle)
	next := func() string {
		facts, err := samples.FactsOf(t.Context(), w.Table, tabletest.AgencyID, samples.Row{CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID})
		if err != nil || facts.Authorization.Destination == nil {
			t.Fatalf("%+v %v", facts.Authorization, err)
		}
		return facts.Authorization.AddressID
	}
	var last string
	for i, name := range []string{"this-agency", "all-agencies", "all-agencies", "this-agency"} {
		e := apitest.Event(t, "set-address/"+name)
		e.RequestContext.TimeEpoch += int64(i) // the later of two addresses holds, to the millisecond
		set := apitest.Decode[contract.CreatorAddress](t, serve(t, e), http.StatusOK)
		if set.Address.City != "Boston" || set.AddressID == last || next() != set.AddressID {
			t.Fatalf("%s: set %s, the next order goes to %s", name, set.AddressID, next())
		}
		last = set.AddressID
	}
	s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || s.AddressID != tabletest.AddressID {
		t.Fatalf("the order that was placed: %+v %v", s, err)
	}
	if kept, err := creators.Address(t.Context(), w.Table, tabletest.CreatorID, tabletest.AddressID); err != nil || kept != tabletest.Home {
		t.Fatalf("its address: %v %v", kept, err)
	}
	promoters, _, err := creators.OfCampaign(t.Context(), w.Table, tabletest.AgencyID, tabletest.CampaignID, table.Page{Limit: 10})
	if err != nil || promoters[0].Authorization.Destination.City != "Boston" {
		t.Fatalf("what the agency sees: %+v %v", promoters, err)
	}
}

// Feature E7: errors field by field, and nothing is written.
func TestWhatIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		event    string
		old, new string
		status   int
		code     string
		fields   []string
	}{
		"no agency":       {"this-agency", `"agencyId":"` + tabletest.AgencyID + `",`, "", http.StatusUnprocessableEntity, "invalid_fields", []string{"agencyId"}},
		"agency and all":  {"all-agencies", `"scope":"all"`, `"scope":"all","agencyId":"` + tabletest.AgencyID + `"`, http.StatusUnprocessableEntity, "invalid_fields", []string{"agencyId"}},
		"another scope":   {"all-agencies", `"scope":"all"`, `"scope":"some"`, http.StatusUnprocessableEntity, "invalid_fields", []string{"scope"}},
		"city and postal": {"all-agencies", `"city":"Boston","region":"MA","postalCode":"02118"`, `"city":" ","region":"MA","postalCode":"X"`, http.StatusUnprocessableEntity, "invalid_fields", []string{"address.city", "address.postalCode"}},
		"not asked":       {"this-agency", tabletest.AgencyID, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83", http.StatusNotFound, "authorization_not_found", nil},
		"not answered":    {"this-agency", "", "", http.StatusConflict, "creator_not_authorized", nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := tabletest.NewWorld(t).Join().Ask()
			e := apitest.Event(t, "set-address/"+test.event)
			e.Body = strings.Replace(e.Body, test.old, test.new, 1)
			p := apitest.Refused(t, apitest.Server(contract.SetAddress, w.Table, handle)(t, e), test.status, test.code)
			var fields []string
			for _, field := range p.Errors {
				fields = append(fields, field.Field)
			}
			if !slices.Equal(fields, test.fields) {
				t.Fatalf("fields %v, want %v", fields, test.fields)
			}
		})
	}
}
