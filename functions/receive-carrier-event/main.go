// Command receive-carrier-event takes a signed event of a shipping provider (feature H3). Duplicates change nothing, and a
// status never moves back. Its callers sign their bodies.
package main

import (
	"cmp"
	"context"
	"os"

	"samplepath/shared/api"
	"samplepath/shared/carrier"
	"samplepath/shared/contract"
	"samplepath/shared/news"
	"samplepath/shared/secret"
)

type (
	call   = api.Call[contract.CarrierEventRequest]
	answer = contract.CarrierEventAnswer
)

type receiver struct {
	secrets  *secret.Store
	verifier carrier.Verifier
}

func main() {
	r := &receiver{secrets: secret.Open(os.Getenv(secret.CarriersVariable))}
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
	result, err := news.OfCarrier(ctx, c.Table, provider, told, c.Now)
	return answer{Result: result}, err
}
