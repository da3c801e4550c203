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
	// The link repeats the list's products, so that a creator opens it in two round trips.
	counted = "five items (list, event, link, the count of the campaign's lists, idempotency record) at two units each"
)

// known are the calls of the README's decision "Write units" and their kin, each with what it must not outgrow.
var known = map[string]exception{
	"order-sample":           {1, 15, "six items (sample, event, allocation, the creator's mark, the policy's counter, idempotency record) at two units each, and three for indexes (README, Write units)"},
	"dispatch-sample":        {1, 10, moves},
	"confirm-receipt":        {1, 10, moves},
	"submit-content":         {1, 10, moves},
	"report-problem":         {1, 12, moves + "; a sample with a problem may be longer than 1 KB"},
	"resolve-exception":      {1, 12, moves + "; a closed one is counted against the creator or given back"},
	"receive-carrier-event":  {2, 10, "finds the sample by its tracking number in an index and reads the sample itself, because no decision rests on an index; " + moves},
	"link-sample":            {1, 10, "four items (sample, event, the application's mark, idempotency record) at two units each; a sample with content may be longer than 1 KB"},
	"receive-platform-event": {2, 10, "finds the sample by its application and reads the sample itself: two items, of which one names the other; " + moves},
	"record-label":           {1, 10, fourKept},
	"accept-authorization":   {1, 10, fourKept},
	"request-authorizations": {1, 9, moves},
	"submit-tax-information": {1, 10, fourKept},
	"register-products":      {1, 14, "six items (product, event, the product's mark, the counters of its tab for campaign and seller, idempotency record) at two units each, and two for indexes"},
	"resubmit-registration":  {1, 12, tabs},
	"review-registration":    {1, 12, tabs},
	"request-closure":        {1, 12, tabs},
	"review-closure":         {1, 12, tabs},
	"add-to-showcase":        {3, 10, atOnce + "; five items (entry, event, the counts of the showcase and of the campaign's creator, idempotency record) at two units each"},
	"remove-from-showcase":   {1, 10, "five items (entry, event, the counts of the showcase and of the campaign's creator, idempotency record) at two units each"},
	"create-product-list":    {1, 10, counted},
	"delete-product-list":    {1, 10, counted},
	"open-link":              {3, 0, atOnce},
	"browse-marketplace":     {3, 0, atOnce},
}

// parallelJob holds more memory than a function may for a reason: a connection for each shard.
const (
	parallelJob       = "send-reminders"
	parallelJobMemory = 15 // MB
)
