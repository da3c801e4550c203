// Package notice says what an event means to whom (feature N1): which parties are told, and in which words. Pure: no AWS.
//
// A notice holds ids and names of products and agencies, never personal data.
package notice

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"samplepath/shared/authorization"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/onboarding"
	"samplepath/shared/registration"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
)

// Notice is one entry of a party's inbox.
type Notice struct {
	ID        string     `json:"id"`
	Recipient string     `json:"-"`
	Type      event.Type `json:"type"`
	Subject   string     `json:"subject"`
	Text      string     `json:"text"`
	At        time.Time  `json:"at"`
	Read      bool       `json:"read"`
}

// ErrNotFound is the answer where the inbox holds no such notice.
var ErrNotFound = fault.New(fault.NotFound, "notification_not_found", "There is no such notification.")

// MostCounted is how many notices of an inbox are looked at to count the unread ones.
const MostCounted = 100

// ID is the id of the notice of an event that arrived in its recipient's inbox at a time.
func ID(arrived time.Time, eventID string) string {
	return fmt.Sprintf("%d-%s", arrived.UnixMilli(), eventID)
}

// ParseID gives the time and the event that an id was made of; it answers ErrNotFound to what is none.
func ParseID(id string) (arrived time.Time, eventID string, err error) {
	ms, eventID, found := strings.Cut(id, "-")
	n, err := strconv.ParseInt(ms, 10, 64)
	if err != nil || !found {
		return time.Time{}, "", ErrNotFound
	}
	return time.UnixMilli(n), eventID, nil
}

// line is what one party is told of one type of event.
type line struct {
	to   func(event.Parties) string
	text func(event.Event) string
}

func agency(p event.Parties) string  { return p.AgencyID }
func seller(p event.Parties) string  { return p.SellerID }
func creator(p event.Parties) string { return p.CreatorID }

func says(text string) func(event.Event) string { return func(event.Event) string { return text } }

// standing says one thing of a closed sample, or the other where it counts against its creator.
func standing(unharmed, restricted string) func(event.Event) string {
	return func(e event.Event) string {
		if e.Details[sample.DetailCounts] == "true" {
			return restricted
		}
		return unharmed
	}
}

