package keys

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/event"
	"samplepath/shared/id"
	"samplepath/shared/private"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
	"samplepath/shared/task"
	"samplepath/shared/workflow"
)

// Key is the primary key of an item.
type Key struct{ PK, SK string }

// longestPart is how much of a key somebody else's id may be, in bytes: far more than any that is known has. The limits of
// DynamoDB are 2,048 bytes for a partition key and 1,024 for a sort key.
const longestPart = 256

// part is an id that others have made (carriers, the platform, clients) as a part of a key: as it is, or by its digest where
// it is too long for a key.
func part(id string) string {
	if len(id) <= longestPart {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// TimeForm is UTC to the millisecond, of fixed width, so that text order is time order.
const TimeForm = "2006-01-02T15:04:05.000Z"

// Stamp is a time as keys hold it.
func Stamp(t time.Time) string { return t.UTC().Format(TimeForm) }

// Campaign is a campaign of an agency; what belongs to it is in the same partition.
func Campaign(campaignID string) Key { return Key{"CAMPAIGN#" + campaignID, "CAMPAIGN"} }

// Registration is a product in a campaign, with what its seller gives and what was ordered of it.
func Registration(campaignID, registrationID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "REG#" + ownPart(registrationID, campaignID)}
}

// ownPart is what the id of a campaign's registration has besides the campaign, which the key holds already. An id of another
// campaign is left whole: no item has it.
func ownPart(registrationID, campaignID string) string {
	if id.Owner(registrationID) != campaignID {
		return registrationID
	}
	return id.Own(registrationID)
}

// Product keeps a product from being registered by two at once in a campaign.
func Product(campaignID, productID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "PRODUCT#" + productID}
}

// Tally counts a campaign's registrations by status: all of them, or one seller's.
func Tally(campaignID, sellerID string) Key {
	if sellerID == "" {
		return Key{"CAMPAIGN#" + campaignID, "TALLY"}
	}
	return Key{"CAMPAIGN#" + campaignID, "TALLY#" + sellerID}
}

// Sales sums up the orders of one product (id of the registration) or of all of a seller's products in a campaign.
func Sales(campaignID, productOrSellerID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "SALES#" + productOrSellerID}
}

// Order is an order that the platform reported.
func Order(campaignID, orderID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "ORDER#" + orderID}
}

// CampaignCreator is a creator who has a product of the campaign in the showcase.
func CampaignCreator(campaignID, creatorID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "CREATOR#" + creatorID}
}

// Link says where a link code leads: to a product or to a product list.
func Link(code string) Key { return Key{"LINK#" + part(code), "LINK"} }

// ProductList is a list of products that an agency made, with its rates.
func ProductList(campaignID, listID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "LIST#" + listID}
}

// ProductLists counts the product lists of a campaign.
func ProductLists(campaignID string) Key { return Key{"CAMPAIGN#" + campaignID, "LISTS"} }

// Showcase begins with the product, so that its entries of all campaigns are beside each other.
func Showcase(creatorID, productID, registrationID string) Key {
	return Key{"CREATOR#" + creatorID, "SHOWCASE#" + productID + "#" + registrationID}
}

// ShowcaseCount counts the entries of a showcase, and holds who its creator is, as the platform told when one was added last.
func ShowcaseCount(creatorID string) Key { return Key{"CREATOR#" + creatorID, "SHOWCASE"} }

// Profile is what a creator keeps for all agencies.
func Profile(creatorID string) Key { return Key{"CREATOR#" + creatorID, "PROFILE"} }

// Address is where a creator lives: private.
func Address(creatorID, addressID string) Key {
	return Key{private.Addresses.Partition() + creatorID, "ADDRESS#" + addressID}
}

// CreatorSample lists a creator's samples, newest last: a sample's id begins with the time of its order.
func CreatorSample(creatorID, sampleID string) Key {
	return Key{"CREATOR#" + creatorID, "SAMPLE#" + sampleID}
}

// Sampled answers "has this agency sent this creator this product, in whichever of its campaigns?" (feature F5). The
// product is the platform's, which has one registration in each campaign.
func Sampled(creatorID, agencyID, productID string) Key {
	return Key{"CREATOR#" + creatorID, "SAMPLED#" + agencyID + "#" + productID}
}

