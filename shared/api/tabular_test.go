package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

const (
	ids    = tabletest.CampaignID + "," + tabletest.RegistrationID + "," + tabletest.CreatorID
	header = "campaignId,registrationId,creatorId,variant,awaitAuthorization"
)

// upload is a file of sample orders.
func upload(t *testing.T, contentType, body string) apitest.Request {
	t.Helper()
	e := apitest.Event(t, "order-samples/two-rows-as-csv")
	e.Headers = map[string]string{"content-type": contentType}
	e.Body = body
	return e
}

// Feature F7: a file is read as spreadsheets of all countries save it.
func TestFilesOfSpreadsheets(t *testing.T) {
	lines := []string{header, ids + `,"30 ml, ""travel size""",TRUE`, ids + `,,false`}
	comma := strings.Join(lines, "\r\n") + "\r\n"
	semicolon := strings.NewReplacer(`"30 ml, ""`, `"30 ml, ""`, ",", ";").Replace(comma)
	semicolon = strings.Replace(semicolon, "30 ml;", "30 ml,", 1)
	tab := strings.ReplaceAll(semicolon, ";", "\t")
	for name, test := range map[string]struct{ contentType, body string }{
		"commas":                {"text/csv", comma},
		"line feeds":            {"text/csv", strings.ReplaceAll(comma, "\r\n", "\n")},
		"no last line break":    {"text/csv", strings.TrimSuffix(comma, "\r\n")},
		"a byte order mark":     {"text/csv", "\ufeff" + comma},
		"semicolons":            {"text/csv", "\ufeff" + semicolon},
		"tabs":                  {"text/csv", tab},
		"quoted names":          {"text/csv", `"campaignId","registrationId","creatorId","variant","awaitAuthorization"` + comma[len(header):]},
		"names with spaces":     {"text/csv", strings.Replace(comma, ",registrationId", ", registrationId", 1)},
		"empty lines below":     {"text/csv", comma + ",,,,\r\n\r\n"},
		"an empty column":       {"text/csv", strings.ReplaceAll(comma, "\r\n", ",\r\n")},
		"a media type in caps":  {"TEXT/CSV", comma},
		"a media type's params": {"text/csv ; charset=utf-8; header=present", comma},
		"a last cell left out":  {"text/csv", strings.Replace(comma, ",,false", "", 1)},
	} {
		t.Run(name, func(t *testing.T) {
			got, answer := decode(t, contract.OrderSamples, upload(t, test.contentType, test.body))
			if answer.Status != http.StatusOK {
				t.Fatalf("%s", answer.Body)
			}
			first := contract.OrderSampleRequest{
				CampaignID: tabletest.CampaignID, RegistrationID: tabletest.RegistrationID, CreatorID: tabletest.CreatorID,
				Variant: `30 ml, "travel size"`, AwaitAuthorization: true,
			}
			second := first
			second.Variant, second.AwaitAuthorization = "", false
			if !slices.Equal(got.Orders, []contract.OrderSampleRequest{first, second}) {
				t.Errorf("%+v", got.Orders)
			}
		})
	}
}

// A file is refused as a whole where no row of it can be right.
func TestFilesThatNobodyCanRead(t *testing.T) {
	for name, body := range map[string]string{
		"nothing": "", "no text": "campaignId\xff\xfe", "a quote mark that does not end": header + "\n\"" + ids, "UTF-16": "\xff\xfec\x00a\x00",
	} {
		t.Run(name, func(t *testing.T) {
			_, answer := decode(t, contract.OrderSamples, upload(t, "text/csv", body))
			apitest.Refused(t, answer, http.StatusBadRequest, "malformed_csv")
		})
	}
	for name, test := range map[string]struct{ body, want string }{
		"another column":    {header + ",colour\n" + ids, "[colour unknown_column]"},
		"a column too few":  {"campaignId,creatorId\nx,y", "[registrationId missing_column]"},
		"a column twice":    {header + ",variant\n" + ids, "[variant duplicate]"},
		"no line of names":  {strings.ReplaceAll(ids, ",", ";") + "\n", "[" + strings.ReplaceAll(ids, ",", " unknown_column ") + " unknown_column campaignId missing_column creatorId missing_column registrationId missing_column]"},
		"no rows":           {header + "\r\n", "[orders too_few]"},
		"a hundred and one": {header + "\n" + strings.Repeat(ids+"\n", 101), "[orders too_many]"},
	} {
		t.Run(name, func(t *testing.T) {
			_, answer := decode(t, contract.OrderSamples, upload(t, "text/csv", test.body))
			if got := fmt.Sprint(wrong(t, answer)); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// Feature H2: an object in a row has a column for each of its members, named by its path, and a list is one cell. An optional object
// needs no column; a required one needs those of its members that are.
func TestObjectsAndListsInAFile(t *testing.T) {
	e := upload(t, "text/csv", "sampleId,carrier,trackingNumber,cost.amount,cost.currency\n"+tabletest.SampleID+",USPS,9400111899223344556677,499,USD\n")
	got, answer := decode(t, contract.RecordLabels, asSeller(e))
	want := contract.LabelRow{SampleID: tabletest.SampleID, NewLabel: contract.NewLabel{
		Carrier: "USPS", TrackingNumber: "9400111899223344556677", Cost: contract.Money{Amount: 499, Currency: "USD"},
	}}
	if answer.Status != http.StatusOK || len(got.Labels) != 1 || got.Labels[0] != want {
		t.Errorf("%+v: %s", got, answer.Body)
	}
	e.Body = "sampleId,carrier,trackingNumber,cost.amount\n" + tabletest.SampleID + ",USPS,9400111899223344556677,499\n"
	_, answer = decode(t, contract.RecordLabels, asSeller(e))
	if p := apitest.Refused(t, answer, http.StatusUnprocessableEntity, "invalid_fields"); len(p.Errors) != 1 || p.Errors[0].Field != "cost.currency" || p.Errors[0].Code != "missing_column" {
		t.Errorf("%+v", p.Errors)
	}
	e.Body = "sampleId,warehouseConfirmation,packedItems\n" + tabletest.SampleID + ",Dock 4,Serum; card;\n"
	packed, answer := decode(t, contract.DispatchSamples, asSeller(e))
	if answer.Status != http.StatusOK || !slices.Equal(packed.Dispatches[0].PackedItems, []string{"Serum", "card"}) {
		t.Errorf("%+v: %s", packed, answer.Body)
	}
}

// asSeller is a request of the world's seller.
func asSeller(e apitest.Request) apitest.Request {
	return apitest.As(e, actor.Seller, tabletest.SellerID)
}
