package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/registration"
	"samplepath/shared/showcase"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
	"samplepath/shared/table/tabletest"
)

// counted is an action whose every effect is counted: it puts one more product into the creator's showcase. It stands
// in the place of order-sample.
type counted struct {
	*testing.T
	table *table.Table
	serve apitest.Serve
}

func newCounted(t *testing.T) counted {
	tab := tabletest.NewWorld(t).Table
	return counted{t, tab, apitest.Server(contract.OrderSample, tab, addAnother)}
}

func addAnother(ctx context.Context, call *api.Call[contract.OrderSampleRequest]) (contract.AgencySample, error) {
	entry := showcase.Entry{
		ID: id.New(ctx, id.Entry), CreatorID: tabletest.CreatorID, CampaignID: tabletest.CampaignID, AgencyID: call.Caller.ID,
		RegistrationID: id.NewWithin(ctx, id.Registration, tabletest.CampaignID), Version: 1,
	}
	e := event.First(entry, showcase.EventAdded, call.Caller.Party(), call.Now)
	made := contract.AgencySample{ID: id.New(ctx, id.Sample), Variant: call.Request.Variant}
	return api.Commit(ctx, call, made, creators.AddedToShowcase(entry, showcase.Creator{ID: entry.CreatorID}, e))
}

// effects is how often the action took effect.
func (c counted) effects() int {
	c.Helper()
	_, _, promoters, err := creators.Promoters(c.Context(), c.table, tabletest.AgencyID, tabletest.CampaignID, []string{tabletest.CreatorID})
	if err != nil {
		c.Fatal(err)
	}
	return promoters[0].Products
}

func (c counted) want(effects int) {
	c.Helper()
	if got := c.effects(); got != effects {
		c.Fatalf("%d effects, want %d", got, effects)
	}
}

func order(t *testing.T) apitest.Request { return apitest.Event(t, "order-sample/order-sample") }

func replayed(a apitest.Answer) bool { return a.Header["idempotency-replayed"] == "true" }

func TestTheSameRequestAgainGetsTheStoredAnswer(t *testing.T) {
	c := newCounted(t)
	first, again := c.serve(t, order(t)), c.serve(t, order(t))
	if first.Status != http.StatusCreated || replayed(first) {
		t.Fatalf("first: %d %v %s", first.Status, first.Header, first.Body)
	}
	if again.Status != http.StatusCreated || !replayed(again) || again.Body != first.Body {
		t.Fatalf("again: %d %v %s, want %s", again.Status, again.Header, again.Body, first.Body)
	}
	c.want(1)
}

func TestWithoutAKeyEveryRequestCounts(t *testing.T) {
	c := newCounted(t)
	e := apitest.WithKey(order(t), "")
	if a, b := c.serve(t, e), c.serve(t, e); replayed(b) || a.Body == b.Body {
		t.Fatalf("replayed %s as %s", a.Body, b.Body)
	}
	c.want(2)
}

func TestAnotherBodyUnderAUsedKeyIsRefused(t *testing.T) {
	c := newCounted(t)
	c.serve(t, order(t))
	apitest.Refused(t, c.serve(t, change(t, order(t), "30 ml", "50 ml")), http.StatusUnprocessableEntity, "idempotency_key_reused")
	apitest.Refused(t, c.serve(t, change(t, order(t), `,"variant"`, `, "variant"`)), http.StatusUnprocessableEntity, "idempotency_key_reused")
	c.want(1)
}

// A key is bound to the thing in the path as much as to the body.
func TestAnotherPathUnderAUsedKeyIsRefused(t *testing.T) {
	c := newCounted(t)
	c.serve(t, order(t))
	e := order(t)
	e.RawPath = "/v1/other"
	apitest.Refused(t, c.serve(t, e), http.StatusUnprocessableEntity, "idempotency_key_reused")
	c.want(1)
}

func TestKeysOfAnotherCallerAreOthers(t *testing.T) {
	c := newCounted(t)
	mine := c.serve(t, order(t))
	theirs := c.serve(t, apitest.As(order(t), actor.Agency, "agn_01Q3XXS8MRKP7ES1X6MXWR9V83"))
	if theirs.Status != http.StatusCreated || replayed(theirs) || theirs.Body == mine.Body {
		t.Fatalf("another agency got %d %s", theirs.Status, theirs.Body)
	}
	c.want(2)
}