// Authorization is what a creator answered to an agency, with its requests.
func Authorization(agencyID, creatorID string) Key {
	return Key{"AGENCY#" + agencyID, "AUTH#" + creatorID}
}

// CreatorRecord is what an agency keeps about a creator.
func CreatorRecord(agencyID, creatorID string) Key {
	return Key{"AGENCY#" + agencyID, "CREATOR#" + creatorID}
}

// Sample is a sample with its whole life; its events and waits are in the same partition.
func Sample(sampleID string) Key { return Key{"SAMPLE#" + sampleID, "SAMPLE"} }

// Shipment keeps a sample on its seller's lists by what came of the parcel, once it is under way no more. The sample is written often
// after that, and is as long as a write unit may be: the place on the list is not its own.
func Shipment(sampleID string) Key { return Key{"SAMPLE#" + sampleID, "SHIPMENT"} }

// Application says which sample an application of the platform is.
func Application(applicationID string) Key {
	return Key{"PLATFORM#" + part(applicationID), "APPLICATION"}
}

// Postings says which samples a creator may post about, of one product.
func Postings(creatorOpenID, productID string) Key {
	return Key{"PLATFORM#CREATOR#" + part(creatorOpenID) + "#" + part(productID), "POSTINGS"}
}

// Parcel is what is known of a carrier's number.
func Parcel(carrier, number string) Key {
	return Key{ParcelPartition(sample.Tracking(carrier, number)), "PARCEL"}
}

func ParcelPartition(tracking string) string { return "PARCEL#" + part(tracking) }

// Event is beside the aggregate's own item, except for authorizations, whose subject is a pair.
func Event(aggregate Key, eventID string) Key { return Key{aggregate.PK, "EVENT#" + eventID} }

// SampleWait holds the token under which the execution of a sample waits.
func SampleWait(sampleID string, wait workflow.Wait) Key {
	return Key{"SAMPLE#" + sampleID, "WAIT#" + string(wait)}
}

// RequestWait holds the token under which the execution of an authorization request waits.
func RequestWait(requestID string, wait workflow.Wait) Key {
	return Key{"REQUEST#" + requestID, "WAIT#" + string(wait)}
}

// ReservationWait is where a sample waits for the answer to a request, beside the request's own wait: the answer ends
// them all.
func ReservationWait(requestID, sampleID string) Key {
	key := RequestWait(requestID, workflow.WaitAuthorization)
	return Key{key.PK, key.SK + "#" + sampleID}
}

// Task is what an agency has to do about a sample or a product, of one kind: beside that.
func Task(subject string, kind task.Kind) Key {
	if campaignID := id.Owner(subject); campaignID != "" {
		return Key{"CAMPAIGN#" + campaignID, "TASK#" + id.Own(subject) + "#" + string(kind)}
	}
	return Key{Sample(subject).PK, "TASK#" + string(kind)}
}

// Inbox is a notice in the order in which they arrived.
func Inbox(partyID string, arrived time.Time, eventID string) Key {
	return Key{InboxOf(partyID), Stamp(arrived) + "#" + eventID}
}

func InboxOf(partyID string) string { return "INBOX#" + partyID }

// Told keeps a party from being told of an event twice.
func Told(partyID, eventID string) Key { return Key{"TOLD#" + partyID + "#" + eventID, "TOLD"} }

// Bundle says which notice stands for all events of one type and bulk call in an inbox.
func Bundle(inbox string, kind event.Type, callID string) Key {
	return Key{"TOLD#" + inbox + "#" + string(kind) + "#" + part(callID), "BUNDLE"}
}

// ReadMark holds up to where a party has read its inbox.
func ReadMark(partyID string) Key { return Key{"INBOX#" + partyID + "#READ", "READ"} }

// Idempotency is what a request with an Idempotency-Key was answered.
func Idempotency(callerID, key string) Key {
	return Key{"IDEM#" + callerID + "#" + part(key), "IDEM"}
}

// Policy is the present sample policy of an agency for all its campaigns, or of a campaign's own: what rules use of it.
func Policy(agencyID, campaignID string) Key {
	if campaignID == "" {
		return Key{"AGENCY#" + agencyID, "POLICY"}
	}
	return Key{"CAMPAIGN#" + campaignID, "POLICY"}
}

