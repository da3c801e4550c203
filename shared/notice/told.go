package notice

import (
	"slices"

	"samplepath/shared/actor"
	"samplepath/shared/authorization"
	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/onboarding"
	"samplepath/shared/policy"
	"samplepath/shared/registration"
	"samplepath/shared/restriction"
	"samplepath/shared/sample"
)

// recipient is who is told of an event.
type recipient int

const (
	toAgency recipient = iota
	toSeller
	toCreator
	toOperators
	toInvited   // the shops that a campaign invites
	toPromoters // the creators who have the product in the showcase
)

func (r recipient) role() actor.Kind {
	return [...]actor.Kind{actor.Agency, actor.Seller, actor.Creator, actor.Operator, actor.Seller, actor.Creator}[r]
}

// told is seed 003's table of triggers, and every decision between the parties.
var told = map[event.Type][]recipient{
	onboarding.EventSubmitted: {toOperators},
	onboarding.EventApproved:  {toAgency},
	onboarding.EventRejected:  {toAgency},

	campaign.EventPublished: {toInvited},
	campaign.EventUpdated:   {toInvited},

	registration.EventRegistered:       {toAgency},
	registration.EventApproved:         {toSeller},
	registration.EventRejected:         {toSeller},
	registration.EventBlocked:          {toSeller},
	registration.EventResubmitted:      {toAgency},
	registration.EventAllocationSet:    {toAgency},
	registration.EventSamplesRequested: {toSeller},
	registration.EventClosureRequested: {toAgency},
	registration.EventClosureRefused:   {toSeller},
	registration.EventClosed:           {toSeller, toPromoters},
	registration.EventReleased:         {toSeller, toAgency},

	authorization.EventRequested: {toCreator},
	authorization.EventReminded:  {toCreator},
	authorization.EventAccepted:  {toAgency},
	authorization.EventDeclined:  {toAgency},
	authorization.EventEnded:     {toAgency},
	authorization.EventExpired:   {toAgency, toCreator},
	authorization.EventReaddress: {toAgency},

	sample.EventOrdered:            {toSeller, toCreator},
	sample.EventReserved:           {toCreator},
	sample.EventAuthorized:         {toSeller, toCreator},
	sample.EventNotAuthorized:      {toAgency, toCreator},
	sample.EventCancelled:          {toSeller, toCreator},
	sample.EventPlatformCancelled:  {toAgency, toSeller, toCreator},
	sample.EventUnlinked:           {toAgency},
	sample.EventLabelled:           {toAgency, toCreator},
	sample.EventDispatched:         {toAgency, toCreator},
	sample.EventShipped:            {toAgency, toCreator},
	sample.EventDelivered:          {toAgency, toCreator},
	sample.EventReceived:           {toAgency},
	sample.EventNotShipped:         {toAgency, toSeller, toCreator},
	sample.EventLost:               {toAgency, toSeller, toCreator},
	sample.EventException:          {toAgency, toSeller, toCreator},
	sample.EventProblem:            {toAgency, toSeller},
	sample.EventReshipped:          {toSeller, toCreator},
	sample.EventWrittenOff:         {toAgency, toSeller, toCreator},
	sample.EventPosted:             {toAgency},
	sample.EventContentAdded:       {toAgency},
	sample.EventPostedLate:         {toAgency},
	sample.EventContentCorrected:   {toAgency},
	sample.EventExtensionRequested: {toAgency},
	sample.EventExtensionApproved:  {toCreator},
	sample.EventExtensionRefused:   {toCreator},
	sample.EventCompleted:          {toCreator},
	sample.EventClassified:         {toCreator},
	sample.EventMissed:             {toAgency, toCreator},
	sample.EventExcused:            {toCreator},
	sample.EventStuck:              {toAgency, toOperators},

	restriction.EventSet:    {toCreator},
	restriction.EventLifted: {toCreator},
}

// reminded are who is told by which kind of reminder.
var reminded = map[sample.ReminderKind]recipient{
	sample.RemindReceipt:  toCreator,
	sample.RemindFollowUp: toAgency,
	sample.RemindDueSoon:  toCreator,
	sample.RemindDue:      toCreator,
	sample.RemindFinal:    toCreator,
}

// together are the events of which recipients hear once for all of one bulk call, by the number of them.
var together = map[event.Type][]recipient{
	registration.EventRegistered:     {toAgency},
	registration.EventApproved:       {toSeller},
	registration.EventRejected:       {toSeller},
	registration.EventBlocked:        {toSeller},
	registration.EventClosed:         {toSeller, toPromoters},
	registration.EventClosureRefused: {toSeller},
	sample.EventOrdered:              {toSeller},
}

