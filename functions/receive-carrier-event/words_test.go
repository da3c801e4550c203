package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/api/apitest"
	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/event"
	"samplepath/shared/sample"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// words are what carriers write about people, and the phrase that is kept of it. What is secret stands in braces.
var words = map[string]string{
	"Left with Individual {JOHN D}":                            "Left with Individual",
	"Delivered to {ANA LIMA}":                                  "Delivered",
	"Delivered, Left with Individual - {J SMITH}":              "Delivered, Left with Individual",
	"Recipient: {Ana Beatriz Lima}":                            "",
	"POD {A. Lima}":                                            "",
	"Proof of delivery: {LIMA}":                                "Proof of delivery",
	"Firmado por {María Núñez}":                                "",
	"Entregado a {Jose García}":                                "Entregado",
	"DELIVERED - Signed for by: {A LIMA}":                      "Delivered",
	"Delivered. Received by {ANA BEATRIZ}":                     "Delivered",
	"Package accepted by neighbour {Maria} (door {14b})":       "Package accepted",
	"Call {+1 323 555 0147} before delivery":                   "",
	"Delivery attempted, phone {3235550147}":                   "Delivery attempted",
	"{4821 Marigold Terrace} Apt {7}":                          "",
	"Delivered to {4821 Marigold Terrace, 90026}":              "Delivered",
	"Zugestellt an {Frau Müller}":                              "Zugestellt",
	"Unterschrift: {Müller}":                                   "",
	"Livré à {Mme Dupont}":                                     "Livré",
	"Signé par {Dupont}":                                       "",
	"Consegnato a {Rossi}":                                     "Consegnato",
	"Entregue a {João}":                                        "Entregue",
	"Diterima oleh {Suharto}":                                  "",
	"Terkirim [{SUHARTO}]":                                     "Terkirim",
	"ผู้รับ {สมชาย}":                                           "",
	"受取人 {山田太郎}":                                               "",
	"配達完了 {山田}様":                                               "配達完了",
	"已签收,签收人:{王小明}":                                            "已签收",
	"Signature obtained {LIMA}":                                "",
	"{JOHN DOE}":                                               "",
	"{JOHN D} signed for the parcel":                           "",
	"Customer {ana@lima.example} informed":                     "",
	"Delivered (GPS {34.0901}, {118.2606})":                    "Delivered",
	"Left with concierge {Bob}":                                "",
	"Delivered, Front Door/Porch. Driver {Kim}: dog in yard":   "Delivered, Front Door/Porch",
	"  delivered,\n front door / porch\t{Kim} ":                "Delivered, Front Door/Porch",
	"Notice Left (No Authorized Recipient Available) {Lima}":   "Notice Left (No Authorized Recipient Available)",
	"Return to sender: {moved to 12 Elm St}":                   "Return to sender",
	"Out for Delivery to {Apt 7}":                              "Out for delivery",
	"Handed to reception, attn. {Lima}":                        "",
	"Teslim edildi {Ayşe}":                                     "",
	"Đã giao hàng cho {Nguyễn}":                                "Đã giao hàng",
	"Delivered" + strings.Repeat(" {secret}", 5000):            "Delivered",
	"Departed USPS Regional Facility {LOS ANGELES CA} {90026}": "Departed USPS Regional Facility",
}

// secrets are the parts of a wording that must not be found.
func secrets(wording string) []string {
	var out []string
	for part := range strings.SplitSeq(wording, "{") {
		if secret, _, found := strings.Cut(part, "}"); found {
			out = append(out, secret)
		}
	}
	return out
}

var braces = strings.NewReplacer("{", "", "}", "")

// webhooks are the bodies in which each provider tells of one scan, with its text in every place that holds any.
var webhooks = map[string]func(id, status, message string) (body, header, signature string){
	"easypost": func(id, status, message string) (string, string, string) {
		body := fmt.Sprintf(`{"id":%q,"result":{"object":"Tracker","tracking_code":%q,"carrier":"USPS","status":%s,"signed_by":%s,"tracking_details":[`+
			`{"datetime":"2030-06-10T10:00:00Z","status":%s,"message":%s},{"datetime":"2030-06-10T18:02:00Z","status":%s,"message":%s,"description":%s}]}}`,
			id, tabletest.Tracking, quoted(status), quoted(message), quoted(status), quoted(message), quoted(status), quoted(message), quoted(message))
		return body, "x-hmac-signature", "hmac-sha256-hex=" + hex.EncodeToString(sum("local-easypost-secret", body))
	},
	"aftership": func(id, status, message string) (string, string, string) {
		body := fmt.Sprintf(`{"event":"tracking_update","event_id":%q,"ts":1907345340,"msg":{"slug":"usps","tracking_number":%q,"tag":%s,"subtag_message":%s,`+
			`"signed_by":%s,"checkpoints":[{"checkpoint_time":"2030-06-10T10:00:00","tag":%s,"message":%s},{"checkpoint_time":"2030-06-10T18:02:00","tag":%s,"message":""}]}}`,
			id, tabletest.Tracking, quoted(status), quoted(message), quoted(message), quoted(status), quoted(message), quoted(status))
		return body, "aftership-hmac-sha256", base64.StdEncoding.EncodeToString(sum("local-aftership-secret", body))
	},
	"shippo": func(id, status, message string) (string, string, string) {
		one := fmt.Sprintf(`{"status":%s,"status_details":%s,"status_date":"2030-06-10T18:02:00Z"}`, quoted(status), quoted(message))
		body := fmt.Sprintf(`{"event":"track_updated","metadata":%q,"data":{"carrier":"usps","tracking_number":%q,"tracking_status":%s,"tracking_history":[%s]}}`,
			id, tabletest.Tracking, one, strings.Replace(one, "T18", "T10", 1))
		return body, "shippo-auth-signature", "t=1907345340,v1=" + hex.EncodeToString(sum("local-shippo-secret", "1907345340."+body))
	},
}