// PolicyVersion is one version of an agency's policies, with its text.
func PolicyVersion(agencyID string, version int) Key {
	return Key{"AGENCY#" + agencyID, fmt.Sprintf("POLICY#%06d", version)}
}

// PolicyVersions counts the versions of all policies of an agency.
func PolicyVersions(agencyID string) Key { return Key{"AGENCY#" + agencyID, "POLICIES"} }

// Onboarding is how far an agency has come.
func Onboarding(agencyID string) Key { return Key{"AGENCY#" + agencyID, "ONBOARDING"} }

// Tax is an agency's W-9: private.
func Tax(agencyID string) Key { return Key{private.TaxForms.Partition() + agencyID, "TAX"} }

// Payment is the processor's reference of an agency's payment account: private.
func Payment(agencyID string) Key {
	return Key{private.PaymentReferences.Partition() + agencyID, "PAYMENT"}
}

// Listed is how a campaign stands in the marketplace.
func Listed(campaignID string) Key { return Key{"CAMPAIGN#" + campaignID, "LISTED"} }

// MarketplaceEntry is a campaign on one shelf, or under one beginning of a word on it, by the end of its registration:
// reading from now on, no closed one is read. A shelf takes a write for each campaign that is published, and is split
// by market or shop; the many entries of a campaign are split by words, too.
func MarketplaceEntry(shelf campaign.Shelf, beginning string, registration campaign.Period, campaignID string) Key {
	return Key{MarketplacePartition(shelf, beginning), Stamp(registration.End) + "#" + Stamp(registration.Start) + "#" + campaignID}
}

func MarketplacePartition(shelf campaign.Shelf, beginning string) string {
	if beginning == "" {
		return "MARKETPLACE#" + string(shelf)
	}
	return "MARKETPLACE#" + string(shelf) + "#WORD#" + beginning
}

// Participation is a campaign in which a seller has products, newest campaign last.
func Participation(sellerID, campaignID string) Key {
	return Key{"SELLER#" + sellerID, "CAMPAIGN#" + campaignID}
}

// Cursor is where a job goes on with its next run.
func Cursor(job string) Key { return Key{"JOB#" + job, "CURSOR"} }

// Entry is an item's place in one index; the zero value keeps it out.
type Entry struct{ PK, SK string }

// SampleByContent lists a campaign's samples on one tab of the tracking page, by status and then by age: a sample's id
// begins with the time of its order.
func SampleByContent(campaignID, content, status string, rank int, sampleID string) Entry {
	return Entry{ContentPartition(campaignID, content), StatusPrefix(rank, status) + strings.TrimPrefix(sampleID, "smp_")}
}

func ContentPartition(campaignID, content string) string {
	return "SAMPLES#" + campaignID + "#" + content
}

func StatusPrefix(rank int, status string) string { return fmt.Sprintf("%d#%s#", rank, status) }

// ParcelOfSeller lists the samples that a seller has to ship, and those it has shipped by the status of their parcels, by the
// time of their order. It also holds the product's id, so that a page reads campaigns and products beside the samples. Once the
// parcel is under way no more, it is a place of Shipment.
func ParcelOfSeller(sellerID, status, sampleID, registrationID string) Entry {
	return Entry{ParcelsPartition(sellerID, status), sampleID + "#" + registrationID}
}

func ParcelsPartition(sellerID, status string) string {
	return "SELLER#" + sellerID + "#PARCELS#" + status
}

// HolderOfProduct lists the creators who have a product of a campaign in the showcase, by the time at which they added it. It is a
// place of the entry of the showcase (Showcase).
func HolderOfProduct(registrationID string, addedAt time.Time, creatorID string) Entry {
	return Entry{HoldersPartition(registrationID), Stamp(addedAt) + "#" + creatorID}
}

// HolderIn is the creator in the key of a showcase's entry, and HeldProductIn the product.
func HolderIn(key Key) string { return strings.TrimPrefix(key.PK, "CREATOR#") }

