package table_test

import (
	"strings"
	"testing"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
	"samplepath/shared/table/campaigns"
	"samplepath/shared/table/keys"
	"samplepath/shared/table/tabletest"
)

// An answer comes back as it was, and a long one that repeats itself takes no more than one write unit.
func TestAnswersOfAnyLengthComeBack(t *testing.T) {
	tab, client := tabletest.At(t, dynamotest.Endpoint(t))
	w := tabletest.In(t, tab, nil)
	now := tabletest.Day(10, 18)
	long := `{"items":[` + strings.Repeat(`{"registrationId":"reg_01QF6TEDR0VQ8AM3H7J7965205_01QFNSCBE06KVF2NZ3GDGMM21Y","status":"approved"},`, 40) + `{}]}`
	for key, answer := range map[string]string{"none": "", "short": `{"id":"smp_1"}`, "long": long} {
		next := w.Campaign
		next.Version++
		change := campaigns.Changed(w.Campaign, next, changed(w.Campaign, next, "campaign.touched"))
		w.Campaign = next
		if err := tab.Commit(t.Context(), change.Remember(table.Idempotency{
			Caller: "agn_1", Key: key, Digest: "d", Status: 201, Answer: answer, Until: now.AddDate(0, 0, 2),
		}, now)); err != nil {
			t.Fatal(err)
		}
		found, err := tab.Recorded(t.Context(), "agn_1", []string{"free", key}, now)
		got, ok := found[key]
		if err != nil || !ok || len(found) != 1 || got.Answer != answer || got.Status != 201 || got.Digest != "d" {
			t.Errorf("%s: %+v %t %v", key, got, ok, err)
		}
		if stored := size(read(t, client, tab, keys.Key{PK: "IDEM#agn_1#" + key, SK: "IDEM"})); stored > maxItem {
			t.Errorf("%s: a record of %d bytes for an answer of %d", key, stored, len(answer))
		}
	}
}
