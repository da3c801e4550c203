// Package bus puts events on the EventBridge bus, in order. The detail of an entry is the event as package event
// describes it, the detail type its type, the source event.Source: anyone who deploys the application can add rules.
package bus

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"

	"samplepath/shared/cloud"
	"samplepath/shared/event"
)

// Variable is the environment variable that names the bus.
const Variable = "SAMPLEPATH_BUS"

// batchSize is how many entries PutEvents takes.
const batchSize = 10

// Bus is an event bus. Safe for concurrent use.
type Bus struct {
	client *eventbridge.Client
	name   string
}

// Connect uses the bus that the environment names, with the function's credentials.
func Connect() *Bus { return &Bus{eventbridge.NewFromConfig(cloud.Config()), os.Getenv(Variable)} }

// Publish puts events on the bus in their order and says how many are surely there: after a failure it stops, and what
// follows may be there, too, so consumers know events by their ids.
func (b *Bus) Publish(ctx context.Context, events []event.Event) (done int, err error) {
	for batch := range slices.Chunk(events, batchSize) {
		entries := make([]types.PutEventsRequestEntry, 0, len(batch))
		for _, e := range batch {
			detail, err := json.Marshal(e)
			if err != nil {
				return done, fmt.Errorf("encode event %s: %w", e.ID, err)
			}
			entries = append(entries, types.PutEventsRequestEntry{
				EventBusName: &b.name, Source: aws.String(event.Source), DetailType: aws.String(string(e.Type)),
				Detail: aws.String(string(detail)), Time: aws.Time(e.At), Resources: []string{e.Subject},
			})
		}
		answer, err := b.client.PutEvents(ctx, &eventbridge.PutEventsInput{Entries: entries})
		if err != nil {
			return done, fmt.Errorf("put events: %w", err)
		}
		for _, entry := range answer.Entries {
			if entry.ErrorCode != nil {
				return done, fmt.Errorf("put event: %s: %s", *entry.ErrorCode, aws.ToString(entry.ErrorMessage))
			}
			done++
		}
	}
	return done, nil
}