func HeldProductIn(key Key) string {
	productID, _, _ := strings.Cut(strings.TrimPrefix(key.SK, "SHOWCASE#"), "#")
	return productID
}

func HoldersPartition(registrationID string) string { return "SHOWCASES#" + registrationID }

// SampleOfProduct lists the samples that were ordered of a product, in whatever status, by the time of their order. It is a place
// of the creator's entry (CreatorSample), which never moves.
func SampleOfProduct(registrationID, sampleID string) Entry {
	return Entry{"SAMPLES#" + registrationID, sampleID}
}

// SampleByDate lists the samples that were ordered in a campaign, in whatever status, by the time of their order. It is a place
// of the creator's entry (CreatorSample), which never moves.
func SampleByDate(campaignID, sampleID string) Entry {
	return Entry{"SAMPLES#" + campaignID, sampleID}
}

// CampaignOfAgency lists an agency's campaigns, newest last. The key also holds all that a campaign's status follows
// from, so that a list of one status reads no campaign of another.
func CampaignOfAgency(c campaign.Campaign) Entry {
	published := "-"
	if c.EverPublished() {
		published = "+"
	}
	period := c.CampaignPeriod
	return Entry{AgencyCampaigns(c.AgencyID), strings.Join([]string{Stamp(c.CreatedAt), c.ID, published, Stamp(period.Start), Stamp(period.End)}, "#")}
}

// RegistrationOnTab lists a campaign's products on one tab, by seller and then by age: one entry serves both parties.
func RegistrationOnTab(campaignID, tab, sellerID, registrationID string) Entry {
	return Entry{TabsPartition(campaignID), TabPrefix(tab, sellerID) + ownPart(registrationID, campaignID)}
}

func TabsPartition(campaignID string) string { return "CAMPAIGN#" + campaignID + "#REGISTRATIONS" }

// TabPrefix begins the entries of a tab, or of one seller on it.
func TabPrefix(tab, sellerID string) string {
	if sellerID == "" {
		return tab + "#"
	}
	return tab + "#" + sellerID + "#"
}

func AgencyCampaigns(agencyID string) string { return "AGENCY#" + agencyID + "#CAMPAIGNS" }

// RegistrationOfSeller lists a seller's products by campaign.
func RegistrationOfSeller(sellerID, campaignID, registrationID string) Entry {
	return Entry{"SELLER#" + sellerID + "#REGISTRATIONS", campaignID + "#" + ownPart(registrationID, campaignID)}
}

// OrderOfSeller lists the orders of a seller's products in a campaign, oldest first.
func OrderOfSeller(sellerID, campaignID string, orderedAt time.Time, orderID string) Entry {
	return Entry{OrdersPartition(sellerID, campaignID), Stamp(orderedAt) + "#" + orderID}
}

func OrdersPartition(sellerID, campaignID string) string {
	return "SELLER#" + sellerID + "#ORDERS#" + campaignID
}

// CreatorOrders holds the orders that came of a creator's promotion, by time and order id. It is in GSI2, since the
// seller's entry is in GSI1.
func CreatorOrders(creatorID string) string { return "CREATOR#" + creatorID + "#ORDERS" }

// CreatorByHandle lists the creators of a campaign by handle: all of them, or those of one status of their authorization.
func CreatorByHandle(campaignID, status, handle, creatorID string) Entry {
	return Entry{CreatorsPartition(campaignID, status), showcase.Searchable(handle) + "#" + creatorID}
}

func CreatorsPartition(campaignID, status string) string {
	if status == "" {
		return "CAMPAIGN#" + campaignID + "#CREATORS"
	}
	return "CAMPAIGN#" + campaignID + "#CREATORS#" + status
}

// AuthorizationOfCreator lists the agencies that asked a creator, oldest request first.
func AuthorizationOfCreator(creatorID string, requestedAt time.Time, agencyID string) Entry {
	return Entry{CreatorAuthorizations(creatorID), Stamp(requestedAt) + "#" + agencyID}
}

func CreatorAuthorizations(creatorID string) string {
	return "CREATOR#" + creatorID + "#AUTHORIZATIONS"
}

// DueShards is how many partitions a day of the due index has: a million due items never make a hot one.
const DueShards = 16

