package api_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// decode gives the request that a handler of the action gets, or the answer where it gets none.
func decode[Q, A any](t *testing.T, action contract.Of[Q, A], e apitest.Request) (Q, apitest.Answer) {
	t.Helper()
	var got Q
	answer := apitest.Server(action, nil, func(_ context.Context, call *api.Call[Q]) (A, error) {
		got = call.Request
		var none A
		return none, nil
	})(t, e)
	return got, answer
}

// wrong lists what is wrong with a request as "field code".
func wrong(t *testing.T, a apitest.Answer) []string {
	t.Helper()
	p := apitest.Refused(t, a, http.StatusUnprocessableEntity, "invalid_fields")
	var out []string
	for _, field := range p.Errors {
		if field.Message == "" {
			t.Errorf("%s has no message", field.Field)
		}
		out = append(out, field.Field+" "+field.Code)
	}
	return out
}

// change replaces one text in the body of a sample event.
func change(t *testing.T, e apitest.Request, old, replacement string) apitest.Request {
	t.Helper()
	if strings.Count(e.Body, old) == 0 {
		t.Fatalf("the body has no %s: %s", old, e.Body)
	}
	e.Body = strings.Replace(e.Body, old, replacement, 1)
	return e
}

func TestBodyIsDecoded(t *testing.T) {
	got, answer := decode(t, contract.CreateCampaign, apitest.Event(t, "create-campaign/create-campaign"))
	if answer.Status != http.StatusCreated {
		t.Fatalf("%d: %s", answer.Status, answer.Body)
	}
	if got.Name != "Summer glow" || got.MinTotalRate != 1000 || got.Contact.WhatsApp != "+14155550123" ||
		!got.CampaignPeriod.End.Equal(time.Date(2030, 10, 1, 0, 0, 0, 0, time.UTC)) || !slices.Equal(got.SellerScope.ShopCodes, []string{"USLCDEWDAU", "USLCOTHERS"}) {
		t.Fatalf("decoded %+v", got)
	}
}

func TestTimesAreUTCToTheMillisecond(t *testing.T) {
	e := change(t, apitest.Event(t, "submit-content/video"), "2030-06-21T18:00:00Z", "2030-06-21T20:00:00.123456+02:00")
	got, _ := decode(t, contract.SubmitContent, e)
	if want := time.Date(2030, 6, 21, 18, 0, 0, 123_000_000, time.UTC); got.PublishedAt != want || got.SampleID != tabletest.SampleID {
		t.Fatalf("decoded %+v, want %s", got, want)
	}
}

