package bench

import (
	"context"
	"io"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/demo"
)

// script is what the parties do so that every action is called: a campaign from its draft, one sample's life, and what
// that leaves out. A new command belongs in other_calls.go, or in package demo where it is a part of the story.
func (b *bench) script(ctx context.Context) error {
	c := b.campaign
	if err := c.Open(ctx); err != nil {
		return err
	}
	if err := c.Promote(ctx, c.Creator); err != nil {
		return err
	}
	if err := b.live(ctx); err != nil {
		return err
	}
	return b.otherCalls(ctx)
}

// Play has the parties call every action on a stack that has just begun, as Run does. It answers why calls were refused, by
// action: none should be.
func Play(ctx context.Context, stack *local.Stack) (refused map[string]string, err error) {
	b := &bench{Options: Options{Progress: io.Discard}, stack: stack, items: newItems(), refused: map[string]string{}}
	b.campaign = demo.NewCampaign(ctx, stack, nil)
	if err := b.putObserver(ctx); err != nil {
		return nil, err
	}
	err = b.script(ctx)
	return b.refused, err
}

const tracking = "9400111899223344556677"

// live takes one sample from the request for authorization to its end, and notes what it cost.
func (b *bench) live(ctx context.Context) error {
	c := b.campaign
	if err := c.Stack.Clock.Settle(ctx); err != nil {
		return err
	}
	before, _ := c.Stack.Cost()
	for _, step := range []func(context.Context, *demo.Party) error{c.Ask, c.Accept} {
		if err := step(ctx, c.Creator); err != nil {
			return err
		}
	}
	s, err := c.Order(ctx, c.Creator)
	if err != nil {
		return err
	}
	b.life.sampleID = s.ID
	tell := func(event, status string) func() error {
		return func() error {
			_, err := c.Tell(ctx, demo.News{EventID: event, Tracking: tracking, Status: status, Message: "At USPS facility", At: c.Stack.Clock.Now()})
			return err
		}
	}
	for _, step := range []struct {
		after time.Duration
		do    func() error
	}{
		{26 * time.Hour, func() error { return c.Ship(ctx, s.ID, tracking) }},
		{2 * time.Hour, tell("evt_1", "in_transit")},
		{40 * time.Hour, tell("evt_2", "out_for_delivery")},
		{5 * time.Hour, tell("evt_3", "delivered")},
		{time.Hour, func() error { return c.Receive(ctx, c.Creator, s.ID) }},
		{9 * 24 * time.Hour, func() error { return c.Publish(ctx, c.Creator, s.ID) }},
		{time.Minute, func() error { return nil }},
	} {
		if err := c.Stack.Clock.Advance(ctx, step.after); err != nil {
			return err
		}
		if err := step.do(); err != nil {
			return err
		}
	}
	after, _ := c.Stack.Cost()
	b.life.cost = after.Since(before)
	b.life.events, b.life.payload, err = b.histories()
	return err
}