func quoted(s string) string {
	encoded, _ := json.Marshal(s)
	return string(encoded)
}

func sum(key, text string) []byte {
	mac := hmac.New(sha256.New, []byte(key))
	_, _ = mac.Write([]byte(text))
	return mac.Sum(nil)
}

// webhook is a genuine event of a provider.
func webhook(t *testing.T, provider, id, status, message string) apitest.Request {
	t.Helper()
	e := apitest.Event(t, "receive-carrier-event/delivered")
	body, header, signature := webhooks[provider](id, status, message)
	e.PathParameters = map[string]string{"carrier": provider}
	e.Headers = map[string]string{"content-type": "application/json", header: signature}
	e.Body = body
	return e
}

// stored is everything that a table holds, as text, but for addresses, which are where addresses belong.
func stored(t *testing.T, client *dynamodb.Client, name string) string {
	t.Helper()
	var out strings.Builder
	for start := (map[string]types.AttributeValue)(nil); ; {
		page, err := client.Scan(t.Context(), &dynamodb.ScanInput{TableName: &name, ExclusiveStartKey: start}) //nolint:forbidigo // looks for what must not be there
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			if key, ok := item[table.SK].(*types.AttributeValueMemberS); ok && strings.HasPrefix(key.Value, "ADDRESS#") {
				continue
			}
			encoded, err := json.Marshal(item)
			if err != nil {
				t.Fatal(err)
			}
			out.Write(encoded)
		}
		if start = page.LastEvaluatedKey; len(start) == 0 {
			return out.String()
		}
	}
}

// Features H3 and H4: whatever a carrier writes about a person, in messages and statuses, nothing of it is kept or logged.
func TestNothingThatACarrierWritesAboutAPersonIsKept(t *testing.T) {
	var log bytes.Buffer
	was := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: withoutTime})))
	t.Cleanup(func() { slog.SetDefault(was) })
	for provider := range webhooks {
		tab, client := tabletest.At(t, dynamotest.Endpoint(t))
		w := tabletest.In(t, tab, nil).Authorized().Order().Label().Dispatch()
		serve := server(t, w.Table)
		n := 0
		for wording, phrase := range words {
			text := braces.Replace(wording)
			for _, status := range []string{"delivered", text} {
				n++
				id := fmt.Sprintf("%s-%d", provider, n)
				if got := apitest.Decode[struct{ Result string }](t, serve(t, webhook(t, provider, id, status, text)), 200).Result; got != "recorded" {
					t.Fatalf("%s: %q is %s", provider, wording, got)
				}
				last := lastLogged(t, w)
				if last.Details["message"] != phrase {
					t.Errorf("%s: of %q is kept %q, want %q", provider, wording, last.Details["message"], phrase)
				}
				if want := sample.Code(status); last.Details["status"] != want {
					t.Errorf("%s: status %q is kept as %q", provider, status, last.Details["status"])
				}
			}
		}
		kept := stored(t, client, tab.Name()) + log.String()
		for wording := range words {
			for _, secret := range secrets(wording) {
				if len(secret) > 3 && strings.Contains(kept, secret) { // shorter ones are found by chance
					t.Errorf("%s: %q of %q is found in the table or the log", provider, secret, wording)
				}
			}
		}
	}
}

// withoutTime leaves out when a line was written: the digits of a postal code are among those of a time now and then.
func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func lastLogged(t *testing.T, w *tabletest.World) event.Event {
	t.Helper()
	_, events, err := samples.WithEvents(t.Context(), w.Table, tabletest.SampleID)
	if err != nil {
		t.Fatal(err)
	}
	return events[len(events)-1]
}
