package sample

// Tab is where a creator finds a sample among its own.
type Tab string

// The tabs.
const (
	TabInProgress     Tab = "in_progress"     // on its way
	TabPendingContent Tab = "pending_content" // here, and content is due
	TabPosted         Tab = "posted"
	TabClosed         Tab = "closed"
)

// Tabs are all of them.
var Tabs = []Tab{TabInProgress, TabPendingContent, TabPosted, TabClosed}

// Tab is the creator's tab that the sample is on.
func (s Sample) Tab() Tab {
	switch s.TrackingTab() {
	case HasPosted:
		return TabPosted
	case Closed:
		return TabClosed
	case NotYetPosted:
	}
	if s.Status == StatusDelivered || s.Status == StatusReceived {
		return TabPendingContent
	}
	return TabInProgress
}