// Every constraint of the contract's tags, each with its code and path.
func TestConstraints(t *testing.T) {
	long := func(n int) string { return strings.Repeat("x", n) }
	for name, test := range map[string]struct {
		event, old, replacement string
		want                    []string
	}{
		"missing":                 {"create-campaign/create-campaign", `"name":"Summer glow",`, ``, []string{"name required"}},
		"null is missing":         {"create-campaign/create-campaign", `"Summer glow"`, `null`, []string{"name required"}},
		"empty":                   {"create-campaign/create-campaign", `"Summer glow"`, `""`, []string{"name required"}},
		"51 characters":           {"create-campaign/create-campaign", `Summer glow`, long(51), []string{"name too_long"}},
		"50 two-byte characters":  {"create-campaign/create-campaign", `Summer glow`, strings.Repeat("é", 50), nil},
		"1001 characters":         {"create-campaign/create-campaign", `Serums and creams for the beach season.`, long(1001), []string{"description too_long"}},
		"line breaks are text":    {"create-campaign/create-campaign", `Serums`, `Serums\n\t`, nil},
		"control character":       {"create-campaign/create-campaign", `Summer`, `Sum\u0007mer`, []string{"name control_character"}},
		"one of a few":            {"create-campaign/create-campaign", `"targetMarket":"US"`, `"targetMarket":"us"`, []string{"targetMarket not_allowed"}},
		"minimum":                 {"create-campaign/create-campaign", `:1000`, `:99`, []string{"minTotalCommissionRate too_small"}},
		"at the minimum":          {"create-campaign/create-campaign", `:1000`, `:100`, nil},
		"at the maximum":          {"create-campaign/create-campaign", `:1000`, `:8000`, nil},
		"maximum":                 {"create-campaign/create-campaign", `:1000`, `:8001`, []string{"minTotalCommissionRate too_large"}},
		"number as text":          {"create-campaign/create-campaign", `:1000`, `:"1000"`, []string{"minTotalCommissionRate not_a_number"}},
		"fraction":                {"create-campaign/create-campaign", `:1000`, `:1000.5`, []string{"minTotalCommissionRate not_a_number"}},
		"exponent":                {"create-campaign/create-campaign", `:1000`, `:1e3`, nil},
		"whole fraction":          {"create-campaign/create-campaign", `:1000`, `:1000.0`, nil},
		"whole negative exponent": {"create-campaign/create-campaign", `:1000`, `:100000e-2`, nil},
		"a huge exponent":         {"create-campaign/create-campaign", `:1000`, `:1e999999999`, []string{"minTotalCommissionRate not_a_number"}},
		"an endless exponent":     {"create-campaign/create-campaign", `:1000`, `:1e99999999999999999999`, []string{"minTotalCommissionRate not_a_number"}},
		"below an object":         {"record-label/usps", `"currency":"USD"`, `"currency":"dollars"`, []string{"cost.currency wrong_form"}},
		"negative money":          {"record-label/usps", `"amount":`, `"amount":-`, []string{"cost.amount too_small"}},
		"item that is null":       {"create-product-list/one-product", `"products":[`, `"products":[null,`, []string{"products[0] not_an_object"}},
		"text that is null":       {"dispatch-sample/dispatch-sample", `"Brief card"`, `null`, []string{"packedItems[1] not_text"}},
		"in a list of objects":    {"create-product-list/one-product", `"creatorCommissionRate":2000`, `"creatorCommissionRate":9000`, []string{"products[0].creatorCommissionRate too_large"}},
		"beyond 64 bits":          {"create-campaign/create-campaign", `:1000`, `:99999999999999999999`, []string{"minTotalCommissionRate not_a_number"}},
		"text as number":          {"create-campaign/create-campaign", `"Summer glow"`, `7`, []string{"name not_text"}},
		"enum":                    {"create-campaign/create-campaign", `"selected"`, `"some"`, []string{"sellerScope.kind not_allowed"}},
		"not an object":           {"create-campaign/create-campaign", `{"email":"partners@northstar.example","whatsApp":"+14155550123"}`, `"mail"`, []string{"contact not_an_object"}},
		"empty object":            {"create-campaign/create-campaign", `{"email":"partners@northstar.example","whatsApp":"+14155550123"}`, `{}`, []string{"contact.email required"}},
		"email":                   {"create-campaign/create-campaign", `partners@northstar.example`, `partners`, []string{"contact.email not_an_email"}},
		"email with a name":       {"create-campaign/create-campaign", `partners@northstar.example`, `Ana <a@b.example>`, []string{"contact.email not_an_email"}},
		"email without a domain":  {"create-campaign/create-campaign", `partners@northstar.example`, `partners@north`, []string{"contact.email not_an_email"}},
		"phone without a plus":    {"create-campaign/create-campaign", `+14155550123`, `14155550123`, []string{"contact.whatsApp not_a_phone"}},
		"phone of 16 digits":      {"create-campaign/create-campaign", `+14155550123`, `+1415555012345678`, []string{"contact.whatsApp not_a_phone"}},
		"optional may be absent":  {"create-campaign/create-campaign", `,"whatsApp":"+14155550123"`, ``, nil},
		"optional may be null":    {"create-campaign/create-campaign", `"+14155550123"`, `null`, nil},
		"time":                    {"create-campaign/create-campaign", `2030-07-01T00:00:00Z`, `July 1`, []string{"registrationPeriod.end not_a_time"}},
		"time as number":          {"create-campaign/create-campaign", `"2030-07-01T00:00:00Z"`, `1909094400`, []string{"registrationPeriod.end not_a_time"}},
		"time of another age":     {"create-campaign/create-campaign", `2030-07-01T00:00:00Z`, `0001-01-01T00:00:00Z`, []string{"registrationPeriod.end not_a_time"}},
		"items":                   {"create-campaign/create-campaign", `"USLCDEWDAU"`, `"us"`, []string{"sellerScope.shopCodes[0] too_short"}},
		"the same item twice":     {"create-campaign/create-campaign", `"USLCOTHERS"`, `"USLCDEWDAU"`, []string{"sellerScope.shopCodes[1] duplicate"}},
		"not a list":              {"create-campaign/create-campaign", `["USLCDEWDAU","USLCOTHERS"]`, `"USLCDEWDAU"`, []string{"sellerScope.shopCodes not_a_list"}},
		"101 items":               {"create-campaign/create-campaign", `["USLCDEWDAU","USLCOTHERS"]`, shopCodes(101), []string{"sellerScope.shopCodes too_many"}},
		"100 items":               {"create-campaign/create-campaign", `["USLCDEWDAU","USLCOTHERS"]`, shopCodes(100), nil},
		"unknown field":           {"create-campaign/create-campaign", `"contact":`, `"contract":1,"contact":`, []string{"contract unknown_field"}},
		"unknown field below":     {"create-campaign/create-campaign", `{"email"`, `{"mail":1,"email"`, []string{"contact.mail unknown_field"}},
		"names are exact":         {"create-campaign/create-campaign", `"name"`, `"Name"`, []string{"name required", "Name unknown_field"}},
		"zero is a number":        {"register-products/two-products", `"sampleQuantity":10`, `"sampleQuantity":0`, nil},
		"too few":                 {"request-authorizations/one-creator", `["` + tabletest.CreatorID + `"]`, `[]`, []string{"creatorIds too_few"}},
		"id in small letters":     {"order-sample/order-sample", tabletest.CampaignID, strings.ToLower(tabletest.CampaignID), []string{"campaignId not_an_id"}},
		"boolean as text":         {"publish-campaign/publish", `true`, `"true"`, []string{"published not_a_boolean"}},
		"false is not missing":    {"publish-campaign/publish", `true`, `false`, nil},
		"item of a list of texts": {"dispatch-sample/dispatch-sample", `"Brief card"`, `""`, []string{"packedItems[1] required"}},
		"address without scheme":  {"submit-content/video", `https://www`, `www`, []string{"url not_a_url"}},
		"address of a script":     {"submit-content/video", `https://www.tiktok.com`, `javascript:alert(1)//`, []string{"url not_a_url"}},
		"address with a password": {"submit-content/video", `https://www`, `https://a:b@www`, []string{"url not_a_url"}},
	} {
		t.Run(name, func(t *testing.T) {
			answer := answerTo(t, change(t, apitest.Event(t, test.event), test.old, test.replacement))
			if test.want == nil {
				if answer.Status >= 300 {
					t.Fatalf("refused: %s", answer.Body)
				}
				return
			}
			if got := wrong(t, answer); !slices.Equal(got, test.want) {
				t.Fatalf("got %v, want %v", got, test.want)
			}
		})
	}
}