// DueEntry puts an item into the due index.
func DueEntry(at time.Time, subject string) Entry {
	return Entry{DuePartition(at, shardOf(subject, DueShards)), Stamp(at) + "#" + subject}
}

func shardOf(subject string, shards uint32) int {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(subject))
	return int(hash.Sum32() % shards)
}

func DuePartition(day time.Time, shard int) string {
	return fmt.Sprintf("DUE#%s#%02d", day.UTC().Format("2006-01-02"), shard)
}

// OpenShards is how many partitions the index of open samples and requests has: each has a run of the reconciler of its own.
const OpenShards = workflow.ReconcilerParts

// OpenEntry puts a sample that has not ended into the index of open samples, by its own partition: oldest first. It is
// written when a sample begins and when it ends, and at no time between.
func OpenEntry(sampleID string) Entry {
	return Entry{OpenPartition(shardOf(sampleID, OpenShards)), Sample(sampleID).PK}
}

// OpenRequestEntry puts a request that waits for its answer beside the open samples.
func OpenRequestEntry(requestID, agencyID string) Entry {
	return Entry{OpenRequestPartition(shardOf(requestID, OpenShards)), Authorization(agencyID, "").PK}
}

func OpenRequestPartition(shard int) string { return fmt.Sprintf("OPEN_REQUESTS#%02d", shard) }

func OpenPartition(shard int) string { return fmt.Sprintf("OPEN#%02d", shard) }

// RegistrationIn is the id in a registration's key.
func RegistrationIn(key Key) string {
	return id.Within(id.Registration, strings.TrimPrefix(key.PK, "CAMPAIGN#"), strings.TrimPrefix(key.SK, "REG#"))
}

// TaskOfAgency lists an agency's tasks of a kind by when they are due. It also holds all by which tasks are looked for, and until when
// there is something to do, so that a list or a count reads no task that it does not show.
func TaskOfAgency(t task.Task) Entry {
	until := ""
	if t.Until != nil {
		until = Stamp(*t.Until)
	}
	return Entry{TasksPartition(t.AgencyID, t.Kind), strings.Join([]string{Stamp(t.DueAt), string(t.Kind), t.Subject, t.CampaignID, until}, "#")}
}

// TaskOfAssignee lists the tasks that are assigned to a member of an agency.
func TaskOfAssignee(t task.Task) Entry {
	return Entry{AssignedPartition(t.AgencyID, t.Assignee), TaskOfAgency(t).SK}
}

func TasksPartition(agencyID string, kind task.Kind) string {
	return "AGENCY#" + agencyID + "#TASKS#" + string(kind)
}

func AssignedPartition(agencyID, assignee string) string {
	return "AGENCY#" + agencyID + "#ASSIGNED#" + part(assignee)
}

// TaskIn is a task as far as the sort key of its places says: what it is, about what, and until when.
func TaskIn(order string) (t task.Task, ok bool) {
	parts := strings.Split(order, "#")
	if len(parts) != 5 {
		return t, false
	}
	due, err := time.Parse(TimeForm, parts[0])
	t = task.Task{DueAt: due, Kind: task.Kind(parts[1]), Subject: parts[2], CampaignID: parts[3]}
	if until, wrong := time.Parse(TimeForm, parts[4]); wrong == nil {
		t.Until = &until
	}
	return t, err == nil
}

// RestrictionOfAgency lists the creators whom an agency restricts by the time since when, or those whose restriction was lifted by
// the time of that. It is a place of the creator's record (CreatorRecord).
func RestrictionOfAgency(agencyID, status string, at time.Time, creatorID string) Entry {
	return Entry{RestrictionsPartition(agencyID, status), Stamp(at) + "#" + creatorID}
}

func RestrictionsPartition(agencyID, status string) string {
	return "AGENCY#" + agencyID + "#RESTRICTIONS#" + status
}

// AwaitingReview lists the onboardings that wait for an operator, oldest first. One partition: they are submitted and
// reviewed by people.
func AwaitingReview(submittedAt time.Time, agencyID string) Entry {
	return Entry{OnboardingsAwaitingReview, Stamp(submittedAt) + "#" + agencyID}
}

const OnboardingsAwaitingReview = "ONBOARDINGS#UNDER_REVIEW"
