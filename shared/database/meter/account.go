package meter

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
)

// account is what was learned before a request was passed on, and how to make up its cost from the answer. It is nil for
// a request whose units are not counted.
type account struct {
	// failed is what a request costs that DynamoDB refused after having looked at the items.
	failed units
	// cost makes up the account of a request that was done.
	cost func(ctx context.Context, answer []byte) (units, error)
}

// begin learns what must be known before the request is passed on. A failure shows in the account.
func (p *Proxy) begin(ctx context.Context, c *call) *account {
	if p.options.RoundTripsOnly {
		return nil
	}
	var a *account
	var err error
	switch c.operation {
	case "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems":
		a, err = p.beginWrite(ctx, c)
	case "GetItem", "BatchGetItem", "TransactGetItems", "Query", "Scan":
		a = &account{cost: func(ctx context.Context, answer []byte) (units, error) { return p.readCost(ctx, c, answer) }}
	default:
		return nil
	}
	if err != nil {
		p.options.Log.WarnContext(ctx, "a request's units are unknown", "operation", c.operation, "error", err)
		unknown := units{unknown: true}
		return &account{failed: unknown, cost: func(context.Context, []byte) (units, error) { return unknown, nil }}
	}
	return a
}

// settle enters the request in the books and returns the answer's body, which it may have had to read.
func (p *Proxy) settle(ctx context.Context, c *call, a *account, response *http.Response) (io.Reader, error) {
	if a == nil {
		p.counts.add(c, units{})
		return response.Body, nil
	}
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		p.counts.add(c, units{unknown: true})
		return nil, err
	}
	var cost units
	switch {
	case response.StatusCode == http.StatusOK:
		ctx = context.WithoutCancel(ctx) // it is done, and to be charged, even if the caller leaves
		if cost, err = a.cost(ctx, answer); err != nil {
			p.options.Log.WarnContext(ctx, "a request's units are unknown", "operation", c.operation, "error", err)
			cost = units{unknown: true}
		}
	case charged[errorType(answer)]:
		cost = a.failed
	}
	p.counts.add(c, cost)
	return bytes.NewReader(answer), nil
}

// charged are the errors for which DynamoDB charges as for the write that did not happen.
var charged = map[string]bool{"ConditionalCheckFailedException": true, "TransactionCanceledException": true}

// errorType returns the name of the error that an answer is.
func errorType(answer []byte) string {
	var object struct {
		Type string `json:"__type"`
	}
	if json.Unmarshal(answer, &object) != nil {
		return ""
	}
	return object.Type[bytes.LastIndexByte([]byte(object.Type), '#')+1:]
}