func shopCodes(n int) string {
	var codes []string
	for i := range n {
		codes = append(codes, "USLC"+strings.Repeat("A", i/26)+string(rune('A'+i%26)))
	}
	encoded, _ := json.Marshal(codes)
	return string(encoded)
}

// answerTo decodes an event for the action that its route belongs to.
func answerTo(t *testing.T, e apitest.Request) apitest.Answer {
	t.Helper()
	switch e.RouteKey {
	case contract.CreateCampaign.Method + " " + contract.CreateCampaign.Path:
		_, answer := decode(t, contract.CreateCampaign, e)
		return answer
	case "POST " + contract.RegisterProducts.Path:
		_, answer := decode(t, contract.RegisterProducts, e)
		return answer
	case "POST " + contract.RequestAuthorizations.Path:
		_, answer := decode(t, contract.RequestAuthorizations, e)
		return answer
	case "POST " + contract.OrderSample.Path:
		_, answer := decode(t, contract.OrderSample, e)
		return answer
	case "POST " + contract.PublishCampaign.Path:
		_, answer := decode(t, contract.PublishCampaign, e)
		return answer
	case "POST " + contract.DispatchSample.Path:
		_, answer := decode(t, contract.DispatchSample, e)
		return answer
	case "POST " + contract.SubmitContent.Path:
		_, answer := decode(t, contract.SubmitContent, e)
		return answer
	}
	switch e.RouteKey {
	case "POST " + contract.CreateProductList.Path:
		_, answer := decode(t, contract.CreateProductList, e)
		return answer
	case contract.RecordLabel.Method + " " + contract.RecordLabel.Path:
		_, answer := decode(t, contract.RecordLabel, e)
		return answer
	}
	t.Fatalf("no action for %s", e.RouteKey)
	return apitest.Answer{}
}

