package apitest

import (
	"strings"
	"testing"

	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// Ids that were made for an answer are always the same in an example, and those of the sample events stay.
func TestSettled(t *testing.T) {
	made := func(sample, address, code, cursor string) string {
		return `{"id":"` + sample + `","again":"` + sample + `","campaignId":"` + tabletest.CampaignID + `","addressId":"` + address +
			`","linkCode":"` + code + `","url":"https://x/` + code + `","nextCursor":"` + cursor + `"}`
	}
	one := settled(made("smp_01QG0189M0J2WV7KDTR1Q2C7XX", "adr_01QG0189M0J2WV7KDTR1Q2C7XX", "aaaaaaaaaaaaaaaa", "abc"))
	other := settled(made("smp_01QG0189M0J2WV7KDTR1Q2C7YY", "adr_01QG0189M0J2WV7KDTR1Q2C7ZZ", "bbbbbbbbbbbbbbbb", "def"))
	if one != other || !strings.Contains(one, tabletest.CampaignID) || strings.Count(one, "smp_01QG0000000000000000000001") != 2 {
		t.Errorf("%s\n%s", one, other)
	}
}

// An example is of the first sample event, and the longest answer to it, in whichever order the tests ran.
func TestTheSameExampleInAnyOrder(t *testing.T) {
	all := []example{{"b", "{}"}, {"a", `{"items":[]}`}, {"a", "{}"}, {"b", `{"items":[]}`}}
	for first := range all {
		var best example
		for i := range all {
			if next := all[(first+i)%len(all)]; next.better(best) {
				best = next
			}
		}
		if best != all[1] {
			t.Errorf("begun with %d: %+v", first, best)
		}
	}
}

// A request is a sample event under whatever key, and none where anything else of it is changed.
func TestSampleEvent(t *testing.T) {
	e := Event(t, "order-sample/order-sample")
	if got := sampleEvent(t, contract.OrderSample.Name, WithKey(e, "another")); got != "order-sample" {
		t.Errorf("with another key it is %q", got)
	}
	e.Body = strings.Replace(e.Body, "30 ml", "50 ml", 1)
	if got := sampleEvent(t, contract.OrderSample.Name, e); got != "" {
		t.Errorf("with another body it is %q", got)
	}
}
