package table

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"samplepath/shared/campaign"
	"samplepath/shared/private"
	"samplepath/shared/sample"
	"samplepath/shared/showcase"
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

// timeForm is UTC to the millisecond, of fixed width, so that text order is time order.
const timeForm = "2006-01-02T15:04:05.000Z"

func stamp(t time.Time) string { return t.UTC().Format(timeForm) }

// The primary keys, one line for each item (design, section 4).

func campaignKey(campaignID string) Key { return Key{"CAMPAIGN#" + campaignID, "CAMPAIGN"} }

func registrationKey(campaignID, registrationID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "REG#" + registrationID}
}

// productKey keeps a product from being registered by two at once in a campaign.
func productKey(campaignID, productID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "PRODUCT#" + productID}
}

// tallyKey counts a campaign's registrations by status: all of them, or one seller's.
func tallyKey(campaignID, sellerID string) Key {
	if sellerID == "" {
		return Key{"CAMPAIGN#" + campaignID, "TALLY"}
	}
	return Key{"CAMPAIGN#" + campaignID, "TALLY#" + sellerID}
}

// salesKey sums up the orders of one product (id of the registration) or of all of a seller's products in a campaign.
func salesKey(campaignID, productOrSellerID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "SALES#" + productOrSellerID}
}

// orderKey is an order that the platform reported.
func orderKey(campaignID, orderID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "ORDER#" + orderID}
}

// campaignCreatorKey is a creator who has a product of the campaign in the showcase.
func campaignCreatorKey(campaignID, creatorID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "CREATOR#" + creatorID}
}

func linkKey(code string) Key { return Key{"LINK#" + part(code), "LINK"} }

func productListKey(campaignID, listID string) Key {
	return Key{"CAMPAIGN#" + campaignID, "LIST#" + listID}
}

// productListsKey counts the product lists of a campaign.
func productListsKey(campaignID string) Key { return Key{"CAMPAIGN#" + campaignID, "LISTS"} }

// showcaseKey begins with the product, so that its entries of all campaigns are beside each other.
func showcaseKey(creatorID, productID, registrationID string) Key {
	return Key{"CREATOR#" + creatorID, "SHOWCASE#" + productID + "#" + registrationID}
}

// showcaseCountKey counts the entries of a showcase.
func showcaseCountKey(creatorID string) Key { return Key{"CREATOR#" + creatorID, "SHOWCASE"} }

// profileKey is what a creator keeps for all agencies.
func profileKey(creatorID string) Key { return Key{"CREATOR#" + creatorID, "PROFILE"} }

// addressKey is where a creator lives: private.
func addressKey(creatorID, addressID string) Key {
	return Key{private.Addresses.Partition() + creatorID, "ADDRESS#" + addressID}
}

// creatorSampleKey lists a creator's samples, newest last: a sample's id begins with the time of its order.
func creatorSampleKey(creatorID, sampleID string) Key {
	return Key{"CREATOR#" + creatorID, "SAMPLE#" + sampleID}
}

// sampledKey answers "has this agency sent this creator this product, in whichever of its campaigns?" (feature F5). The
// product is the platform's, which has one registration in each campaign.
func sampledKey(creatorID, agencyID, productID string) Key {
	return Key{"CREATOR#" + creatorID, "SAMPLED#" + agencyID + "#" + productID}
}

func authorizationKey(agencyID, creatorID string) Key {
	return Key{"AGENCY#" + agencyID, "AUTH#" + creatorID}
}

// creatorRecordKey is what an agency keeps about a creator.
func creatorRecordKey(agencyID, creatorID string) Key {
	return Key{"AGENCY#" + agencyID, "CREATOR#" + creatorID}
}

func sampleKey(sampleID string) Key { return Key{"SAMPLE#" + sampleID, "SAMPLE"} }

// applicationKey says which sample an application of the platform is.
func applicationKey(applicationID string) Key {
	return Key{"PLATFORM#" + part(applicationID), "APPLICATION"}
}

// postingsKey says which samples a creator may post about, of one product.
func postingsKey(creatorOpenID, productID string) Key {
	return Key{"PLATFORM#CREATOR#" + part(creatorOpenID) + "#" + part(productID), "POSTINGS"}
}

// parcelKey is what is known of a carrier's number.
func parcelKey(carrier, number string) Key {
	return Key{parcelPartition(sample.Tracking(carrier, number)), "PARCEL"}
}

func parcelPartition(tracking string) string { return "PARCEL#" + part(tracking) }

// eventKey is beside the aggregate's own item, except for authorizations, whose subject is a pair.
func eventKey(aggregate Key, eventID string) Key { return Key{aggregate.PK, "EVENT#" + eventID} }