func TestAllThatIsWrongIsToldAtOnce(t *testing.T) {
	e := apitest.Event(t, "create-campaign/create-campaign")
	e.Body = `{"targetMarket":"usa","name":"","registrationPeriod":{"start":"x"},"campaignPeriod":[],"minTotalCommissionRate":1,"contact":{"email":"x"},"zebra":1,"apple":2}`
	_, answer := decode(t, contract.CreateCampaign, e)
	want := []string{
		"targetMarket not_allowed", "name required", "description required", "registrationPeriod.start not_a_time", "registrationPeriod.end required",
		"campaignPeriod not_an_object", "sellerScope required", "minTotalCommissionRate too_small", "contact.email not_an_email",
		"apple unknown_field", "zebra unknown_field",
	}
	if got := wrong(t, answer); !slices.Equal(got, want) {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
}

func TestBodiesThatAreNoJSONObject(t *testing.T) {
	for _, body := range []string{"{", `{"a":1}x`, "[]", `"text"`, "7", "null", "true", `{"name":"Summer glow",}`, "\ufeff{}"} {
		e := apitest.Event(t, "create-campaign/create-campaign")
		e.Body = body
		_, answer := decode(t, contract.CreateCampaign, e)
		apitest.Refused(t, answer, http.StatusBadRequest, "malformed_json")
	}
}

// Nothing at all is an object that lacks all it needs, if it needs anything.
func TestNoBody(t *testing.T) {
	for _, body := range []string{"", " \n"} {
		e := apitest.Event(t, "create-campaign/create-campaign")
		e.Body = body
		_, answer := decode(t, contract.CreateCampaign, e)
		if got := wrong(t, answer); !slices.Contains(got, "name required") {
			t.Errorf("%q: %v", body, got)
		}
		e = apitest.Event(t, "request-closure/request-closure")
		e.Body = body
		if got, _ := decode(t, contract.RequestClosure, e); got.RegistrationID == "" || got.Reason != "" {
			t.Errorf("%q: %+v", body, got)
		}
	}
}

func TestBodiesUpTo256KiB(t *testing.T) {
	e := apitest.Event(t, "create-campaign/create-campaign")
	whole := e.Body
	e.Body = whole + strings.Repeat(" ", api.MaxBody-len(whole))
	if _, answer := decode(t, contract.CreateCampaign, e); answer.Status != http.StatusCreated {
		t.Fatalf("256 KiB: %d %s", answer.Status, answer.Body)
	}
	e.Body += " "
	_, answer := decode(t, contract.CreateCampaign, e)
	apitest.Refused(t, answer, http.StatusRequestEntityTooLarge, "body_too_large")
	e.Body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(e.Body)), true
	_, answer = decode(t, contract.CreateCampaign, e)
	apitest.Refused(t, answer, http.StatusRequestEntityTooLarge, "body_too_large")
}

func TestBodiesInBase64(t *testing.T) {
	e := apitest.Event(t, "publish-campaign/publish")
	e.Body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString([]byte(e.Body)), true
	if got, answer := decode(t, contract.PublishCampaign, e); answer.Status != http.StatusOK || !got.Published {
		t.Fatalf("%d %+v", answer.Status, got)
	}
	e.Body = "%"
	_, answer := decode(t, contract.PublishCampaign, e)
	apitest.Refused(t, answer, http.StatusBadRequest, "malformed_body")
}

// What cannot be the id of anything is not there: no other answer would tell more.
func TestIdsOfThePath(t *testing.T) {
	for _, id := range []string{"", "smp_", "7", tabletest.CampaignID, strings.ToLower(tabletest.SampleID), tabletest.SampleID + "0", "smp_ZZZZZZZZZZZZZZZZZZZZZZZZZZ"} {
		e := apitest.Event(t, "get-sample/as-agency")
		e.PathParameters = map[string]string{"sampleId": id}
		_, answer := decode(t, contract.GetSample, e)
		apitest.Refused(t, answer, http.StatusNotFound, "not_found")
	}
	e := apitest.Event(t, "receive-carrier-event/delivered")
	e.PathParameters = map[string]string{"carrier": "nosuchpost"}
	_, answer := decode(t, contract.ReceiveCarrierEvent, e)
	apitest.Refused(t, answer, http.StatusNotFound, "not_found")
}

