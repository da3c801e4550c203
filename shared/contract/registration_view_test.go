package contract_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/contract"
)

// A seller reads of its product all but how the agency splits the commission, and the agency's links.
func TestSellersReadNothingOfTheAgencysPartOfARegistration(t *testing.T) {
	want := membersOf(reflect.TypeFor[contract.AgencyRegistration](), "")
	want = slices.DeleteFunc(want, func(member string) bool { return member == "creatorCommissionRate" || member == "linkCode" })
	if diff := cmp.Diff(want, membersOf(reflect.TypeFor[contract.SellerRegistration](), "")); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}
