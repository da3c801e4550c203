package bus_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"samplepath/infra/local/bus"
	"samplepath/infra/local/clock"
	"samplepath/infra/local/template"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 500_000_000, time.UTC)

const busARN = "arn:aws:events:us-east-1:000000000000:event-bus/samplepath"

// world keeps what is invoked and what becomes a dead letter; the first failures invocations fail.
type world struct {
	mu       sync.Mutex
	clock    *clock.Clock
	failures int
	tries    []time.Duration // since start
	invoked  []string        // "<function> <payload>"
	letters  []map[string]string
}

func (w *world) InvokeAsync(function string, payload []byte) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.tries = append(w.tries, w.clock.Now().Sub(start))
	if w.failures > 0 {
		w.failures--
		return errors.New("cannot take it")
	}
	w.invoked = append(w.invoked, function+" "+string(payload))
	return nil
}

func (w *world) Send(queue string, body []byte, attributes map[string]string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	attributes["queue"], attributes["body"] = queue, string(body)
	w.letters = append(w.letters, attributes)
	return nil
}

func rule(name, busName, pattern string, targets ...template.Target) template.Rule {
	return template.Rule{Name: name, ARN: "arn:rule/" + name, Bus: busName, Enabled: true, Pattern: json.RawMessage(pattern), Targets: targets}
}

func newBus(t *testing.T, rules ...template.Rule) (*bus.Bus, *world, *eventbridge.Client) {
	t.Helper()
	clk := clock.New(start)
	w := &world{clock: clk}
	log := slog.New(slog.DiscardHandler)
	b, err := bus.New([]template.Bus{{Name: "samplepath", ARN: busARN}}, rules, clk, bus.NewCourier(clk, w, w, log), log)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	return b, w, eventbridge.New(eventbridge.Options{Region: "us-east-1", BaseEndpoint: &server.URL, RetryMaxAttempts: 1,
		Credentials: aws.AnonymousCredentials{}})
}

func entry(busName, detailType, detail string) types.PutEventsRequestEntry {
	e := types.PutEventsRequestEntry{Source: aws.String("samplepath"), DetailType: &detailType, Detail: &detail}
	if busName != "" {
		e.EventBusName = &busName
	}
	return e
}

func put(t *testing.T, client *eventbridge.Client, entries ...types.PutEventsRequestEntry) *eventbridge.PutEventsOutput {
	t.Helper()
	out, err := client.PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: entries})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEventsReachTheTargetsOfMatchingRules(t *testing.T) {
	disabled := rule("disabled", "samplepath", `{"source": ["samplepath"]}`, template.Target{Function: "disabled"})
	disabled.Enabled = false
	b, w, client := newBus(t,
		rule("shipped", "samplepath", `{"detail-type": ["SampleShipped"], "detail": {"n": [1]}}`, template.Target{Function: "notify"}, template.Target{Function: "constant", Input: `{"a":1}`}),
		rule("all", "samplepath", `{"source": [{"prefix": "sample"}]}`, template.Target{Function: "measure"}),
		rule("default", "default", `{"source": ["samplepath"]}`, template.Target{Function: "default"}),
		disabled)
	when := time.Date(2026, 2, 1, 0, 0, 7, 0, time.UTC)
	timed := entry(busARN, "SampleLost", `{"n":2}`)
	timed.Time, timed.Resources = &when, []string{"arn:sample"}
	out := put(t, client, entry("samplepath", "SampleShipped", `{"n":1}`), timed, entry("", "Other", `{}`))
	if out.FailedEntryCount != 0 || len(out.Entries) != 3 {
		t.Fatalf("got %+v", out)
	}
	envelope := func(i int, detailType, time, resources, detail string) string {
		return `{"version":"0","id":"` + *out.Entries[i].EventId + `","detail-type":"` + detailType + `","source":"samplepath",` +
			`"account":"000000000000","time":"` + time + `","region":"us-east-1","resources":` + resources + `,"detail":` + detail + `}`
	}
	shipped := envelope(0, "SampleShipped", "2026-03-01T12:00:00Z", "[]", `{"n":1}`)
	want := []string{"notify " + shipped, `constant {"a":1}`, "measure " + shipped,
		"measure " + envelope(1, "SampleLost", "2026-02-01T00:00:07Z", `["arn:sample"]`, `{"n":2}`),
		"default " + envelope(2, "Other", "2026-03-01T12:00:00Z", "[]", "{}")}
	if !slices.Equal(w.invoked, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(w.invoked, "\n"), strings.Join(want, "\n"))
	}
	recent := b.Recent(2)
	if b.Count() != 3 || len(recent) != 2 || recent[0].DetailType != "SampleLost" || recent[1].DetailType != "Other" || len(b.Recent(99)) != 3 {
		t.Errorf("count %d, recent %+v", b.Count(), recent)
	}
}

// A rule that is switched off loses what happens meanwhile, and nothing else.
func TestARuleIsSwitchedOffAndOn(t *testing.T) {
	b, w, client := newBus(t, rule("first", "samplepath", `{"detail-type":[{"prefix":"Sample"}]}`, template.Target{Function: "f"}))
	for i, enabled := range []bool{true, false, true} {
		if err := b.SetEnabled("first", enabled); err != nil {
			t.Fatal(err)
		}
		put(t, client, entry(busARN, "SampleOrdered", fmt.Sprintf(`{"n":%d}`, i)))
	}
	if len(w.invoked) != 2 || !strings.Contains(w.invoked[0], `"n":0`) || !strings.Contains(w.invoked[1], `"n":2`) {
		t.Fatalf("invoked %v", w.invoked)
	}
	if err := b.SetEnabled("none", false); err == nil {
		t.Fatal("a rule that is not there was switched off")
	}
}

