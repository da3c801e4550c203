package productlist_test

import (
	"errors"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/fault"
	"samplepath/shared/productlist"
	"samplepath/shared/registration"
)

var now = time.Date(2030, 6, 4, 9, 0, 0, 0, time.UTC)

// product is an approved registration; rate below 0 means that its commission is not set.
func product(id string, total, rate int) *registration.Registration {
	r := registration.Registration{ID: id, TotalRate: total, Status: registration.StatusApproved}
	if rate >= 0 {
		r.CreatorRate = &rate
	}
	return &r
}

func choose(p *registration.Registration, rate int) productlist.Choice {
	c := productlist.Choice{RegistrationID: p.ID, Product: p}
	if rate >= 0 {
		c.Rate = &rate
	}
	return c
}

func list(rates map[string]int) productlist.List {
	return productlist.List{ID: "lst_1", Name: "Picks", Rates: rates, CreatedAt: now, ChangedAt: now, Version: 3}
}

// Feature C10: each product has the rate that the list gives it, else the one it has in the campaign.
func TestCreate(t *testing.T) {
	made, err := productlist.Create(productlist.List{ID: "lst_1", Name: " Picks "},
		[]productlist.Choice{choose(product("reg_1", 3000, 1800), 2000), choose(product("reg_2", 3000, 1500), -1), choose(product("reg_3", 3000, -1), 3000)}, now)
	want := productlist.List{
		ID: "lst_1", Name: "Picks", Rates: map[string]int{"1": 2000, "2": 1500, "3": 3000}, CreatedAt: now, ChangedAt: now, Version: 1,
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, made); diff != "" {
		t.Fatalf("the list (-want +got):\n%s", diff)
	}
}

// Features C8, C10: what is wrong is said product by product, and then nothing is done.
func TestBadProductsAreNamedOneByOne(t *testing.T) {
	pending := product("reg_5", 3000, 1800)
	pending.Status = registration.StatusPending
	_, err := productlist.Create(productlist.List{Name: "Picks"}, []productlist.Choice{
		choose(product("reg_1", 3000, 1800), 3000),
		choose(product("reg_2", 3000, 1800), 3001),
		{RegistrationID: "reg_3"},
		choose(product("reg_4", 3000, -1), -1),
		choose(pending, 1000),
		choose(product("reg_1", 3000, 1800), 1000),
	}, now)
	refusal, ok := errors.AsType[*fault.Error](err)
	if !ok {
		t.Fatalf("not refused: %v", err)
	}
	var got []string
	for _, f := range refusal.Fields {
		got = append(got, f.Field+" "+f.Code)
	}
	want := []string{
		"products[1].creatorCommissionRate commission_above_total", "products[2].registrationId registration_not_found",
		"products[3].creatorCommissionRate commission_not_set", "products[4].registrationId registration_not_approved",
		"products[5].registrationId duplicate",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("the list (-want +got):\n%s", diff)
	}
}

// Feature C10: add, remove, re-price, rename, in one step.
func TestChange(t *testing.T) {
	before := list(map[string]int{"1": 1000, "2": 1100, "3": 1200})
	after, err := productlist.Change(before, productlist.Edit{
		Name:   "New",
		Put:    []productlist.Choice{choose(product("reg_1", 3000, 1800), 2500), choose(product("reg_2", 3000, 1800), -1), choose(product("reg_4", 3000, 1800), -1)},
		Remove: []string{"reg_3", "reg_9"},
	}, now.Add(time.Hour))
	if err != nil || after.Name != "New" || after.Version != 4 || !after.ChangedAt.Equal(now.Add(time.Hour)) || !after.CreatedAt.Equal(now) {
		t.Fatalf("%+v %v", after, err)
	}
	if want := map[string]int{"1": 2500, "2": 1100, "4": 1800}; !maps.Equal(after.Rates, want) {
		t.Errorf("%v, want %v", after.Rates, want)
	}
	if want := map[string]int{"1": 1000, "2": 1100, "3": 1200}; !maps.Equal(before.Rates, want) {
		t.Errorf("the list before was changed: %v", before.Rates)
	}
}

func TestChangeRefused(t *testing.T) {
	full := map[string]int{}
	for i := range productlist.MaxProducts {
		full[fmt.Sprintf("%03d", i)] = 1000
	}
	one := map[string]int{"1": 1000}
	for name, test := range map[string]struct {
		rates map[string]int
		edit  productlist.Edit
		want  error
	}{
		"a 101st product":         {full, productlist.Edit{Put: []productlist.Choice{choose(product("reg_new", 3000, 1800), -1)}}, productlist.ErrFull},
		"in place of another":     {full, productlist.Edit{Put: []productlist.Choice{choose(product("reg_new", 3000, 1800), -1)}, Remove: []string{"reg_000"}}, nil},
		"the same rate and name":  {one, productlist.Edit{Name: "Picks", Put: []productlist.Choice{choose(product("reg_1", 3000, 1800), 1000)}}, productlist.ErrUnchanged},
		"nothing":                 {one, productlist.Edit{Remove: []string{"reg_9"}}, productlist.ErrUnchanged},
		"the last product":        {one, productlist.Edit{Remove: []string{"reg_1"}}, nil},
		"a blank name":            {one, productlist.Edit{Name: "  "}, &fault.Error{Code: fault.CodeInvalid}},
		"both added and removed":  {one, productlist.Edit{Put: []productlist.Choice{choose(product("reg_1", 3000, 1800), 900)}, Remove: []string{"reg_1"}}, &fault.Error{Code: fault.CodeInvalid}},
		"more than the total one": {one, productlist.Edit{Put: []productlist.Choice{choose(product("reg_1", 3000, 1800), 3001)}}, &fault.Error{Code: fault.CodeInvalid}},
	} {
		if _, err := productlist.Change(list(test.rates), test.edit, now); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

func TestDelete(t *testing.T) {
	before := list(map[string]int{"1": 1000})
	after := productlist.Delete(before, now)
	if before.State() != "shared" || after.State() != "deleted" || after.Version != 4 {
		t.Errorf("%+v", after)
	}
}