func TestKeysOfTheWrongForm(t *testing.T) {
	c := newCounted(t)
	for _, key := range []string{" ", "a b", "schlüssel", "a\x00", strings.Repeat("k", 129)} {
		apitest.Refused(t, c.serve(t, apitest.WithKey(order(t), key)), http.StatusBadRequest, "invalid_idempotency_key")
	}
	e := order(t)
	e.Headers = map[string]string{"idempotency-key": ""}
	apitest.Refused(t, c.serve(t, e), http.StatusBadRequest, "invalid_idempotency_key")
	c.want(0)
	if a := c.serve(t, apitest.WithKey(order(t), strings.Repeat("~", 128))); a.Status != http.StatusCreated {
		t.Fatalf("128 characters: %d %s", a.Status, a.Body)
	}
}

func TestTwentyAtOnceUnderOneKeyAreOne(t *testing.T) {
	c := newCounted(t)
	answers := make([]apitest.Answer, 20)
	e := order(t)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() { answers[i] = c.serve(t, e) })
	}
	group.Wait()
	first := 0
	for _, a := range answers {
		if a.Status != http.StatusCreated || a.Body != answers[0].Body {
			t.Errorf("%d %s, want %s", a.Status, a.Body, answers[0].Body)
		}
		if !replayed(a) {
			first++
		}
	}
	if first != 1 {
		t.Errorf("%d answers were the first one", first)
	}
	c.want(1)
}

func TestAKeyIsFreeAgainAfterItsTime(t *testing.T) {
	c := newCounted(t)
	first := c.serve(t, order(t))
	later := func(d time.Duration) apitest.Request {
		e := order(t)
		e.RequestContext.TimeEpoch += d.Milliseconds()
		return e
	}
	if a := c.serve(t, later(48*time.Hour)); !replayed(a) || a.Body != first.Body {
		t.Fatalf("within 48 hours: %v %s", a.Header, a.Body)
	}
	c.want(1)
	second := c.serve(t, later(48*time.Hour+time.Second))
	if second.Status != http.StatusCreated || replayed(second) {
		t.Fatalf("after 48 hours: %d %v", second.Status, second.Header)
	}
	if a := c.serve(t, later(49*time.Hour)); !replayed(a) || a.Body != second.Body {
		t.Fatalf("the second answer is not kept: %s", a.Body)
	}
	c.want(2)
}

