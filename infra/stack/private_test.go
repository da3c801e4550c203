package stack_test

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"samplepath/shared/contract"
	"samplepath/shared/private"
)

// TestWhoMayTouchPrivateItems lists every function whose role reaches an item of a private partition, and by what. It reads
// the policies as IAM does, from the template, whatever the contract says. The stream carries every item to its one reader;
// which of them reach the function is in triggers.golden.
func TestWhoMayTouchPrivateItems(t *testing.T) {
	want := map[private.Kind][]string{
		private.Addresses: {
			"accept-authorization: PutItem",
			"get-address: BatchGetItem",
			"get-packing-slip: BatchGetItem",
			"get-packing-slips: BatchGetItem",
			"list-fulfilment: BatchGetItem",
			"set-address: PutItem",
		},
		private.TaxForms: {
			"get-onboarding: BatchGetItem",
			"submit-tax-information: PutItem",
		},
		private.PaymentReferences: {
			"link-payment-account: PutItem",
		},
	}
	if len(want) != len(private.Kinds) {
		t.Errorf("%d kinds of private items are looked at, there are %d", len(want), len(private.Kinds))
	}
	for kind, functions := range want {
		var got []string
		for key, r := range app.of("AWS::Lambda::Function") {
			in := stackOf(key)
			var reached []string
			for _, s := range app.permissions(t, in, r.Properties["Role"]) {
				reached = append(reached, s.reaches(kind.Partition()+"somebody")...)
			}
			if len(reached) > 0 {
				slices.Sort(reached)
				got = append(got, fmt.Sprintf("%s: %s", app.name(t, in, strings.TrimPrefix(key, in+"/")), strings.Join(reached, " ")))
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, functions) {
			t.Errorf("%s is reached by\n  %s\nwant\n  %s", kind, strings.Join(got, "\n  "), strings.Join(functions, "\n  "))
		}
	}
}

// reaches are the actions that a statement allows on an item of the table with a partition key.
func (s statement) reaches(partition string) []string {
	if slices.ContainsFunc(s.closed, func(pattern string) bool { return like(partition, pattern) }) {
		return nil
	}
	var out []string
	for _, resource := range s.resources {
		if resource != "table" && !strings.Contains(resource, "*") { // an index holds no private item
			continue
		}
		for _, action := range s.actions {
			if name, ok := strings.CutPrefix(action, "dynamodb:"); ok && !strings.Contains(name, "Stream") && !strings.Contains(name, "Shard") && name != "GetRecords" {
				out = append(out, name)
			}
		}
	}
	return out
}

// like is IAM's StringLike: * stands for anything.
func like(value, pattern string) bool {
	matched, err := path.Match(strings.ReplaceAll(pattern, "/", "|"), strings.ReplaceAll(value, "/", "|"))
	return err == nil && matched
}

// TestEveryStatementAboutItemsNeedsAKey: without one, the condition on partition keys would be met by a request that names none.
func TestEveryStatementAboutItemsNeedsAKey(t *testing.T) {
	for key, r := range app.of("AWS::Lambda::Function") {
		for _, s := range app.permissions(t, stackOf(key), r.Properties["Role"]) {
			if slices.Contains(s.resources, "table") && strings.HasPrefix(s.actions[0], "dynamodb:") && (!s.needsKey || len(s.closed) == 0) {
				t.Errorf("%s: %v on the table without a condition on partition keys", key, s.actions)
			}
		}
	}
}

// TestOthersAreNotKeptOut: items that are not private are reached as before, also in one batch with private ones that the
// function may read.
func TestOthersAreNotKeptOut(t *testing.T) {
	for _, partition := range []string{"SAMPLE#smp", "CREATOR#crt", "AGENCY#agn", "PLATFORM#PRIVATE#1"} {
		for key, r := range app.of("AWS::Lambda::Function") {
			in := stackOf(key)
			name := app.name(t, in, strings.TrimPrefix(key, in+"/"))
			reached := 0
			for _, s := range app.permissions(t, in, r.Properties["Role"]) {
				reached += len(s.reaches(partition))
			}
			wanted := 0
			for _, operation := range contract.Find(name).Table {
				wanted += map[contract.Operation]int{contract.Get: 1, contract.Query: 1, contract.Put: 1, contract.Update: 1, contract.Delete: 1, contract.Check: 1}[operation]
			}
			if reached != wanted {
				t.Errorf("%s reaches %s by %d actions, want %d", name, partition, reached, wanted)
			}
		}
	}
}
