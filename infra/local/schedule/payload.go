package schedule

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"time"

	"samplepath/infra/local/template"
)

// payload is what a target gets for the tick at a time: its own input, or the scheduled event.
func payload(s template.Schedule, at time.Time) []byte {
	if s.Target.Input != "" {
		return []byte(s.Target.Input)
	}
	event, err := json.Marshal(struct {
		Version    string   `json:"version"`
		ID         string   `json:"id"`
		DetailType string   `json:"detail-type"`
		Source     string   `json:"source"`
		Account    string   `json:"account"`
		Time       string   `json:"time"`
		Region     string   `json:"region"`
		Resources  []string `json:"resources"`
		Detail     string   `json:"detail"` // of EventBridge Scheduler, a text
	}{"0", newID(), "Scheduled Event", "aws.scheduler", template.AccountID, at.UTC().Format(time.RFC3339), template.Region, []string{s.ARN}, "{}"})
	if err != nil {
		panic(err) // strings only
	}
	return event
}

// newID is a random UUID.
func newID() string {
	var id [16]byte
	_, _ = rand.Read(id[:])
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
