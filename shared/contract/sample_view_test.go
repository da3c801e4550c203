package contract_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samplepath/shared/actor"
	"samplepath/shared/contract"
	"samplepath/shared/fault"
	"samplepath/shared/sample"
)

// sampleMembers are the members of a sample that each kind of actor may read, and no others (features C11, E6). A member
// that is added to a view has to be added here, with its reason to be there.
var sampleMembers = map[actor.Kind]string{
	actor.Agency: `addressId agencyId agreedPolicyVersion authorizedAt campaignId condition content content.kind content.late content.loggedBy
		content.metrics content.metrics.asOf content.metrics.commission content.metrics.commission.amount
		content.metrics.commission.currency content.metrics.engagements content.metrics.orders content.metrics.views
		content.publishedAt content.url contentDueAt countsAgainstCreator creatorHandle creatorId deliveredAt exception
		exception.at exception.carrierTime exception.kind exception.photos exception.sku excuse extension extension.answeredAt extension.days
		extension.decision extension.reason extension.refusal extension.requestedAt extensions id lastReminder nextReminderAt
		orderedAt outcome outcome.at outcome.contributedToSales outcome.generated outcome.usable platformApplicationId
		policyVersion productId productName reason receivedAt recovery recovery.nextAt recovery.restarts recovery.stuck
		registrationId repeatReason repeats requestId reshippedAt reships restarts reviewNote sellerId shipment shipment.attemptNumber shipment.carrier
		shipment.carrierStatus shipment.carrierStatusAt shipment.cost shipment.cost.amount shipment.cost.currency
		shipment.dispatchedAt shipment.failed shipment.labelledAt shipment.packedItems shipment.serviceLevel
		shipment.trackingNumber shipment.warehouse status variant version`,
	actor.Seller: `campaignId deliveredAt id orderedAt productId productName registrationId shipment shipment.attemptNumber
		shipment.carrier shipment.carrierStatus shipment.carrierStatusAt shipment.cost shipment.cost.amount
		shipment.cost.currency shipment.dispatchedAt shipment.labelledAt shipment.packedItems shipment.serviceLevel
		shipment.trackingNumber shipment.warehouse status variant`,
	actor.Creator: `addressId agencyId agreedPolicyVersion campaignId condition content content.kind content.late content.loggedBy content.metrics
		content.metrics.asOf content.metrics.commission content.metrics.commission.amount content.metrics.commission.currency
		content.metrics.engagements content.metrics.orders content.metrics.views content.publishedAt content.url contentDueAt
		countsAgainstCreator deliveredAt exception exception.at exception.carrierTime exception.kind exception.photos
		exception.sku excuse extension extension.answeredAt extension.days extension.decision extension.reason extension.refusal
		extension.requestedAt extensions id orderedAt outcome outcome.at outcome.contributedToSales outcome.generated
		outcome.usable policyVersion productId productName reason receivedAt registrationId requestId reshippedAt reships
		shipment shipment.attemptNumber shipment.carrier shipment.carrierStatus shipment.carrierStatusAt shipment.dispatchedAt
		shipment.failed shipment.packedItems shipment.serviceLevel shipment.trackingNumber status variant`,
}

// sampleViews are the types that hold those members.
var sampleViews = map[actor.Kind]reflect.Type{
	actor.Agency:  reflect.TypeFor[contract.AgencySample](),
	actor.Seller:  reflect.TypeFor[contract.SellerSample](),
	actor.Creator: reflect.TypeFor[contract.CreatorSample](),
}

// Every action that answers a sample answers each kind of its callers with the members that are meant for that kind.
func TestEachActorReadsTheMembersOfASampleThatAreMeantForIt(t *testing.T) {
	answering := 0
	for _, action := range contract.Actions() {
		for _, kind := range action.Actors {
			for _, found := range typesIn(action.Answer(kind)) {
				for of, view := range sampleViews {
					if found != view {
						continue
					}
					answering++
					if of != kind {
						t.Errorf("%s answers a caller of kind %s with the sample of kind %s", action.Name, kind, of)
					}
				}
			}
		}
	}
	if answering < 15 {
		t.Errorf("only %d actions answer a sample", answering)
	}
	for kind, view := range sampleViews {
		if diff := cmp.Diff(strings.Fields(sampleMembers[kind]), membersOf(view, "")); diff != "" {
			t.Errorf("members of a sample for kind %s, want -, got +:\n%s", kind, diff)
		}
	}
}

