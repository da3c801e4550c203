package contract

// NewsResult says what became of what a carrier or the platform told.
type NewsResult string

// The results.
const (
	NewsRecorded  NewsResult = "recorded"
	NewsDuplicate NewsResult = "duplicate"
	NewsKept      NewsResult = "kept"    // for a label, a dispatch or a link that is to come
	NewsIgnored   NewsResult = "ignored" // about no sample of ours

	NewsOfUnknownShipment NewsResult = "unknown_shipment" // of a carrier without its name, so that no label can name it
	NewsStale             NewsResult = "stale"            // of the platform: the sample is as far already
	NewsOfUnknownStatus   NewsResult = "unknown_status"   // of the platform
)

var (
	newsResults     = []NewsResult{NewsRecorded, NewsDuplicate, NewsKept, NewsIgnored, NewsOfUnknownShipment, NewsStale, NewsOfUnknownStatus}
	carrierResults  = []NewsResult{NewsRecorded, NewsDuplicate, NewsKept, NewsIgnored, NewsOfUnknownShipment}
	platformResults = []NewsResult{NewsRecorded, NewsDuplicate, NewsKept, NewsIgnored, NewsStale, NewsOfUnknownStatus}
)

// TikTokShop is the platform, as its webhooks name it in their address.
const TikTokShop = "tiktok-shop"

// providers are the shipping providers whose webhooks are understood: those of package carrier, which a test compares.
var providers = []string{"aftership", "easypost", "shipengine", "shippo"}
