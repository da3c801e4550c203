package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

// signed is a sample event of EasyPost with one text of its body replaced, and its signature made anew.
func signed(t *testing.T, name, old, replacement string) apitest.Request {
	t.Helper()
	e := apitest.Event(t, "receive-carrier-event/"+name)
	if !strings.Contains(e.Body, old) {
		t.Fatalf("the body has no %s", old)
	}
	e.Body = strings.ReplaceAll(e.Body, old, replacement)
	mac := hmac.New(sha256.New, []byte("local-easypost-secret"))
	_, _ = mac.Write([]byte(e.Body))
	e.Headers = maps.Clone(e.Headers)
	e.Headers["x-hmac-signature"] = "hmac-sha256-hex=" + hex.EncodeToString(mac.Sum(nil))
	return e
}

// An id may be longer than a key can hold: it is known again all the same, and is no fault of ours.
func TestIdsLongerThanAKey(t *testing.T) {
	w := shipped(t)
	serve := server(t, w.Table)
	for _, long := range []string{strings.Repeat("7", 2100), strings.Repeat("é", 1100), strings.Repeat("x", 200<<10)} {
		e := signed(t, "in-transit", "evt_3f7c0a52c5d611efb002", long)
		for _, want := range []contract.NewsResult{contract.NewsRecorded, contract.NewsDuplicate} {
			if got := apitest.Decode[contract.CarrierEventAnswer](t, serve(t, e), http.StatusOK).Result; got != want {
				t.Errorf("an event with an id of %d bytes is %s, want %s", len(long), got, want)
			}
		}
		e = signed(t, "in-transit", "9400111899223344556677", long)
		if got := apitest.Decode[contract.CarrierEventAnswer](t, serve(t, e), http.StatusOK).Result; got != "ignored" {
			t.Errorf("a tracking number of %d bytes is %s, want ignored", len(long), got)
		}
	}
}
