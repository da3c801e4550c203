// Command get-sample is the Lambda function of that action (features H4, O1).
package main

import (
	"context"

	"samplepath/shared/actor"
	"samplepath/shared/api"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/lifecycle"
	"samplepath/shared/sample"
)

func main() { api.Start(contract.GetSample, handle) }

func handle(ctx context.Context, call *api.Call[contract.SampleRequest]) (any, error) {
	s, events, err := call.Table.SampleAndEvents(ctx, call.Request.SampleID)
	if err != nil {
		return nil, err
	}
	if err := s.CheckParty(call.Caller.ID); err != nil {
		return nil, err
	}
	if call.Caller.Kind == actor.Seller {
		return contract.ForSeller(s), nil
	}
	view := contract.SampleView{Sample: s, Logistics: logistics(events)}
	if call.Caller.Kind == actor.Agency {
		view.ExecutionArn = lifecycle.ExecutionOf(s)
	}
	return view, nil
}

func logistics(events []event.Event) []contract.Logistics {
	var out []contract.Logistics
	for _, l := range sample.Logistics(events) {
		out = append(out, contract.Logistics{At: l.At, Carrier: l.Carrier, Status: l.Status, Message: l.Message, Shipment: l.Shipment})
	}
	return out
}