// An action answers with one type, or says for each kind of its callers with which.
func TestAnswersAreGivenForEveryKindOfCaller(t *testing.T) {
	for _, action := range contract.Actions() {
		if several := action.Response.Kind() == reflect.Interface; several != (len(action.Answers) > 0) || several && len(action.Answers) != len(action.Actors) {
			t.Errorf("%s answers %s, and has %d Answers for %d kinds of callers", action.Name, action.Response, len(action.Answers), len(action.Actors))
		}
		for kind := range action.Answers {
			if !slices.Contains(action.Actors, kind) {
				t.Errorf("%s has an answer for kind %s, which cannot call it", action.Name, kind)
			}
		}
	}
}

// Feature C11: whatever a creator does with a sample that arrived, its seller reads the same.
func TestSellersCannotTellWhatTheCreatorDoes(t *testing.T) {
	at := time.Date(2030, 6, 6, 9, 0, 0, 0, time.UTC)
	shipment := &sample.Shipment{AttemptNumber: 1, Carrier: "USPS", TrackingNumber: "940000", DispatchedAt: &at}
	delivered := sample.Sample{ID: "smp_1", Status: sample.StatusDelivered, OrderedAt: at, Shipment: shipment, DeliveredAt: &at, ContentDueAt: &at}
	received, posted, missed, ended := delivered, delivered, delivered, delivered
	received.Status, received.ReceivedAt, received.Condition, received.Version = sample.StatusReceived, &at, "intact", 9
	posted.Status, posted.Content = sample.StatusPosted, []sample.Content{{Kind: sample.Video, URL: "https://example.com/v/1", PublishedAt: at}}
	completed := posted
	completed.Status, completed.Outcome = sample.StatusCompleted, &sample.Outcome{Generated: true}
	missed.Status, missed.Reason = sample.StatusMissed, sample.NoContent
	ended.Status, ended.Reason, ended.Excuse = sample.StatusWrittenOff, "creator_withdrew", sample.ExcuseOther // by the platform
	ahead := delivered
	ahead.OrderedAt, ahead.RequestID, ahead.AuthorizedAt = at.AddDate(0, 0, -5), "ath_1", &at // ordered ahead of its authorization

	want := encode(t, contract.SellerSampleOf(delivered))
	for name, s := range map[string]sample.Sample{"received": received, "posted": posted, "completed": completed, "missed": missed, "ended by the platform": ended, "ordered ahead": ahead} {
		if diff := cmp.Diff(want, encode(t, contract.SellerSampleOf(s))); diff != "" {
			t.Errorf("a sample that is %s differs for its seller from one that is delivered:\n%s", name, diff)
		}
		refused, ok := errors.AsType[*fault.Error](contract.RefuseSeller(sample.ErrMove.With("status", s.Status), s))
		if !ok || refused.Details["status"] != sample.ParcelDelivered {
			t.Errorf("a sample that is %s refuses its seller with %v", name, refused)
		}
	}
}

// Every status of a sample is one of those that the document of the API lists for its sellers.
func TestSellersReadAStatusOfTheirOwn(t *testing.T) {
	enum, _ := contract.EnumOf(reflect.TypeFor[sample.ParcelStatus](), "")
	for status := range sample.Moves {
		if got := string(contract.SellerSampleOf(sample.Sample{Status: status}).Status); !slices.Contains(enum.Values, got) {
			t.Errorf("%s is %q for the seller", status, got)
		}
	}
	for status, want := range map[sample.Status]sample.ParcelStatus{
		sample.StatusReadyToShip: sample.ParcelReadyToShip, sample.StatusShipped: sample.ParcelShipped, sample.StatusDeliveryException: sample.ParcelException,
		sample.StatusProblemReported: sample.ParcelException, sample.StatusLost: sample.ParcelClosed, sample.StatusWrittenOff: sample.ParcelClosed,
		sample.StatusCancelled: sample.ParcelCancelled,
	} {
		if got := contract.SellerSampleOf(sample.Sample{Status: status}).Status; got != want {
			t.Errorf("%s is %q for the seller, want %q", status, got, want)
		}
	}
}

func encode(t *testing.T, answer any) string {
	t.Helper()
	encoded, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// typesIn lists the types that an answer of a type may hold, itself first.
func typesIn(answer reflect.Type) []reflect.Type {
	var out []reflect.Type
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		if slices.Contains(out, t) {
			return
		}
		out = append(out, t)
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array:
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				walk(t.Field(i).Type)
			}
		default:
		}
	}
	walk(answer)
	return out
}

// membersOf lists the JSON members of a type, those of its objects after a dot, sorted.
func membersOf(t reflect.Type, prefix string) []string {
	var out []string
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() {
		return nil
	}
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && name == "":
			out = append(out, membersOf(field.Type, prefix)...)
		case name != "-":
			out = append(append(out, prefix+name), membersOf(field.Type, prefix+name+".")...)
		}
	}
	slices.Sort(out)
	return out
}
