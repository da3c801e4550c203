package table

// Attribute and index names of the single table. infra makes the CDK table from Schema, tests and the local stack make
// theirs from the same value (or from the template made from it).
const (
	PK = "PK"
	SK = "SK"
	// TTLAttribute holds the epoch second after which DynamoDB may delete an item (inboxes, idempotency records).
	TTLAttribute = "expiresAt"
)

// Index describes a global secondary index. All indexes are sparse: an item without the keys is not in it.
type Index struct {
	Name         string
	PartitionKey string
	SortKey      string
	Include      []string // projected besides the keys; empty projects keys only
}

// Indexes project keys only, so that a write touches an index just when the item moves in it; lists read the items
// themselves in one batch, up to date.
var Indexes = []Index{
	// GSI1 lists: samples of a campaign by content and status, its creators by authorization and handle, those who have a product
	// in the showcase, campaigns, restrictions and tasks of an agency, authorizations of a creator.
	{Name: "GSI1", PartitionKey: "GSI1PK", SortKey: "GSI1SK"},
	// GSI2 is the sellers' lists of samples to ship and shipped, and a campaign's creators by handle. An entry of the queue carries the
	// key of the address, so that a page of the queue costs two round trips; both attributes never change while the sample
	// waits in the queue.
	{Name: "GSI2", PartitionKey: "GSI2PK", SortKey: "GSI2SK", Include: []string{"creatorId", "addressId"}},
	// GSI3 is what is due, by day and shard.
	{Name: "GSI3", PartitionKey: "GSI3PK", SortKey: "GSI3SK"},
	// GSI4 is the samples that have not ended, by shard and age: its sort key is that of the table's partition, in which the
	// sample's id begins with the time of the order; and the authorization requests that wait for their answers.
	{Name: "GSI4", PartitionKey: "GSI4PK", SortKey: PK},
}