func TestQueryParameters(t *testing.T) {
	reg := tabletest.RegistrationID
	half := time.Date(2030, time.June, 6, 9, 0, 0, 5e8, time.UTC)
	for name, test := range map[string]struct {
		query map[string]string
		want  contract.TrackSamplesRequest
		wrong []string
	}{
		"none":            {nil, contract.TrackSamplesRequest{Sort: contract.Oldest, Paging: contract.Paging{Limit: 20}}, nil},
		"all":             {map[string]string{"status": "completed", "limit": "100", "cursor": "abc"}, contract.TrackSamplesRequest{Status: "completed", Sort: contract.Oldest, Paging: contract.Paging{Limit: 100, Cursor: "abc"}}, nil},
		"a time":          {map[string]string{"orderedFrom": "2030-06-06T11:00:00.5+02:00"}, contract.TrackSamplesRequest{OrderedFrom: &half, Sort: contract.Oldest, Paging: contract.Paging{Limit: 20}}, nil},
		"no time":         {map[string]string{"orderedFrom": "2030-06-06", "orderedBefore": "1999-12-31T23:59:59Z"}, contract.TrackSamplesRequest{}, []string{"orderedFrom not_a_time", "orderedBefore not_a_time"}},
		"limit 0":         {map[string]string{"limit": "0"}, contract.TrackSamplesRequest{}, []string{"limit too_small"}},
		"limit 101":       {map[string]string{"limit": "101"}, contract.TrackSamplesRequest{}, []string{"limit too_large"}},
		"limit of text":   {map[string]string{"limit": "ten"}, contract.TrackSamplesRequest{}, []string{"limit not_a_number"}},
		"two limits":      {map[string]string{"limit": "1,2"}, contract.TrackSamplesRequest{}, []string{"limit not_a_number"}},
		"empty limit":     {map[string]string{"limit": ""}, contract.TrackSamplesRequest{}, []string{"limit not_a_number"}},
		"enum":            {map[string]string{"status": "gone"}, contract.TrackSamplesRequest{}, []string{"status not_allowed"}},
		"long cursor":     {map[string]string{"cursor": strings.Repeat("a", 1025)}, contract.TrackSamplesRequest{}, []string{"cursor too_long"}},
		"unknown":         {map[string]string{"page": "1", "Limit": "5"}, contract.TrackSamplesRequest{}, []string{"Limit unknown_parameter", "page unknown_parameter"}},
		"several at once": {map[string]string{"limit": "x", "status": "y", "z": "1"}, contract.TrackSamplesRequest{}, []string{"status not_allowed", "limit not_a_number", "z unknown_parameter"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := apitest.Event(t, "track-samples/not-yet-posted")
			e.QueryStringParameters = test.query
			got, answer := decode(t, contract.TrackSamples, e)
			if test.wrong != nil {
				if got := wrong(t, answer); !slices.Equal(got, test.wrong) {
					t.Fatalf("got %v, want %v", got, test.wrong)
				}
				return
			}
			test.want.CampaignID = tabletest.CampaignID
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Fatalf("decoded (-want +got):\n%s", diff)
			}
		})
	}
	other := "reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM22Y"
	e := apitest.Event(t, "export-links/one-product")
	e.QueryStringParameters = map[string]string{"registrationId": reg + "," + other}
	if got, _ := decode(t, contract.ExportLinks, e); !slices.Equal(got.RegistrationIDs, []string{reg, other}) {
		t.Fatalf("a repeated parameter gave %v", got.RegistrationIDs)
	}
	e.QueryStringParameters = map[string]string{"registrationId": reg + ",7", "format": "xml"}
	_, answer := decode(t, contract.ExportLinks, e)
	if got, want := wrong(t, answer), []string{"registrationId[1] not_an_id", "format not_allowed"}; !slices.Equal(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	e.QueryStringParameters = map[string]string{"registrationId": strings.TrimSuffix(strings.Repeat(reg+",", 101), ",")}
	if _, answer = decode(t, contract.ExportLinks, e); !slices.Equal(wrong(t, answer), []string{"registrationId too_many"}) {
		t.Fatalf("101 ids: %s", answer.Body)
	}
}

// What a list asks of the table: 20 items by default, for this caller.
func TestPageOfARequest(t *testing.T) {
	e := apitest.Event(t, "list-fulfilment/first-page")
	for text, want := range map[string]int{"": 20, "7": 7} {
		e.QueryStringParameters = nil
		if text != "" {
			e.QueryStringParameters = map[string]string{"limit": text}
		}
		apitest.Server(contract.ListFulfilment, nil, func(_ context.Context, call *api.Call[contract.ListFulfilmentRequest]) (contract.Fulfilment, error) {
			if p := call.Page(call.Request.NextPage()); p.Limit != want || p.Caller != tabletest.SellerID {
				t.Errorf("limit %q: %+v", text, p)
			}
			if call.Caller.Kind != actor.Seller || call.Caller.ShopCode != "USLCDEWDAU" || call.Caller.Name != "Dew & Daughters" {
				t.Errorf("caller %+v", call.Caller)
			}
			return contract.Fulfilment{}, nil
		})(t, e)
	}
}