func sampleWaitKey(sampleID string, wait workflow.Wait) Key {
	return Key{"SAMPLE#" + sampleID, "WAIT#" + string(wait)}
}

func requestWaitKey(requestID string, wait workflow.Wait) Key {
	return Key{"REQUEST#" + requestID, "WAIT#" + string(wait)}
}

// reservationWaitKey is where a sample waits for the answer to a request, beside the request's own wait: the answer ends
// them all.
func reservationWaitKey(requestID, sampleID string) Key {
	key := requestWaitKey(requestID, workflow.WaitAuthorization)
	return Key{key.PK, key.SK + "#" + sampleID}
}

// inboxKey is a notice in the order in which they arrived.
func inboxKey(partyID string, arrived time.Time, eventID string) Key {
	return Key{inboxPartition(partyID), stamp(arrived) + "#" + eventID}
}

func inboxPartition(partyID string) string { return "INBOX#" + partyID }

// toldKey keeps a party from being told of an event twice.
func toldKey(partyID, eventID string) Key { return Key{"TOLD#" + partyID + "#" + eventID, "TOLD"} }

// readMarkKey holds up to where a party has read its inbox.
func readMarkKey(partyID string) Key { return Key{"INBOX#" + partyID + "#READ", "READ"} }

func idempotencyKey(callerID, key string) Key {
	return Key{"IDEM#" + callerID + "#" + part(key), "IDEM"}
}

// onboardingKey is how far an agency has come.
func onboardingKey(agencyID string) Key { return Key{"AGENCY#" + agencyID, "ONBOARDING"} }

// taxKey is an agency's W-9: private.
func taxKey(agencyID string) Key { return Key{private.TaxForms.Partition() + agencyID, "TAX"} }

// paymentKey is the processor's reference of an agency's payment account: private.
func paymentKey(agencyID string) Key {
	return Key{private.PaymentReferences.Partition() + agencyID, "PAYMENT"}
}

// listedKey is how a campaign stands in the marketplace.
func listedKey(campaignID string) Key { return Key{"CAMPAIGN#" + campaignID, "LISTED"} }

// marketplaceEntry is a campaign on one shelf, or under one beginning of a word on it, by the end of its registration:
// reading from now on, no closed one is read. A shelf takes a write for each campaign that is published, and is split
// by market or shop; the many entries of a campaign are split by words, too.
func marketplaceEntry(shelf campaign.Shelf, beginning string, registration campaign.Period, campaignID string) Key {
	return Key{marketplacePartition(shelf, beginning), stamp(registration.End) + "#" + stamp(registration.Start) + "#" + campaignID}
}

func marketplacePartition(shelf campaign.Shelf, beginning string) string {
	if beginning == "" {
		return "MARKETPLACE#" + string(shelf)
	}
	return "MARKETPLACE#" + string(shelf) + "#WORD#" + beginning
}

// participationKey is a campaign in which a seller has products, newest campaign last.
func participationKey(sellerID, campaignID string) Key {
	return Key{"SELLER#" + sellerID, "CAMPAIGN#" + campaignID}
}

func cursorKey(job string) Key { return Key{"JOB#" + job, "CURSOR"} }

// indexKey is an item's place in one index; the zero value keeps it out.
type indexKey struct{ PK, SK string }

// sampleByContent lists a campaign's samples on one tab of the tracking page, by status and then by age: a sample's id
// begins with the time of its order.
func sampleByContent(campaignID, content, status string, rank int, sampleID string) indexKey {
	return indexKey{contentPartition(campaignID, content), statusPrefix(rank, status) + strings.TrimPrefix(sampleID, "smp_")}
}

func contentPartition(campaignID, content string) string {
	return "SAMPLES#" + campaignID + "#" + content
}

func statusPrefix(rank int, status string) string { return fmt.Sprintf("%d#%s#", rank, status) }

// queueEntry lists the samples that a seller has to ship, oldest first, by their ids.
func queueEntry(sellerID, sampleID string) indexKey {
	return indexKey{queuePartition(sellerID), sampleID}
}

func queuePartition(sellerID string) string { return "SELLER#" + sellerID + "#TO_SHIP" }

// campaignOfAgency lists an agency's campaigns, newest last. The key also holds all that a campaign's status follows
// from, so that a list of one status reads no campaign of another.
func campaignOfAgency(c campaign.Campaign) indexKey {
	published := "-"
	if c.EverPublished() {
		published = "+"
	}
	period := c.CampaignPeriod
	return indexKey{agencyCampaigns(c.AgencyID), strings.Join([]string{stamp(c.CreatedAt), c.ID, published, stamp(period.Start), stamp(period.End)}, "#")}
}

