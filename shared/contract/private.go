package contract

// Private is a kind of personal data that lies in partitions of its own, beginning with Partition. A function may touch it
// only if its action says so here; infra excludes these partitions from whatever else its role allows.
type Private string

// The kinds of private items. None is in an index, and no function queries them.
const (
	Addresses         Private = "ADDRESS" // where creators live
	TaxForms          Private = "TAX"     // agencies' W-9, with the EIN
	PaymentReferences Private = "PAYMENT" // how a payment processor knows agencies' accounts
)

// PrivateKinds are all of them.
var PrivateKinds = []Private{Addresses, TaxForms, PaymentReferences}

// PrivatePartitions is how the partition keys of all private items begin, and of no other item.
const PrivatePartitions = "PRIVATE#"

// Partition is how the partition keys of a kind begin: whose data it is follows.
func (p Private) Partition() string { return PrivatePartitions + string(p) + "#" }