func TestEntriesAreRefusedOneByOne(t *testing.T) {
	b, w, client := newBus(t, rule("all", "default", `{"source": [{"prefix": ""}]}`, template.Target{Function: "f"}))
	reserved := entry("", "T", "{}")
	reserved.Source = aws.String("aws.ec2")
	noSource, noType, noDetail := entry("", "T", "{}"), entry("", "T", "{}"), entry("", "T", "{}")
	noSource.Source, noType.DetailType, noDetail.Detail = nil, nil, nil
	out := put(t, client, entry("", "T", "{}"), noSource, noType, noDetail, entry("", "T", "{"), entry("", "T", "[]"), entry("", "T", "null"),
		reserved, entry("nowhere", "T", "{}"), entry("default", "T", "{}"))
	var got []string
	for _, result := range out.Entries {
		got = append(got, aws.ToString(result.ErrorCode))
	}
	want := []string{"", "InvalidArgument", "InvalidArgument", "InvalidArgument", "MalformedDetail", "MalformedDetail", "MalformedDetail",
		"NotAuthorizedForSourceException", "ResourceNotFoundException", ""}
	if !slices.Equal(got, want) || out.FailedEntryCount != 8 {
		t.Errorf("got %v (%d failed), want %v", got, out.FailedEntryCount, want)
	}
	if b.Count() != 2 || len(w.invoked) != 2 {
		t.Errorf("counted %d, invoked %d", b.Count(), len(w.invoked))
	}
}

func TestLimits(t *testing.T) {
	_, _, client := newBus(t)
	big := func(n int) types.PutEventsRequestEntry { // n bytes as EventBridge counts them
		return entry("", "T", `{"a":"`+strings.Repeat("x", n-len("samplepath")-len("T")-len(`{"a":""}`))+`"}`)
	}
	put(t, client, big(200<<10), big(56<<10))
	for name, entries := range map[string][]types.PutEventsRequestEntry{
		"none":      {},
		"eleven":    slices.Repeat([]types.PutEventsRequestEntry{entry("", "T", "{}")}, 11),
		"too large": {big(200 << 10), big(56<<10 + 1)},
	} {
		_, err := client.PutEvents(t.Context(), &eventbridge.PutEventsInput{Entries: entries})
		var refused smithy.APIError
		if !errors.As(err, &refused) || refused.ErrorCode() != "ValidationException" {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestOtherOperationsAreRefused(t *testing.T) {
	_, _, client := newBus(t)
	_, err := client.ListRules(t.Context(), &eventbridge.ListRulesInput{})
	var refused smithy.APIError
	if !errors.As(err, &refused) || refused.ErrorCode() != "UnknownOperationException" {
		t.Errorf("got %v", err)
	}
	request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader("{"))
	request.Header.Set("X-Amz-Target", "AWSEvents.PutEvents")
	recorder := httptest.NewRecorder()
	b, _, _ := newBus(t)
	if b.ServeHTTP(recorder, request); recorder.Code != http.StatusBadRequest || !strings.Contains(recorder.Body.String(), "SerializationException") {
		t.Errorf("broken JSON: got %d %s", recorder.Code, recorder.Body)
	}
}

func TestNewRefusesAPatternItCannotMatch(t *testing.T) {
	_, err := bus.New(nil, []template.Rule{rule("r", "default", `{"a": [{"regex": "x"}]}`)}, clock.New(start), nil, nil)
	if err == nil || !strings.Contains(err.Error(), "rule r") {
		t.Errorf("got %v", err)
	}
}

func TestDeliveryIsRetriedWithGrowingPauses(t *testing.T) {
	_, w, client := newBus(t, rule("r", "default", `{"source": ["samplepath"]}`, template.Target{Function: "f", Retries: 9, MaximumAge: time.Hour, DeadLetter: "queue"}))
	w.failures = 3
	put(t, client, entry("", "T", "{}"))
	if err := w.clock.Advance(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if want := []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second}; !slices.Equal(w.tries, want) || len(w.invoked) != 1 || len(w.letters) != 0 {
		t.Errorf("tried at %v, want %v; invoked %d, dead letters %v", w.tries, want, len(w.invoked), w.letters)
	}
}

func TestAnExhaustedDeliveryBecomesADeadLetter(t *testing.T) {
	for condition, target := range map[string]template.Target{
		"MaximumRetryAttempts":     {Function: "f", Retries: 2, MaximumAge: time.Hour, DeadLetter: "queue"},
		"MaximumEventAgeInSeconds": {Function: "f", Retries: 99, MaximumAge: 4 * time.Second, DeadLetter: "queue"},
	} {
		_, w, client := newBus(t, rule("r", "default", `{"source": ["samplepath"]}`, target))
		w.failures = 1000
		out := put(t, client, entry("", "T", "{}"))
		if err := w.clock.Advance(t.Context(), 24*time.Hour); err != nil {
			t.Fatal(err)
		}
		if len(w.letters) != 1 || len(w.tries) != 3 {
			t.Fatalf("%s: %d tries, dead letters %v", condition, len(w.tries), w.letters)
		}
		letter := w.letters[0]
		if !strings.Contains(letter["body"], *out.Entries[0].EventId) {
			t.Errorf("the letter is %s", letter["body"])
		}
		delete(letter, "body")
		want := map[string]string{"queue": "queue", "RULE_ARN": "arn:rule/r", "TARGET_ARN": "f", "ERROR_CODE": "SDK_CLIENT_ERROR",
			"ERROR_MESSAGE": "cannot take it", "RETRY_ATTEMPTS": "2", "EXHAUSTED_RETRY_CONDITION": condition}
		if diff := cmp.Diff(want, letter); diff != "" {
			t.Errorf("the dead letter (-want +got):\n%s", diff)
		}
	}
}
