// Command receive-carrier-event is the Lambda function of that action (feature H3). Its callers sign their bodies.
package main

import (
	"cmp"
	"context"
	"errors"
	"os"
	"time"

	"samplepath/shared/api"
	"samplepath/shared/carrier"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/policy"
	"samplepath/shared/sample"
	"samplepath/shared/secret"
	"samplepath/shared/table"
)

type (
	call   = api.Call[contract.CarrierEventRequest]
	answer = contract.CarrierEventAnswer
)

// rememberFor is how long a repeated delivery of an event is known as one: providers give up within days.
const rememberFor = 30 * 24 * time.Hour

type receiver struct {
	secrets  *secret.Store
	verifier carrier.Verifier
}

func main() {
	r := &receiver{secrets: secret.Open(os.Getenv("SAMPLEPATH_CARRIER_SECRET"))}
	api.Start(contract.ReceiveCarrierEvent, r.handle)
}

func (r *receiver) handle(ctx context.Context, c *call) (answer, error) {
	provider := c.Request.Carrier
	key, err := r.secrets.Value(ctx, provider)
	if err != nil {
		return answer{}, err
	}
	key = cmp.Or(key, carrier.PublishedKeys[provider])
	told, err := r.verifier.Read(ctx, provider, key, carrier.Request{Header: c.Header, Body: c.Body, Now: c.Now})
	if err != nil {
		return answer{}, err
	}
	if told.TrackingNumber == "" {
		return answer{Result: "ignored"}, nil
	}
	before, known, err := c.Table.Tracked(ctx, told.Carrier, told.TrackingNumber)
	if err != nil {
		return answer{}, err
	}
	if !known {
		return answer{Result: "unknown_shipment"}, nil
	}
	return record(ctx, c, told, before)
}

func record(ctx context.Context, c *call, told carrier.Event, before sample.Sample) (answer, error) {
	after, kind, err := sample.Report(before, told.News, policy.Default, c.Now)
	if err != nil {
		return answer{}, err
	}
	e := event.Changed(before, after, kind, event.Party{Actor: c.Caller.Kind, ID: c.Request.Carrier}, c.Now)
	e = sample.WithScans(e, before.Shipment, told.Carrier, told.Scans)
	change := table.SampleChanged(before, after, e).Remember(table.Idempotency{
		Caller: c.Request.Carrier, Key: told.ID, Until: c.Now.Add(rememberFor),
	}, c.Now)
	err = c.Table.Commit(ctx, change)
	if _, twice := errors.AsType[*table.Recorded](err); twice {
		return answer{Result: "duplicate"}, nil
	}
	return answer{Result: "recorded"}, err
}
