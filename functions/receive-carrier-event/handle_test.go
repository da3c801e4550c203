package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/sample"
	"samplepath/shared/secret"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// server is the function with the sample events' secrets in a Secrets Manager of this test, and ShipEngine's key set.
func server(t *testing.T, tab *table.Table) apitest.Serve {
	t.Helper()
	body, err := os.ReadFile("../../shared/carrier/testdata/shipengine-jwks.json")
	if err != nil {
		t.Fatal(err)
	}
	set := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) }))
	t.Cleanup(set.Close)
	return serverWith(t, tab, map[string]string{
		"easypost": "local-easypost-secret", "aftership": "local-aftership-secret", "shippo": "local-shippo-secret", "shipengine": set.URL,
	})
}

func serverWith(t *testing.T, tab *table.Table, secrets map[string]string) apitest.Serve {
	t.Helper()
	value, err := json.Marshal(secrets)
	if err != nil {
		t.Fatal(err)
	}
	manager := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]string{"Name": "carriers", "SecretString": string(value)})
	}))
	t.Cleanup(manager.Close)
	t.Setenv("AWS_REGION", "us-east-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	t.Setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", manager.URL)
	r := &receiver{secrets: secret.Open("carriers")}
	return apitest.Server(contract.ReceiveCarrierEvent, tab, r.handle)
}

func tell(t *testing.T, serve apitest.Serve, name string) contract.NewsResult {
	t.Helper()
	return apitest.Decode[contract.CarrierEventAnswer](t, serve(t, apitest.Event(t, "receive-carrier-event/"+name)), http.StatusOK).Result
}

// Feature H3: a parcel's whole way, with one event twice, one late, and one nobody knows.
func TestTheWayOfAParcel(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := server(t, w.Table)
	for _, step := range []struct {
		event   string
		result  contract.NewsResult
		status  sample.Status
		word    string // the carrier's last one
		version int
	}{
		{"in-transit", "recorded", sample.StatusShipped, "in_transit", 4},
		{"unknown", "recorded", sample.StatusShipped, "unknown", 5},
		{"out-for-delivery", "recorded", sample.StatusShipped, "out_for_delivery", 6},
		{"delivered", "recorded", sample.StatusDelivered, "delivered", 7},
		{"delivered", "duplicate", sample.StatusDelivered, "delivered", 7},
		{"in-transit-late", "recorded", sample.StatusDelivered, "delivered", 8},
		{"in-transit", "duplicate", sample.StatusDelivered, "delivered", 8},
		{"no-tracker", "ignored", sample.StatusDelivered, "delivered", 8},
	} {
		if got := tell(t, serve, step.event); got != step.result {
			t.Fatalf("%s is %s, want %s", step.event, got, step.result)
		}
		s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID)
		if err != nil || s.Status != step.status || s.Shipment.CarrierStatus != step.word || s.Version != step.version {
			t.Fatalf("after %s: %s, %s, version %d, %v", step.event, s.Status, s.Shipment.CarrierStatus, s.Version, err)
		}
	}
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil || len(events) != 8 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	last := events[7]
	if last.Type != sample.EventCarrier || last.By.ID != "easypost" || last.Details["message"] != "Departed USPS Regional Facility" || last.Details["carrierTime"] != "2030-06-08T04:40:00Z" {
		t.Fatalf("the late event is recorded as %+v", last)
	}
}

// Feature H10: news of a number that is on no label is kept for it.
func TestUnknownShipments(t *testing.T) {
	serve := server(t, tabletest.New(t))
	for _, want := range []contract.NewsResult{"kept", "duplicate"} {
		if got := tell(t, serve, "delivered"); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

func TestSignatures(t *testing.T) {
	w := tabletest.NewWorld(t).Authorized().Order().Label().Dispatch()
	serve := server(t, w.Table)
	changed := apitest.Event(t, "receive-carrier-event/delivered")
	changed.Body = strings.Replace(changed.Body, "Front Door", "Back Door", 1)
	apitest.Refused(t, serve(t, changed), http.StatusUnauthorized, "invalid_signature")
	bare := apitest.Event(t, "receive-carrier-event/delivered")
	bare.Headers = nil
	apitest.Refused(t, serve(t, bare), http.StatusUnauthorized, "invalid_signature")
	if s, err := samples.Get(t.Context(), w.Table, tabletest.SampleID); err != nil || s.Version != 3 {
		t.Fatalf("%+v %v", s, err)
	}
}

// A body that is signed and no event of the provider's is refused for good, and changes nothing.
func TestAnUnreadableEvent(t *testing.T) {
	e := apitest.Event(t, "receive-carrier-event/delivered")
	e.Body = `{"object":"Event","result":"nothing"}`
	mac := hmac.New(sha256.New, []byte("local-easypost-secret"))
	_, _ = mac.Write([]byte(e.Body))
	e.Headers["x-hmac-signature"] = "hmac-sha256-hex=" + hex.EncodeToString(mac.Sum(nil))
	apitest.Refused(t, server(t, tabletest.New(t))(t, e), http.StatusBadRequest, "unreadable_event")
}

// While the key set of a provider cannot be had, its events are neither taken nor called forged: it sends them again.
func TestAKeySetThatCannotBeHad(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	serve := serverWith(t, tabletest.New(t), map[string]string{"shipengine": gone.URL})
	apitest.Refused(t, serve(t, apitest.Event(t, "receive-carrier-event/shipengine-delivered")), http.StatusServiceUnavailable, "signing_keys_unavailable")
}

// Until the operator has stored a value, the secret is empty and Secrets Manager has no version of it.
func TestWithoutASecretNothingIsGenuine(t *testing.T) {
	manager := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-ErrorType", "ResourceNotFoundException")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"message":"Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"}`))
	}))
	t.Cleanup(manager.Close)
	tab := tabletest.New(t)
	serverWith(t, tab, nil) // for its environment
	t.Setenv("AWS_ENDPOINT_URL_SECRETS_MANAGER", manager.URL)
	r := &receiver{secrets: secret.Open("carriers")}
	serve := apitest.Server(contract.ReceiveCarrierEvent, tab, r.handle)
	if answer := serve(t, apitest.Event(t, "receive-carrier-event/delivered")); answer.Status != http.StatusUnauthorized {
		t.Errorf("%d %s", answer.Status, answer.Body)
	}
}
