// Package private names the kinds of personal data that lie in partitions of their own, so that a role reads them only where its
// action says so. Pure.
package private

// Kind is a kind of personal data that lies in partitions of its own, beginning with Partition. A function may touch it
// only if its action says so here; infra excludes these partitions from whatever else its role allows.
type Kind string

// The kinds of private items. None is in an index, and no function queries them.
const (
	Addresses         Kind = "ADDRESS" // where creators live
	TaxForms          Kind = "TAX"     // agencies' W-9, with the EIN
	PaymentReferences Kind = "PAYMENT" // how a payment processor knows agencies' accounts
)

// Kinds are all of them.
var Kinds = []Kind{Addresses, TaxForms, PaymentReferences}

// Partitions is how the partition keys of all private items begin, and of no other item.
const Partitions = "PRIVATE#"

// Partition is how the partition keys of a kind begin: whose data it is follows.
func (k Kind) Partition() string { return Partitions + string(k) + "#" }
