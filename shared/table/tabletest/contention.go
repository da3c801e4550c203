package tabletest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
)

// Contention is between a table and the test database, which takes no time and knows no conflicts, and adds both as
// DynamoDB has them: a transaction holds its items for a while, and one that wants an item which another holds is cancelled
// with TransactionConflict for that item, as soon as a read would be answered.
//
// Its durations are slept, so that a test in a synctest bubble measures them by the bubble's clock: what the database and
// the machine take is outside of the bubble and counts nothing.
type Contention struct {
	Transaction time.Duration // how long a transaction takes and holds its items
	Other       time.Duration // how long everything else takes

	mu        sync.Mutex
	held      map[string]bool
	never     bool // no item is ever free
	attempts  int
	conflicts int
	outside   chan *errand
}

// errand is a place for one request that is taken to the database by a goroutine outside of every bubble.
type errand struct {
	request  chan *http.Request
	response chan response
}

type response struct {
	*http.Response
	err error
}

// Contended is a table under contention, by the name that another table of this test has in the database. It must be made
// outside of the bubble in which it is used.
func Contended(t testing.TB, name string, c *Contention) *table.Table {
	t.Helper()
	const atOnce = 8
	c.held, c.outside = map[string]bool{}, make(chan *errand, atOnce)
	for range atOnce {
		e := &errand{make(chan *http.Request), make(chan response)}
		c.outside <- e
		go func() {
			for request := range e.request {
				answer, err := http.DefaultClient.Do(request) //nolint:bodyclose // whoever asked reads it
				e.response <- response{answer, err}
			}
		}()
		t.Cleanup(func() { close(e.request) })
	}
	return table.New(dynamodb.New(Client(dynamotest.Endpoint(t)).Options(), func(o *dynamodb.Options) { o.HTTPClient = c }), name)
}

// HoldAll lets every transaction from now on meet a conflict.
func (c *Contention) HoldAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.never = true
}

// Counts are how many transactions were tried, and how many of them met a conflict.
func (c *Contention) Counts() (attempts, conflicts int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.attempts, c.conflicts
}

// Do is for the SDK.
func (c *Contention) Do(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	if !strings.HasSuffix(request.Header.Get("X-Amz-Target"), ".TransactWriteItems") {
		time.Sleep(c.Other) //nolint:forbidigo // the database's own time, in a bubble that moves it
		return c.pass(request, body)
	}
	keys, err := keysOf(body)
	if err != nil {
		return nil, err
	}
	if conflict := c.hold(keys); conflict != nil {
		time.Sleep(c.Other) //nolint:forbidigo // the database's own time, in a bubble that moves it
		return conflict, nil
	}
	defer c.release(keys)
	time.Sleep(c.Transaction) //nolint:forbidigo // the database's own time, in a bubble that moves it
	return c.pass(request, body)
}

// hold takes all items in hand, or answers that some are.
func (c *Contention) hold(keys []string) *http.Response {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.attempts++
	conflict := false
	reasons := make([]map[string]string, len(keys))
	for i, key := range keys {
		reasons[i] = map[string]string{"Code": "None"}
		if c.never || c.held[key] {
			conflict = true
			reasons[i] = map[string]string{"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}
		}
	}
	if conflict {
		c.conflicts++
		return refusal(map[string]any{
			"__type":  "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
			"Message": "Transaction cancelled, please refer cancellation reasons for specific reasons", "CancellationReasons": reasons,
		})
	}
	for _, key := range keys {
		c.held[key] = true
	}
	return nil
}

func (c *Contention) release(keys []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, key := range keys {
		delete(c.held, key)
	}
}

// pass takes a request to the database. What it is cancelled by stays behind: channels of a bubble must not leave it.
func (c *Contention) pass(request *http.Request, body []byte) (*http.Response, error) {
	out := request.Clone(context.Background())
	out.Body = io.NopCloser(bytes.NewReader(body))
	e := <-c.outside
	defer func() { c.outside <- e }()
	e.request <- out
	answer := <-e.response
	if answer.err != nil {
		return nil, answer.err
	}
	content, err := io.ReadAll(answer.Body)
	_ = answer.Body.Close()
	answer.Body = io.NopCloser(bytes.NewReader(content))
	return answer.Response, err
}

// keysOf are the keys of a transaction's items, in their order.
func keysOf(body []byte) ([]string, error) {
	var request struct {
		TransactItems []map[string]json.RawMessage
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return nil, err
	}
	var keys []string
	for _, one := range request.TransactItems {
		for operation, content := range one {
			var write struct {
				TableName string
				Key, Item map[string]attribute
			}
			if err := json.Unmarshal(content, &write); err != nil {
				return nil, err
			}
			key := write.Key
			if operation == "Put" {
				key = write.Item
			}
			keys = append(keys, write.TableName+" "+key[table.PK].S+" "+key[table.SK].S)
		}
	}
	return keys, nil
}

// attribute is what matters of an attribute value here: text.
type attribute struct{ S string }

func refusal(body map[string]any) *http.Response {
	content, err := json.Marshal(body)
	if err != nil {
		panic(err) // text always marshals
	}
	return &http.Response{
		StatusCode: http.StatusBadRequest, Header: http.Header{"Content-Type": {"application/x-amz-json-1.0"}},
		Body: io.NopCloser(bytes.NewReader(content)), ContentLength: int64(len(content)),
	}
}
