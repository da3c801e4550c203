package api_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// get serves get-sample with a handler that answers the same to everything, whatever it is.
func get(t *testing.T, e apitest.Request, answer any, err error) apitest.Answer {
	t.Helper()
	return serve(t, http.MethodGet, e, answer, err)
}

func serve(t *testing.T, method string, e apitest.Request, answer any, err error) apitest.Answer {
	t.Helper()
	action := *contract.GetSample.Action
	action.Method, action.Answers = method, nil
	if refusal, ok := errors.AsType[*fault.Error](err); ok {
		action.Errors = []*fault.Error{refusal}
	}
	return apitest.Server(contract.Of[contract.SampleRequest, any]{Action: &action}, nil, func(context.Context, *api.Call[contract.SampleRequest]) (any, error) {
		return answer, err
	})(t, e)
}

// No handler can give one kind of caller what is made for another: the answer is refused on its way out.
func TestACallerGetsNoOtherActorsView(t *testing.T) {
	for kind, status := range map[actor.Kind]int{actor.Seller: http.StatusOK, actor.Agency: http.StatusInternalServerError, actor.Creator: http.StatusInternalServerError} {
		answer := apitest.Server(contract.GetSample, nil, func(context.Context, *api.Call[contract.SampleRequest]) (any, error) {
			return contract.SellerSampleDetail{}, nil
		})(t, apitest.Event(t, "get-sample/as-"+string(kind)))
		if answer.Status != status {
			t.Errorf("a seller's view for kind %s: status %d, want %d", kind, answer.Status, status)
		}
	}
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
		err := fmt.Errorf("wrapped: %w", fault.New(kind, "sample_not_found"))
		p := apitest.Refused(t, serve(t, http.MethodPost, e, nil, err), want, "sample_not_found")
		if p.Detail != "There is no such sample." || p.Title != http.StatusText(want) || p.Type != "about:blank" || p.RequestID != e.RequestContext.RequestID {
			t.Errorf("%s: %+v", kind, p)
		}
	}
}

// A read changes nothing, so nothing is in conflict with it: what it cannot show is not there, with the code that says why.
func TestAReadIsNotInConflict(t *testing.T) {
	err := fmt.Errorf("wrapped: %w", &fault.Error{Kind: fault.Conflict, Code: "some_code"})
	if p := apitest.Refused(t, get(t, apitest.Event(t, "get-sample/as-agency"), nil, err), http.StatusNotFound, "some_code"); p.Title != "Not Found" {
		t.Errorf("%+v", p)
	}
}

func TestDetailsOfAFaultReachTheCaller(t *testing.T) {
	err := sample.ErrAlreadySampled.With("sampleId", tabletest.SampleID).With("since", 3)
	p := apitest.Refused(t, serve(t, http.MethodPost, apitest.Event(t, "get-sample/as-agency"), nil, err), http.StatusConflict, "already_sampled")
	want := map[string]any{"sampleId": tabletest.SampleID, "since": float64(3)}
	if diff := cmp.Diff(want, p.Details); diff != "" {
		t.Fatalf("details (-want +got):\n%s", diff)
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
	names := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1", "＝1", "＋1", "－1", "＠SUM(A1)", `say "hi"`, "a,b", "two\nlines", "", "é", " =1"}
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
	if !strings.HasPrefix(answer.Body, "registrationId,productId,productName,sellerName,imageUrl,creatorCommissionRate,code,url\r\n") {
		t.Fatalf("header line of %q", answer.Body)
	}
	lines, err := csv.NewReader(strings.NewReader(answer.Body)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		want := name
		if i < 11 {
			want = "'" + name
		}
		want = strings.ReplaceAll(want, "\r", "") // encoding/csv's reader and writer agree to drop it
		if got := lines[i+1][2]; strings.ReplaceAll(got, "\r", "") != want || lines[i+1][5] != "1800" {
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

// Features C9 and C11: a file has every row of every page, up to a bound; with a limit it is one page.
func TestFileHasEveryRow(t *testing.T) {
	const page = 100
	server := func(total int, failsAt string) apitest.Serve {
		return apitest.Server(contract.ExportLinks, nil, func(_ context.Context, c *api.Call[contract.ExportLinksRequest]) (contract.ProductLinks, error) {
			asked := c.Page(c.Request.NextPage())
			if asked.Cursor != "" && asked.Cursor == failsAt {
				return contract.ProductLinks{}, table.ErrBusy
			}
			first, _ := strconv.Atoi(asked.Cursor)
			var items []contract.ProductLink
			for i := first; i < min(first+asked.Limit, total); i++ {
				items = append(items, contract.ProductLink{ProductID: strconv.Itoa(i)})
			}
			next := ""
			if last := first + len(items); last < total {
				next = strconv.Itoa(last)
			}
			return contract.ProductLinks{Page: api.PageOf(items, next)}, nil
		})
	}
	e := apitest.Event(t, "export-links/every-product-as-csv")
	for name, test := range map[string]struct {
		total int
		query map[string]string
		first int
		rows  int
		next  string
	}{
		"none":           {0, map[string]string{"format": "csv"}, 0, 0, ""},
		"a whole page":   {page, map[string]string{"format": "csv"}, 0, page, ""},
		"several pages":  {3*page + 7, map[string]string{"format": "csv"}, 0, 3*page + 7, ""},
		"from a cursor":  {3*page + 7, map[string]string{"format": "csv", "cursor": "250"}, 250, 57, ""},
		"a limit":        {3*page + 7, map[string]string{"format": "csv", "limit": "7"}, 0, 7, "7"},
		"more than fits": {10_001, map[string]string{"format": "csv"}, 0, 10_000, "10000"},
		"the rest of it": {10_001, map[string]string{"format": "csv", "cursor": "10000"}, 10_000, 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			e := e
			e.QueryStringParameters = test.query
			answer := server(test.total, "")(t, e)
			lines, err := csv.NewReader(strings.NewReader(answer.Body)).ReadAll()
			if err != nil || len(lines) != test.rows+1 || answer.Header["next-cursor"] != test.next {
				t.Fatalf("%v, %d lines, next %q", err, len(lines), answer.Header["next-cursor"])
			}
			for i, line := range lines[1:] {
				if line[1] != strconv.Itoa(test.first+i) {
					t.Fatalf("row %d is %v", i, line)
				}
			}
		})
	}
	e.QueryStringParameters = map[string]string{"format": "csv"}
	apitest.Refused(t, server(3*page, "200")(t, e), http.StatusServiceUnavailable, "try_again_later")
}

// A claim that is longer than a key can hold is none that we made.
func TestClaimsHaveAnEnd(t *testing.T) {
	for _, claim := range []string{"name", "preferred_username", "custom:shop_code", "custom:market"} {
		for length, want := range map[int]int{256: http.StatusCreated, 257: http.StatusUnauthorized} {
			e := apitest.As(apitest.Event(t, "order-sample/order-sample"), actor.Agency, tabletest.AgencyID)
			e.RequestContext.Authorizer.JWT.Claims[claim] = strings.Repeat("a", length)
			if _, answer := decode(t, contract.OrderSample, e); answer.Status != want {
				t.Errorf("%s of %d bytes: %d %s", claim, length, answer.Status, answer.Body)
			}
		}
	}
}
