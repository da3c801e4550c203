package schedule

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"samplepath/infra/local/template"
)

// payload is what a target gets for the tick at a time: its own input, or the scheduled event. EventBridge Scheduler
// also fills its context attributes into the input.
func payload(s template.Schedule, at time.Time) []byte {
	id, stamp := newID(), at.UTC().Format(time.RFC3339)
	if s.Target.Input != "" {
		if s.Rule {
			return []byte(s.Target.Input)
		}
		return []byte(strings.NewReplacer(
			"<aws.scheduler.schedule-arn>", s.ARN,
			"<aws.scheduler.scheduled-time>", stamp,
			"<aws.scheduler.execution-id>", id,
			"<aws.scheduler.attempt-number>", "1",
		).Replace(s.Target.Input))
	}
	source, detail := "aws.scheduler", any("{}") // Scheduler's detail is a text
	if s.Rule {
		source, detail = "aws.events", struct{}{}
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
		Detail     any      `json:"detail"`
	}{"0", id, "Scheduled Event", source, template.AccountID, stamp, template.Region, []string{s.ARN}, detail})
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
