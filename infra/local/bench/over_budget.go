package bench

// exception is what is allowed more than its budget, for a reason.
type exception struct {
	reads, units float64
	why          string
}

const (
	moves    = "three items (state, event, idempotency record) at two units each, and up to four for the indexes in which it moves (README, Write units)"
	tabs     = "five items (product, event, the counters of its tabs for campaign and seller, idempotency record) at two units each, and two for the index in which it changes the tab"
	atOnce   = "three requests in two round trips: two of them, which do not depend on each other, are made at once"
	fourKept = "writes four items at two units each, and its place in an index"
	settles  = "a parcel that has arrived, or has not after all, moves on its seller's lists: one item more at two units, and up to two for the index"
	reused   = "a bulk call with a key first reads what the key was used for, for all rows at once, and binds the key to the upload: another one is refused whole"
	// The link repeats the list's products, so that a creator opens it in two round trips.
	counted = "five items (list, event, link, the count of the campaign's lists, idempotency record) at two units each"
)

// overBudget are the calls of the README's decision "Write units" and their kin, each with what it must not outgrow.
var overBudget = map[string]exception{
	"order-sample":            {1, 19, "seven items (sample, event, allocation, the creator's mark and list, the policy's counter, idempotency record) at two units each, and five for indexes (README, Write units)"},
	"order-samples":           {2, 21, reused + "; each row as order-sample"},
	"cancel-sample":           {1, 16, "five items (sample, event, allocation, the creator's mark, the policy's counter) and the idempotency record at two units each, and four for indexes"},
	"dispatch-sample":         {1, 10, moves},
	"confirm-receipt":         {1, 10, moves},
	"submit-content":          {1, 10, moves},
	"report-problem":          {1, 16, moves + "; a sample with a problem may be longer than 1 KB; " + settles},
	"resolve-exception":       {2, 19, moves + "; a closed one is counted against the creator or given back, and may be longer than 1 KB; sent to another address, it reads whose that is, and checks that both addresses still are what they were: two conditions at two units each; " + settles},
	"receive-carrier-event":   {2, 14, "reads what is known of the tracking number and then the samples in that parcel; " + moves + "; " + settles},
	"link-sample":             {1, 12, "five items (sample, event, the application's mark, the creator's, idempotency record) at two units each; a sample with content may be longer than 1 KB"},
	"receive-platform-event":  {2, 14, "finds the sample by its application and reads the sample itself: two items, of which one names the other; " + moves + "; " + settles},
	"record-label":            {1, 10, fourKept},
	"record-labels":           {2, 12, reused + "; each row as record-label"},
	"dispatch-samples":        {2, 12, reused + "; each row as dispatch-sample"},
	"accept-authorization":    {1, 14, fourKept + "; the policy that is agreed to is the one that holds, the campaign's own or its agency's: two conditions at two units each"},
	"request-authorizations":  {2, 12, moves + ", that of open requests among them; " + reused},
	"set-sample-policy":       {1, 24, "five items (the policy that holds, event, the version with its text, the count of versions, idempotency record) at two units each; the text and the answer that is kept are longer than 1 KB each"},
	"submit-tax-information":  {1, 10, fourKept},
	"register-products":       {2, 16, reused + "; six items (product, event, the product's mark, the counters of its tab for campaign and seller, idempotency record) at two units each, and two for indexes"},
	"resubmit-registration":   {1, 14, tabs + "; the product is taken again"},
	"review-registration":     {1, 14, tabs + "; a rejected product is free for others"},
	"review-registrations":    {2, 16, reused + "; each row as review-registration"},
	"review-closures":         {2, 16, reused + "; each row as review-closure"},
	"request-closure":         {1, 12, tabs},
	"release-claim":           {2, 14, "finds what has the product or the application, and reads that; " + tabs + "; the product is free"},
	"review-closure":          {1, 14, tabs + "; the product can be registered again"},
	"add-to-showcase":         {4, 13, atOnce + "; " + reused + "; five items (entry, event, the counts of the showcase and of the campaign's creator, idempotency record) at two units each, and one for the index in which the product's creators are listed"},
	"remove-from-showcase":    {2, 13, reused + "; five items (entry, event, the counts of the showcase and of the campaign's creator, idempotency record) at two units each, and one for an index"},
	"set-creator-commissions": {2, 10, reused},
	"create-product-list":     {1, 10, counted},
	"delete-product-list":     {1, 10, counted},
	"set-creator-restriction": {2, 10, "two requests in one round trip: the creator's showcase is read beside the records; the list of restrictions, in an index, is two units more"},
	"get-registration":        {4, 0, "one round trip without the counts; " + atOnce + ", for the counts where they are asked for"},
	"track-samples":           {3, 0, "the entries of a tab do not name the products, which are read when the samples are there"},
	"list-notifications":      {3, 0, atOnce + "; the third counts what is unread"},
	"list-tasks":              {17, 0, "a query for each kind of task, all at once, and one more of each where they are counted; then the tasks"},
	"open-link":               {3, 0, atOnce},
	"browse-marketplace":      {3, 0, atOnce},
	"list-shipments":          {5, 0, "five requests in two round trips: what is under way, in an exception, delivered and closed is read at once, as one list"},
}

// larger is what a function may have more than its budget, for a reason.
type larger struct {
	limit float64 // MB
	why   string
}

const wholeDocument = "the document of the whole API, which it holds and answers with"

const twoClients = "a client of Secrets Manager beside that of the table"

var (
	largerBinaries = map[string]larger{"get-packing-slip": {12.5, "its fonts"}, "get-packing-slips": {12.5, "its fonts"}, "get-openapi": {10.5, wholeDocument}}
	largerMemory   = map[string]larger{
		"get-openapi":            {15, wholeDocument},
		"get-packing-slip":       {22, "the fonts that a page is set in"},
		"get-packing-slips":      {22, "the fonts that a page is set in"},
		"receive-carrier-event":  {13, twoClients},
		"receive-platform-event": {13, twoClients},
		"send-reminders":         {15, "a connection for each of the shards that it works off at once"},
	}
)
