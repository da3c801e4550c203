package api_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/table/tabletest"
)

// get serves get-sample with a handler that answers the same to everything.
func get(t *testing.T, e apitest.Request, answer any, err error) apitest.Answer {
	t.Helper()
	return apitest.Server(contract.GetSample, nil, func(context.Context, *api.Call[contract.SampleRequest]) (any, error) {
		return answer, err
	})(t, e)
}

func TestWhoMayCall(t *testing.T) {
	e := apitest.Event(t, "order-sample/order-sample")
	ok := func(t *testing.T, e apitest.Request) apitest.Answer {
		_, answer := decode(t, contract.OrderSample, e)
		return answer
	}
	if answer := ok(t, e); answer.Status != http.StatusCreated {
		t.Fatalf("the agency: %d %s", answer.Status, answer.Body)
	}
	for _, other := range []struct {
		kind actor.Kind
		id   string
	}{{actor.Creator, tabletest.CreatorID}, {actor.Seller, tabletest.SellerID}, {actor.Operator, "opr_01Q3XXS8MRKP7ES1X6MXWR9V82"}} {
		p := apitest.Refused(t, ok(t, apitest.As(e, other.kind, other.id)), http.StatusForbidden, "wrong_actor")
		if fmt.Sprint(p.Details["allowed"]) != "[agency]" {
			t.Errorf("%s is told that %v may", other.kind, p.Details)
		}
	}
	for name, broken := range map[string]apitest.Request{
		"nobody":             apitest.As(e, "", ""),
		"no id":              apitest.As(e, actor.Agency, ""),
		"id of another kind": apitest.As(e, actor.Agency, tabletest.SellerID),
		"id of no form":      apitest.As(e, actor.Agency, "agn_1"),
		"the platform":       apitest.As(e, actor.Platform, "easypost"),
		"the system":         apitest.As(e, actor.System, "notify"),
		"unheard of":         apitest.As(e, "admin", tabletest.AgencyID),
	} {
		t.Run(name, func(t *testing.T) {
			apitest.Refused(t, ok(t, broken), http.StatusUnauthorized, "unauthenticated")
		})
	}
	e.RequestContext.Authorizer = nil
	apitest.Refused(t, ok(t, e), http.StatusUnauthorized, "unauthenticated")
	e.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{}
	apitest.Refused(t, ok(t, e), http.StatusUnauthorized, "unauthenticated")
}

// The actor is checked before the body is read: who may not call learns nothing of what the body should be.
func TestActorIsCheckedFirst(t *testing.T) {
	e := apitest.As(apitest.Event(t, "order-sample/order-sample"), actor.Creator, tabletest.CreatorID)
	e.Body = "{"
	_, answer := decode(t, contract.OrderSample, e)
	apitest.Refused(t, answer, http.StatusForbidden, "wrong_actor")
}

func TestEveryKindOfFaultHasItsStatus(t *testing.T) {
	for kind, want := range map[fault.Kind]int{
		fault.Malformed: 400, fault.Unauthenticated: 401, fault.Forbidden: 403, fault.NotFound: 404, fault.Conflict: 409,
		fault.TooLarge: 413, fault.Invalid: 422, fault.Throttled: 429, fault.Internal: 500, fault.Unavailable: 503,
	} {
		e := apitest.Event(t, "get-sample/as-agency")
		err := fmt.Errorf("wrapped: %w", fault.New(kind, "some_code", "For a person."))
		p := apitest.Refused(t, get(t, e, nil, err), want, "some_code")
		if p.Detail != "For a person." || p.Title != http.StatusText(want) || p.Type != "about:blank" || p.RequestID != e.RequestContext.RequestID {
			t.Errorf("%s: %+v", kind, p)
		}
	}
}

func TestDetailsOfAFaultReachTheCaller(t *testing.T) {
	err := sample.ErrAlreadySampled.With("sampleId", tabletest.SampleID).With("since", 3)
	p := apitest.Refused(t, get(t, apitest.Event(t, "get-sample/as-agency"), nil, err), http.StatusConflict, "already_sampled")
	if want := map[string]any{"sampleId": tabletest.SampleID, "since": float64(3)}; !reflect.DeepEqual(p.Details, want) {
		t.Fatalf("details %v, want %v", p.Details, want)
	}
}

func TestInternalsStayInside(t *testing.T) {
	err := errors.New("dial tcp 10.0.0.7: table samplepath-prod: no such host")
	answer := get(t, apitest.Event(t, "get-sample/as-agency"), nil, err)
	apitest.Refused(t, answer, http.StatusInternalServerError, "internal")
	if strings.Contains(answer.Body, "10.0.0.7") || strings.Contains(answer.Body, "samplepath-prod") {
		t.Fatalf("the caller reads %s", answer.Body)
	}
}

func TestAnswersAreNotCached(t *testing.T) {
	e := apitest.Event(t, "get-sample/as-agency")
	for _, answer := range []apitest.Answer{get(t, e, map[string]int{"a": 1}, nil), get(t, e, nil, sample.ErrNotFound)} {
		if answer.Header["cache-control"] != "no-store" {
			t.Errorf("%d: headers %v", answer.Status, answer.Header)
		}
	}
}

func TestListsAreNeverNull(t *testing.T) {
	if answer := get(t, apitest.Event(t, "get-sample/as-agency"), api.PageOf[int](nil, ""), nil); answer.Body != `{"items":[]}` {
		t.Fatalf("got %s", answer.Body)
	}
	if answer := get(t, apitest.Event(t, "get-sample/as-agency"), api.PageOf([]int{1}, "next"), nil); answer.Body != `{"items":[1],"nextCursor":"next"}` {
		t.Fatalf("got %s", answer.Body)
	}
}

// A cell is what it is in JSON, but never a formula to the spreadsheet that opens it.
func TestCSV(t *testing.T) {
	names := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", `say "hi"`, "a,b", "two\nlines", "", "é", " =1"}
	links := contract.ProductLinks{}
	for _, name := range names {
		links.Items = append(links.Items, contract.ProductLink{ProductName: name, CreatorRate: 1800})
	}
	e := apitest.Event(t, "export-links/every-product-as-csv")
	answer := apitest.Server(contract.ExportLinks, nil, func(context.Context, *api.Call[contract.ExportLinksRequest]) (contract.ProductLinks, error) {
		return links, nil
	})(t, e)
	if answer.Status != http.StatusOK || answer.Header["content-type"] != "text/csv; charset=utf-8" || !strings.Contains(answer.Header["content-disposition"], "export-links.csv") {
		t.Fatalf("%d %v", answer.Status, answer.Header)
	}
	if !strings.HasPrefix(answer.Body, "registrationId,productId,productName,creatorCommissionRate,code,url\r\n") {
		t.Fatalf("header line of %q", answer.Body)
	}
	lines, err := csv.NewReader(strings.NewReader(answer.Body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		want := name
		if i < 6 {
			want = "'" + name
		}
		want = strings.ReplaceAll(want, "\r", "") // encoding/csv's reader and writer agree to drop it
		if got := lines[i+1][2]; strings.ReplaceAll(got, "\r", "") != want || lines[i+1][3] != "1800" {
			t.Errorf("%q became %q, %v", name, got, lines[i+1])
		}
	}
	e.QueryStringParameters = nil
	if answer := apitest.Server(contract.ExportLinks, nil, func(context.Context, *api.Call[contract.ExportLinksRequest]) (contract.ProductLinks, error) {
		return links, nil
	})(t, e); answer.Header["content-type"] != "application/json" {
		t.Fatalf("without format: %v", answer.Header)
	}
}
