package worker

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/table"
)

// Every sample event of a function that no caller reaches is one that it would get: of its trigger, and with nothing that is not read.
func TestSampleEventsAreOfTheirTrigger(t *testing.T) {
	for _, action := range contract.Actions() {
		if action.Routed() {
			continue
		}
		files, err := filepath.Glob("../../events/" + action.Name + "/*.json")
		if err != nil || len(files) == 0 {
			t.Errorf("%s has no event: %v", action.Name, err)
		}
		for _, file := range files {
			t.Run(action.Name+"/"+filepath.Base(file), func(t *testing.T) {
				encoded, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				check(t, action, encoded)
			})
		}
	}
}

func check(t *testing.T, action *contract.Action, encoded []byte) {
	t.Helper()
	switch trigger := action.Trigger; {
	case trigger.Task, trigger.Parts > 0:
		strict(t, encoded, reflect.New(action.Request).Interface())
	case trigger.SignIn:
		var e Tokens
		if err := json.Unmarshal(encoded, &e); err != nil || !strings.HasPrefix(e.TriggerSource, "TokenGeneration_") || len(e.Request.UserAttributes) == 0 {
			t.Fatalf("%+v, %v", e, err)
		}
	case trigger.Stream:
		var batch events.DynamoDBEvent
		if err := json.Unmarshal(encoded, &batch); err != nil || len(batch.Records) == 0 {
			t.Fatalf("%d records, %v", len(batch.Records), err)
		}
		for _, record := range batch.Records {
			if _, err := table.EventFromImage(record.Change.NewImage); err != nil || record.EventName != "INSERT" || record.Change.StreamViewType != "NEW_IMAGE" {
				t.Errorf("%s %s: %v", record.EventName, record.Change.StreamViewType, err)
			}
		}
	default:
		var envelope events.EventBridgeEvent
		strict(t, encoded, &envelope)
		if trigger.Schedule != "" {
			if envelope.Source != "aws.scheduler" || envelope.DetailType != "Scheduled Event" {
				t.Errorf("%s from %s", envelope.DetailType, envelope.Source)
			}
			return
		}
		var e event.Event
		strict(t, envelope.Detail, &e)
		matches := false
		for _, pattern := range trigger.Events {
			matches = matches || strings.HasPrefix(envelope.DetailType, strings.TrimSuffix(pattern, "*"))
		}
		if envelope.Source != event.Source || !matches || envelope.DetailType != string(e.Type) || !envelope.Time.Equal(e.At) || e.ID != event.ID(e.Subject, e.Version) {
			t.Errorf("%s from %s: %+v", envelope.DetailType, envelope.Source, e)
		}
	}
}

// strict decodes JSON that holds nothing unknown, and nothing that gets lost on the way.
func strict(t *testing.T, encoded []byte, into any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(into)
	if err != nil {
		t.Fatal(err)
	}
	var got, want any
	if json.Unmarshal(again, &got) != nil || json.Unmarshal(encoded, &want) != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("read %s\nfrom %s", again, encoded)
	}
}
