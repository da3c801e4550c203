package table_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
	"samplepath/shared/table/samples"
	"samplepath/shared/table/tabletest"
)

// scanty is a database that reads one item of each batch and leaves the others for the next request, as DynamoDB may leave
// any part of a batch.
type scanty struct{ batches int }

func (s *scanty) Do(request *http.Request) (*http.Response, error) {
	if !strings.HasSuffix(request.Header.Get("X-Amz-Target"), ".BatchGetItem") {
		return http.DefaultClient.Do(request)
	}
	s.batches++
	type batch struct {
		ConsistentRead bool
		Keys           []json.RawMessage
	}
	var asked struct{ RequestItems map[string]batch }
	if err := json.NewDecoder(request.Body).Decode(&asked); err != nil {
		return nil, err
	}
	left := map[string]batch{}
	for name, b := range asked.RequestItems {
		if rest := b.Keys[1:]; len(rest) > 0 {
			left[name] = batch{b.ConsistentRead, rest}
		}
		b.Keys = b.Keys[:1]
		asked.RequestItems[name] = b
	}
	body, err := json.Marshal(asked)
	if err != nil {
		return nil, err
	}
	request.Body, request.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer := map[string]any{}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, err
	}
	answer["UnprocessedKeys"] = left
	if body, err = json.Marshal(answer); err != nil {
		return nil, err
	}
	response.Header.Del("X-Amz-Crc32")
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return response, nil
}

// What DynamoDB leaves of a batch is read by the next ones.
func TestWhatABatchLeavesIsReadToo(t *testing.T) {
	w := newWorld(t, 10, 1)
	database := &scanty{}
	client := dynamodb.New(tabletest.Client(dynamotest.Endpoint(t)).Options(), func(o *dynamodb.Options) { o.HTTPClient = database })
	order := func(tab *table.Table) any {
		facts, err := samples.FactsOf(t.Context(), tab, w.campaign.AgencyID, samples.Row{CampaignID: w.campaign.ID, RegistrationID: w.product.ID, CreatorID: w.creators[0]})
		if err != nil {
			t.Error(err)
		}
		return facts
	}
	whole := order(w.table)
	if part := order(table.New(client, w.table.Name())); !reflect.DeepEqual(part, whole) {
		t.Errorf("read item by item: %+v\nread at once: %+v", part, whole)
	}
	if database.batches != 8 {
		t.Errorf("%d batches of one item, want 8", database.batches)
	}
}