// A refusal is not kept: the same key may succeed once its cause is gone.
func TestRefusalsAreNotKept(t *testing.T) {
	tab := tabletest.NewWorld(t).Table
	blocked := true
	serve := apitest.Server(contract.OrderSample, tab, func(ctx context.Context, call *api.Call[contract.OrderSampleRequest]) (contract.AgencySample, error) {
		if blocked {
			return contract.AgencySample{}, registration.ErrExhausted
		}
		return addAnother(ctx, call)
	})
	apitest.Refused(t, serve(t, order(t)), http.StatusConflict, "allocation_exhausted")
	blocked = false
	if a := serve(t, order(t)); a.Status != http.StatusCreated || replayed(a) {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	// The rules refuse a second time what has been done: the answer of the first stands.
	blocked = true
	if a := serve(t, order(t)); a.Status != http.StatusCreated || !replayed(a) {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	apitest.Refused(t, serve(t, change(t, order(t), "30 ml", "50 ml")), http.StatusUnprocessableEntity, "idempotency_key_reused")
}

// rows serves register-products: each row adds one product, except those that fail.
var errRow = &fault.Error{Kind: fault.Conflict, Code: "row_refused"}

// refusingRows is an action whose rules refuse rows with a fault of the test's.
func refusingRows[Q, A any](of contract.Of[Q, A], refusal *fault.Error) contract.Of[Q, A] {
	action := *of.Action
	action.RowErrors = []*fault.Error{refusal}
	return contract.Of[Q, A]{Action: &action}
}

func rows(t *testing.T, fail map[int]bool) (counted, apitest.Serve) {
	tab := tabletest.NewWorld(t).Table
	var guard sync.Mutex
	serve := apitest.Server(refusingRows(contract.RegisterProducts, errRow), tab, func(ctx context.Context, call *api.Call[contract.RegisterProductsRequest]) (contract.Rows[contract.SellerRegistration], error) {
		return api.Rows(ctx, call, inTurn(len(call.Request.Products), func(ctx context.Context, call *api.Call[contract.RegisterProductsRequest], i int) (contract.SellerRegistration, error) {
			guard.Lock()
			failing := fail[i]
			guard.Unlock()
			if failing {
				return contract.SellerRegistration{}, errRow
			}
			entry := showcase.Entry{ID: id.New(ctx, id.Entry), CreatorID: tabletest.CreatorID, CampaignID: tabletest.CampaignID, RegistrationID: id.NewWithin(ctx, id.Registration, tabletest.CampaignID), Version: 1}
			e := event.First(entry, showcase.EventAdded, call.Caller.Party(), call.Now)
			made := contract.SellerRegistration{ID: entry.RegistrationID, ProductName: call.Request.Products[i].ProductName}
			return api.Commit(ctx, call, made, creators.AddedToShowcase(entry, showcase.Creator{ID: entry.CreatorID}, e))
		}))
	})
	return counted{T: t, table: tab}, serve
}

func TestRowsSucceedFailAndRepeatByThemselves(t *testing.T) {
	fail := map[int]bool{1: true}
	c, serve := rows(t, fail)
	e := apitest.Event(t, "register-products/two-products")
	first := apitest.Decode[contract.Rows[contract.SellerRegistration]](t, serve(t, e), http.StatusOK)
	if first.Succeeded != 1 || first.Failed != 1 || first.Rows[0].Status != http.StatusOK || first.Rows[0].Result.ProductName != "Glow Serum" ||
		first.Rows[1].Index != 1 || first.Rows[1].Status != http.StatusConflict || first.Rows[1].Error.Code != "row_refused" || first.Rows[1].Result != nil {
		t.Fatalf("first: %+v", first)
	}
	c.want(1)
	delete(fail, 1)
	answer := serve(t, e)
	second := apitest.Decode[contract.Rows[contract.SellerRegistration]](t, answer, http.StatusOK)
	if second.Succeeded != 2 || second.Rows[0].Result.ID != first.Rows[0].Result.ID || replayed(answer) {
		t.Fatalf("second: %s", answer.Body)
	}
	c.want(2)
	third := serve(t, e)
	if !replayed(third) || third.Body != answer.Body {
		t.Fatalf("third: %v %s", third.Header, third.Body)
	}
	c.want(2)
	apitest.Refused(t, serve(t, change(t, e, "Glow Serum", "Glow Oil")), http.StatusUnprocessableEntity, "idempotency_key_reused")
	c.want(2)
}

func TestManyRowsKeepTheirOrder(t *testing.T) {
	c, serve := rows(t, nil)
	e := apitest.WithKey(apitest.Event(t, "register-products/two-products"), "")
	one := e.Body[strings.Index(e.Body, "[")+1 : strings.Index(e.Body, "},{\"productId\"")+1]
	var products []string
	for i := range 50 {
		products = append(products, strings.Replace(one, "Glow Serum", fmt.Sprintf("Product %d", i), 1))
	}
	e.Body = `{"products":[` + strings.Join(products, ",") + `]}`
	answer := apitest.Decode[contract.Rows[contract.SellerRegistration]](t, serve(t, e), http.StatusOK)
	for i, row := range answer.Rows {
		if row.Index != i || row.Result == nil || row.Result.ProductName != fmt.Sprintf("Product %d", i) {
			t.Errorf("row %d is %+v", i, row)
		}
	}
	c.want(50)
}

// later is a request some time after.
func later(e apitest.Request, d time.Duration) apitest.Request {
	e.RequestContext.TimeEpoch += d.Milliseconds()
	return e
}

// An answer whose time is over stands in no refusal's place, although DynamoDB may take days to delete it.
func TestAnExpiredAnswerIsNotGivenAgain(t *testing.T) {
	tab := tabletest.NewWorld(t).Table
	blocked := false
	serve := apitest.Server(contract.OrderSample, tab, func(ctx context.Context, call *api.Call[contract.OrderSampleRequest]) (contract.AgencySample, error) {
		if blocked {
			return contract.AgencySample{}, registration.ErrExhausted
		}
		return addAnother(ctx, call)
	})
	first := serve(t, order(t))
	blocked = true
	if a := serve(t, later(order(t), 48*time.Hour)); !replayed(a) || a.Body != first.Body {
		t.Errorf("within its time: %d %s", a.Status, a.Body)
	}
	apitest.Refused(t, serve(t, later(order(t), 48*time.Hour+time.Second)), http.StatusConflict, "allocation_exhausted")
}

// Rows whose time is over are decided again, and another upload is taken under their key.
func TestExpiredRowsAreDecidedAgain(t *testing.T) {
	c, serve := rows(t, nil)
	e := apitest.Event(t, "register-products/two-products")
	first := apitest.Decode[contract.Rows[contract.SellerRegistration]](t, serve(t, e), http.StatusOK)
	again := serve(t, later(e, 48*time.Hour+time.Second))
	rows := apitest.Decode[contract.Rows[contract.SellerRegistration]](t, again, http.StatusOK)
	if replayed(again) || rows.Rows[0].Result.ID == first.Rows[0].Result.ID {
		t.Errorf("the same upload again: %s", again.Body)
	}
	c.want(4)
	other := change(t, later(e, 97*time.Hour), "Glow Serum", "Glow Oil")
	if a := serve(t, other); a.Status != http.StatusOK {
		t.Errorf("another upload: %s", a.Body)
	}
	c.want(6)
}