// recipients are who is told of an event.
func recipients(e event.Event) []recipient {
	if e.Type == sample.EventReminded {
		if to, known := reminded[sample.ReminderKind(e.Details["kind"])]; known {
			return []recipient{to}
		}
		return nil
	}
	return slices.DeleteFunc(slices.Clone(told[e.Type]), func(to recipient) bool { return to == toSeller && keptFromSeller(e) })
}

// keptFromSeller reports whether an event is none of the seller's: the end of a sample that the seller never heard of, or, by
// the platform's word, of one whose parcel arrived (feature C11).
func keptFromSeller(e event.Event) bool {
	switch sample.Status(e.From) {
	case sample.StatusAwaitingAuthorization:
		return e.Type == sample.EventPlatformCancelled || e.Type == sample.EventCancelled
	case sample.StatusDelivered, sample.StatusReceived:
		return e.Type == sample.EventPlatformCancelled
	default:
		return false
	}
}

// variant says which words are for an event of a type that has several.
func variant(e event.Event) string {
	switch {
	case e.Type == sample.EventReminded:
		return e.Details["kind"]
	case e.Type == sample.EventMissed && softer(e):
		return e.Details[sample.DetailNonPosting]
	case e.Type == sample.EventWrittenOff && e.Details[sample.DetailCounts] == "true" && softer(e):
		return "counted_" + e.Details[sample.DetailNonPosting]
	case e.Type == sample.EventWrittenOff && e.Details[sample.DetailCounts] == "true":
		return "counted"
	case e.Type == sample.EventCancelled && e.From == string(sample.StatusAwaitingAuthorization):
		return "reserved"
	default:
		return ""
	}
}

// softer reports whether something else than a restriction follows for the creator, by the sample's policy.
func softer(e event.Event) bool {
	action := policy.NonPosting(e.Details[sample.DetailNonPosting])
	return action == policy.LowerPriority || action == policy.Review
}

// Tells reports whether anybody is told of an event.
func Tells(e event.Event) bool { return len(recipients(e)) > 0 }

// Audience is who is told of an event beside its parties. The zero value is nobody.
type Audience struct {
	ShopCodes  []string // that the campaign invites
	CreatorIDs []string // who have the product in the showcase
}

// TellsInvited reports whether the shops that a campaign invites are told of an event.
func TellsInvited(e event.Event) bool { return slices.Contains(told[e.Type], toInvited) }

// TellsPromoters reports whether the creators who have the product in the showcase are told of an event.
func TellsPromoters(e event.Event) bool { return slices.Contains(told[e.Type], toPromoters) }

// For lists what an event means to whom, at most one notice for each inbox. A notice gets its id when it arrives.
func For(e event.Event, about About, others Audience) []Notice {
	var out []Notice
	for _, to := range recipients(e) {
		n := Notice{Role: to.role(), Type: e.Type, Variant: variant(e), Subject: e.Subject, About: about.as(to.role()), Count: 1, At: e.At}
		if slices.Contains(together[e.Type], to) {
			n.Call = e.By.CallID
		}
		for _, box := range inboxes(to, e.Parties, others) {
			n.Inbox = box
			out = append(out, n)
		}
	}
	return out
}

func inboxes(to recipient, p event.Parties, others Audience) []string {
	one := map[recipient]string{toAgency: p.AgencyID, toSeller: p.SellerID, toCreator: p.CreatorID, toOperators: operators}
	switch {
	case to == toInvited:
		var out []string
		for _, code := range others.ShopCodes {
			out = append(out, shopInbox(code))
		}
		return out
	case to == toPromoters:
		return others.CreatorIDs
	case one[to] == "":
		return nil
	default:
		return []string{one[to]}
	}
}

// as is what a role may know: a seller not which creator it is, a creator not the seller's id.
func (a About) as(role actor.Kind) About {
	switch role {
	case actor.Seller:
		a.CreatorID, a.CreatorHandle, a.RequestID = "", "", ""
	case actor.Creator:
		a.SellerID = ""
	default: // agencies and operators see all of it
	}
	return a
}

// operators is the inbox that all operators share: what one has read is read.
const operators = "operators"

// shopInbox is the inbox of a shop that is invited, whose seller may never have called.
func shopInbox(code string) string { return "shop " + code }

// Inboxes are those of a caller: its own first, in which it keeps up to where it has read.
func Inboxes(kind actor.Kind, id, shopCode string) []string {
	switch {
	case kind == actor.Operator:
		return []string{operators}
	case kind == actor.Seller && shopCode != "":
		return []string{id, shopInbox(shopCode)}
	default:
		return []string{id}
	}
}
