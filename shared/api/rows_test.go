package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table"
)

type (
	registrations = contract.Rows[contract.SellerRegistration]
	registering   = api.Call[contract.RegisterProductsRequest]
)

// inTurn are rows that rest on nothing.
func inTurn[Q, T any](n int, decide func(context.Context, *api.Call[Q], int) (T, error)) api.Bulk[Q, int, T] {
	return api.Bulk[Q, int, T]{
		Rows: n, Shares: api.InTurn,
		Read:   func(_ context.Context, rows []int) ([]int, error) { return rows, nil },
		Decide: func(ctx context.Context, call *api.Call[Q], i, _ int) (T, error) { return decide(ctx, call, i) },
	}
}

// A row that is not as it should be is refused alone, with its fields by their paths in the row, and nothing is read for it.
func TestAMalformedRowIsRefusedAlone(t *testing.T) {
	for name, test := range map[string]struct{ old, replacement, want string }{
		"a field":          {`"amount":1250`, `"amount":-1`, "unitCost.amount too_small"},
		"two fields":       {`"email":"samples@dewdaughters.example","whatsApp":"+12125550188"},`, `"email":"x"},`, "email not_an_email"},
		"an unknown field": {`"amount":1250`, `"amount":1250,"tax":1`, "unitCost.tax unknown_field"},
		"null":             {`{"products":[{`, `{"products":[null,{`, "products not_an_object"},
		"text":             {`{"products":[{`, `{"products":["1729384756001",{`, "products not_an_object"},
		"nothing":          {`{"products":[{`, `{"products":[{},{`, "productId required"},
	} {
		t.Run(name, func(t *testing.T) {
			e := change(t, apitest.Event(t, "register-products/two-products"), test.old, test.replacement)
			read := -1
			rows := apitest.Decode[registrations](t, apitest.Server(contract.RegisterProducts, nil, func(ctx context.Context, call *registering) (registrations, error) {
				bulk := inTurn(len(call.Request.Products), func(_ context.Context, _ *registering, i int) (contract.SellerRegistration, error) {
					return contract.SellerRegistration{ProductName: call.Request.Products[i].ProductName}, nil
				})
				bulk.Read = func(_ context.Context, rows []int) ([]int, error) {
					read = rows[0]
					return rows, nil
				}
				return api.Rows(ctx, call, bulk)
			})(t, apitest.WithKey(e, "")), http.StatusOK)
			if rows.Failed != 1 || rows.Succeeded != len(rows.Rows)-1 {
				t.Fatalf("%+v", rows)
			}
			refused := rows.Rows[0]
			if refused.Status != http.StatusUnprocessableEntity || refused.Error == nil || refused.Error.Code != "invalid_fields" {
				t.Fatalf("row 0: %+v", refused)
			}
			if first := refused.Error.Errors[0]; first.Field+" "+first.Code != test.want {
				t.Errorf("row 0: %+v, want %s", refused.Error.Errors, test.want)
			}
			if read != 1 {
				t.Errorf("row %d was read first", read)
			}
		})
	}
}

// What makes the whole unreadable refuses all of it, and says then what is wrong with its rows, too.
func TestWhatConcernsAllRowsRefusesAll(t *testing.T) {
	e := change(t, apitest.Event(t, "request-authorizations/one-creator"), `"campaignId":"cmp_`, `"campaignId":"x`)
	e.Body = strings.Replace(e.Body, `["crt_`, `["x`, 1)
	_, answer := decode(t, contract.RequestAuthorizations, e)
	if got := wrong(t, answer); fmt.Sprint(got) != "[campaignId not_an_id creatorIds[0] not_an_id]" {
		t.Errorf("%v", got)
	}
}

// A row whose facts somebody else changed meanwhile is decided again on facts that are read anew, for it alone.
func TestARowIsDecidedAgainOnNewFacts(t *testing.T) {
	var reads [][]int
	var decided []string
	e := apitest.WithKey(apitest.Event(t, "register-products/two-products"), "")
	rows := apitest.Decode[registrations](t, apitest.Server(contract.RegisterProducts, nil, func(ctx context.Context, call *registering) (registrations, error) {
		return api.Rows(ctx, call, api.Bulk[contract.RegisterProductsRequest, int, contract.SellerRegistration]{
			Rows: 2, Shares: api.InTurn,
			Read: func(_ context.Context, rows []int) ([]int, error) {
				reads = append(reads, rows)
				return api.Same(len(reads), rows), nil
			},
			Decide: func(_ context.Context, _ *registering, i, facts int) (contract.SellerRegistration, error) {
				decided = append(decided, fmt.Sprintf("%d on %d", i, facts))
				if i == 1 && facts < 3 {
					return contract.SellerRegistration{}, table.ErrChanged
				}
				return contract.SellerRegistration{}, nil
			},
		})
	})(t, e), http.StatusOK)
	if rows.Succeeded != 2 {
		t.Errorf("%+v", rows)
	}
	if got := fmt.Sprint(reads); got != "[[0 1] [1] [1]]" {
		t.Errorf("read %s", got)
	}
	if got := fmt.Sprint(decided); got != "[0 on 1 1 on 1 1 on 2 1 on 3]" {
		t.Errorf("decided %s", got)
	}
}

// A key belongs to its first upload, also where all rows of that failed: no other upload is taken under it.
func TestAKeyBelongsToItsFirstUploadWhateverBecameOfTheRows(t *testing.T) {
	fail := map[int]bool{0: true, 1: true}
	c, serve := rows(t, fail)
	first := apitest.Event(t, "register-products/two-products")
	if a := apitest.Decode[registrations](t, serve(t, first), http.StatusOK); a.Failed != 2 {
		t.Fatalf("%+v", a)
	}
	clear(fail)
	other := change(t, first, "Glow Serum", "Glow Oil")
	apitest.Refused(t, serve(t, other), http.StatusUnprocessableEntity, "idempotency_key_reused")
	c.want(0)
	if a := apitest.Decode[registrations](t, serve(t, first), http.StatusOK); a.Succeeded != 2 {
		t.Errorf("the first upload again: %+v", a)
	}
	c.want(2)
}

// Of two uploads under one key at the same moment only one is taken.
func TestOfTwoUploadsUnderOneKeyOneIsTaken(t *testing.T) {
	c, serve := rows(t, nil)
	first := apitest.Event(t, "register-products/two-products")
	uploads := []apitest.Request{first, change(t, first, "Glow Serum", "Glow Oil")}
	answers := make([]apitest.Answer, len(uploads))
	var group sync.WaitGroup
	for i := range uploads {
		group.Go(func() { answers[i] = serve(t, uploads[i]) })
	}
	group.Wait()
	if answers[0].Status == answers[1].Status {
		t.Errorf("%s and %s", answers[0].Body, answers[1].Body)
	}
	c.want(2)
}