// registrationOnTab lists a campaign's products on one tab, by seller and then by age: one entry serves both parties.
func registrationOnTab(campaignID, tab, sellerID, registrationID string) indexKey {
	return indexKey{tabsPartition(campaignID), tabPrefix(tab, sellerID) + registrationID}
}

func tabsPartition(campaignID string) string { return "CAMPAIGN#" + campaignID + "#REGISTRATIONS" }

// tabPrefix begins the entries of a tab, or of one seller on it.
func tabPrefix(tab, sellerID string) string {
	if sellerID == "" {
		return tab + "#"
	}
	return tab + "#" + sellerID + "#"
}

func agencyCampaigns(agencyID string) string { return "AGENCY#" + agencyID + "#CAMPAIGNS" }

// registrationOfSeller lists a seller's products by campaign.
func registrationOfSeller(sellerID, campaignID, registrationID string) indexKey {
	return indexKey{"SELLER#" + sellerID + "#REGISTRATIONS", campaignID + "#" + registrationID}
}

// orderOfSeller lists the orders of a seller's products in a campaign, oldest first.
func orderOfSeller(sellerID, campaignID string, orderedAt time.Time, orderID string) indexKey {
	return indexKey{ordersPartition(sellerID, campaignID), stamp(orderedAt) + "#" + orderID}
}

func ordersPartition(sellerID, campaignID string) string {
	return "SELLER#" + sellerID + "#ORDERS#" + campaignID
}

// creatorOrders holds the orders that came of a creator's promotion, by time and order id. It is in GSI2, since the
// seller's entry is in GSI1.
func creatorOrders(creatorID string) string { return "CREATOR#" + creatorID + "#ORDERS" }

// creatorByHandle lists the creators of a campaign by handle: all of them, or those of one status of their authorization.
func creatorByHandle(campaignID, status, handle, creatorID string) indexKey {
	return indexKey{creatorsPartition(campaignID, status), showcase.Searchable(handle) + "#" + creatorID}
}

func creatorsPartition(campaignID, status string) string {
	if status == "" {
		return "CAMPAIGN#" + campaignID + "#CREATORS"
	}
	return "CAMPAIGN#" + campaignID + "#CREATORS#" + status
}

// authorizationOfCreator lists the agencies that asked a creator, oldest request first.
func authorizationOfCreator(creatorID string, requestedAt time.Time, agencyID string) indexKey {
	return indexKey{creatorAuthorizations(creatorID), stamp(requestedAt) + "#" + agencyID}
}

func creatorAuthorizations(creatorID string) string {
	return "CREATOR#" + creatorID + "#AUTHORIZATIONS"
}

// DueShards is how many partitions an hour of the due index has: a million due items never make a hot one.
const DueShards = 16

// dueEntry puts an item into the due index.
func dueEntry(at time.Time, subject string) indexKey {
	return indexKey{duePartition(at, shardOf(subject, DueShards)), stamp(at) + "#" + subject}
}

func shardOf(subject string, shards uint32) int {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(subject))
	return int(hash.Sum32() % shards)
}

func duePartition(hour time.Time, shard int) string {
	return fmt.Sprintf("DUE#%s#%02d", hour.UTC().Format("2006-01-02T15"), shard)
}

// OpenShards is how many partitions the index of open samples and requests has: each has a run of the reconciler of its own.
const OpenShards = workflow.ReconcilerParts

// openEntry puts a sample that has not ended into the index of open samples, by its own partition: oldest first. It is
// written when a sample begins and when it ends, and at no time between.
func openEntry(sampleID string) indexKey {
	return indexKey{openPartition(shardOf(sampleID, OpenShards)), sampleKey(sampleID).PK}
}

// openRequestEntry puts a request that waits for its answer beside the open samples.
func openRequestEntry(requestID, agencyID string) indexKey {
	return indexKey{openRequestPartition(shardOf(requestID, OpenShards)), authorizationKey(agencyID, "").PK}
}

func openRequestPartition(shard int) string { return fmt.Sprintf("OPEN_REQUESTS#%02d", shard) }

func openPartition(shard int) string { return fmt.Sprintf("OPEN#%02d", shard) }

// registrationIn is the id in a registration's key.
func registrationIn(key Key) string { return strings.TrimPrefix(key.SK, "REG#") }

// awaitingReview lists the onboardings that wait for an operator, oldest first. One partition: they are submitted and
// reviewed by people.
func awaitingReview(submittedAt time.Time, agencyID string) indexKey {
	return indexKey{onboardingsAwaitingReview, stamp(submittedAt) + "#" + agencyID}
}

const onboardingsAwaitingReview = "ONBOARDINGS#UNDER_REVIEW"