// lines is seed 003's table of triggers, and every decision between the parties.
var lines = map[event.Type][]line{
	onboarding.Approved:        {{agency, says("Your tax information is approved. Link a payment account to create campaigns.")}},
	onboarding.Rejected:        {{agency, says("Your tax information was rejected with a reason. Correct it and submit it again.")}},
	registration.Registered:    {{agency, says("A seller registered a product; review it.")}},
	registration.Approved:      {{seller, says("Your product is approved. It goes live when the campaign period starts.")}},
	registration.Rejected:      {{seller, says("Your product was rejected with a reason. Adjust it and register again.")}},
	registration.Blocked:       {{seller, says("Your product was rejected for good.")}},
	registration.Resubmitted:   {{agency, says("A seller adjusted a rejected product and registered it again; review it.")}},
	registration.AllocationSet: {{agency, says("A seller changed the samples or the stock of a product.")}},
	registration.SamplesRequested: {{seller, func(e event.Event) string {
		return fmt.Sprintf("The agency asks for %s more samples of %q. Raise the sample quantity if you can.", e.Details[registration.DetailQuantity], e.Details[registration.DetailProduct])
	}}},
	registration.ClosureRequested: {{agency, says("A seller asks to close a product; approve or reject it. Until then it goes on.")}},
	registration.ClosureRefused:   {{seller, says("The agency did not agree to close your product; it goes on.")}},
	registration.Closed:           {{seller, says("Your product is closed: its links stopped working and it takes no new orders. Samples under way go on.")}},
	registration.Released: {
		{seller, says("The operator of this service released a product that you had registered: it is another seller's. See the reason.")},
		{agency, says("The operator of this service released a product from a seller's registration: it is another seller's. See the reason.")},
	},
	authorization.EventRequested: {{creator, says("An agency asks to have samples sent to you. Accept with an address, or decline.")}},
	authorization.EventReminded:  {{creator, says("An agency still waits for your answer to its authorization request.")}},
	authorization.EventAccepted:  {{agency, says("A creator authorized you. You can order samples now.")}},
	authorization.EventDeclined:  {{agency, says("A creator declined your authorization request.")}},
	authorization.EventEnded:     {{agency, says("A creator ended the authorization.")}},
	authorization.EventExpired:   {{agency, says("An authorization request expired without an answer. You can ask again.")}, {creator, says("An authorization request expired.")}},

	sample.EventCancelled: {
		{seller, says("The agency cancelled a sample. It is out of your queue; do not ship it.")},
		{creator, says("The agency cancelled your sample before it was sent.")},
	},
	sample.EventPlatformCancelled: {
		{agency, says("TikTok Shop ended the sample application. See the reason; the sample is closed.")},
		{seller, says("TikTok Shop ended a sample application. If the sample is in your queue, do not ship it.")},
		{creator, says("TikTok Shop ended your sample application. It does not count against you.")},
	},
	authorization.EventReaddress: {{agency, says("The creator changed the address for your samples. Orders placed keep theirs.")}},

	sample.EventUnlinked: {{agency, says("A sample was taken from the application on TikTok Shop that you had linked it to: the application is of another product, creator or shop. Link the right one.")}},

	sample.EventReserved: {{creator, says("A sample is reserved for you. Accept the agency's authorization request with an address, and it is sent.")}},
	sample.EventAuthorized: {
		{seller, says("A sample is ordered. It is in your queue to ship.")},
		{creator, says("Your sample is ordered; it goes to the address that you gave.")},
	},
	sample.EventNotAuthorized: {
		{agency, says("A sample is released: its creator did not authorize you. See the reason.")},
		{creator, says("A sample that was reserved for you is released, as the agency is not authorized.")},
	},
	sample.EventOrdered: {
		{seller, says("A sample is ordered. It is in your queue to ship.")},
		{creator, says("A sample was ordered for you.")},
	},
	sample.EventLabelled: {
		{agency, says("A label is recorded; the sample is pending shipment.")},
		{creator, says("Your sample is being prepared.")},
	},
	sample.EventDispatched: {
		{agency, says("The sample is on its way.")},
		{creator, says("Your sample is on its way. Read the brief while you wait.")},
	},
	sample.EventShipped: {
		{agency, says("The carrier has the sample.")},
		{creator, says("The carrier has your sample.")},
	},
	sample.EventDelivered: {
		{agency, says("The sample is delivered.")},
		{creator, says("Your sample is delivered. Confirm the receipt and its condition.")},
	},
	sample.EventReceived:         {{agency, says("The creator confirmed the receipt.")}},
	sample.EventPosted:           {{agency, says("The creator posted content.")}},
	sample.EventContentAdded:     {{agency, says("The creator posted more content.")}},
	sample.EventPostedLate:       {{agency, says("The creator posted content after the deadline. The sample stays missed, and the restriction stays until you lift it.")}},
	sample.EventContentCorrected: {{agency, says("The creator corrected the address of the content.")}},
	sample.EventCompleted:        {{creator, says("Thank you: your content is on record.")}},
	sample.EventNotShipped:       {{agency, says("The sample was not shipped in time and is cancelled.")}, {seller, says("A sample was not shipped in time and is cancelled.")}, {creator, says("Your sample was not shipped in time and is cancelled.")}},
	sample.EventLost:             {{agency, says("The sample counts as lost. That does not count against its creator.")}, {creator, says("Your sample counts as lost. That does not count against you.")}},
	sample.EventMissed:           {{agency, says("No content came in time. The creator is restricted for future sends.")}, {creator, says("No content came in time. Agencies see this when they send samples.")}},

	sample.EventException: {{agency, says("The carrier could not deliver the sample. Decide: send it again, or close it.")}, {creator, says("Your sample could not be delivered. The agency looks into it.")}},
	sample.EventProblem:   {{agency, says("The creator reports a problem with the sample. Decide: send it again, or close it.")}},
	sample.EventStuck:     {{agency, says("The workflow of a sample stopped and could not be started anew: nobody watches its deadlines. The operator of this service is told, too. It is tried again when something happens to the sample.")}},

	sample.EventReshipped: {{seller, says("A sample is to be sent again. It is in your queue to ship.")}, {creator, says("Your sample is sent again.")}},
	sample.EventWrittenOff: {
		{agency, standing("The sample is closed. That does not count against its creator.", "The sample is closed. Its creator is restricted for future sends.")},
		{creator, standing("Your sample is closed and will not be sent again. That does not count against you.",
			"Your sample is closed and will not be sent again. The agency sends you no more samples until it lifts that.")},
	},

	sample.EventExtensionRequested: {{agency, says("The creator asks for more time for the content.")}},
	sample.EventExtensionApproved:  {{creator, says("You have more time for your content. See the new due date.")}},
	sample.EventExtensionRefused:   {{creator, says("You were not given more time. See the reason; your content is due as before.")}},
	sample.EventClassified:         {{creator, says("The agency judged your content.")}},
	sample.EventExcused:            {{creator, says("The missed content is excused and does not count.")}},
	restriction.EventSet:           {{creator, says("An agency will not send you samples. See the reason.")}},
	restriction.EventLifted:        {{creator, says("An agency can send you samples again.")}},
}

// cancelledAhead is what is told of a sample that is cancelled while it waits for its authorization: no seller knows of it.
var cancelledAhead = []line{{creator, says("The agency cancelled the sample that was reserved for you.")}}

// reminders are who is told by which kind of reminder, and what.
var reminders = map[sample.ReminderKind]line{
	sample.RemindReceipt:  {creator, says("Did your sample arrive? Confirm the receipt.")},
	sample.RemindFollowUp: {agency, says("The creator has not confirmed the receipt. Please follow up in person.")},
	sample.RemindDueSoon:  {creator, says("Your content is due soon.")},
	sample.RemindDue:      {creator, says("Your content is due now.")},
	sample.RemindFinal:    {creator, says("Your content is overdue. This is the last reminder.")},
}

// keptFromSeller reports whether an event is none of the seller's to whom a notice of it would go: the end of a sample that
// it never heard of, or of one whose parcel arrived, by the platform's word (feature C11).
func keptFromSeller(e event.Event, to string) bool {
	ended := e.Type == sample.EventPlatformCancelled && to == e.Parties.SellerID
	switch sample.Status(e.From) {
	case sample.AwaitingAuthorization, sample.Delivered, sample.Received:
		return ended
	default:
		return false
	}
}

// For lists what an event means to whom, at most one notice for each party. A notice gets its id when it arrives.
func For(e event.Event) []Notice {
	told := lines[e.Type]
	if e.Type == sample.EventReminded {
		if reminder, ok := reminders[sample.ReminderKind(e.Details[sample.DetailKind])]; ok {
			told = []line{reminder}
		}
	}
	if e.From == string(sample.AwaitingAuthorization) && e.Type == sample.EventCancelled {
		told = cancelledAhead
	}
	var out []Notice
	for _, line := range told {
		if to := line.to(e.Parties); to != "" && !keptFromSeller(e, to) {
			out = append(out, Notice{
				Recipient: to, Type: e.Type, Subject: e.Subject,
				Text: line.text(e), At: e.At,
			})
		}
	}
	return out
}
