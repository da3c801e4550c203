package table_test

import (
	"testing"

	"samplepath/shared/candidate"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// Feature F5: whoever looks before an order in another campaign of the agency is told of the sample that was ordered first.
func TestEveryReaderKnowsTheSampleOfAnotherCampaign(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order()
	other := w.SecondCampaign().Join()
	campaignID, registrationID := other.Campaign.ID, other.Product.ID
	ctx, page := t.Context(), table.Page{Limit: 10}

	facts, err := samples.FactsOf(ctx, w.Table, tabletest.AgencyID, samples.Row{CampaignID: campaignID, RegistrationID: registrationID, CreatorID: tabletest.CreatorID, Repeats: true})
	if err != nil || facts.Earlier != tabletest.SampleID {
		t.Errorf("before an order: %q, %v", facts.Earlier, err)
	}
	eligible, _, err := samples.EligibleProducts(ctx, w.Table, tabletest.AgencyID, campaignID, tabletest.CreatorID, tabletest.Day(6, 10), page)
	if err != nil || len(eligible) != 1 || eligible[0].SampleID != tabletest.SampleID {
		t.Errorf("among what is eligible: %+v, %v", eligible, err)
	}
	if err := creators.Index(ctx, w.Table, tabletest.AgencyID, campaignID, tabletest.CreatorID); err != nil {
		t.Fatal(err)
	}
	for sampled, want := range map[candidate.Sampled]int{candidate.WasSampled: 1, candidate.NotSampled: 0} {
		search := candidate.Search{RegistrationID: registrationID, Sampled: sampled}
		if found, _, err := samples.AvailableCreators(ctx, w.Table, tabletest.AgencyID, campaignID, search, page); err != nil || len(found) != want {
			t.Errorf("creators already sampled %q: %+v, %v", sampled, found, err)
		}
	}
}
