package demo

import (
	"context"
	"fmt"
	"time"

	"samplepath/shared/contract"
	"samplepath/shared/sample"
)

// tracking is the demo's tracking number.
const tracking = "9400111899223344556677"

// Play takes one sample from authorization to posted content, and gives its id. Time passes on the virtual clock.
func (c *Campaign) Play(ctx context.Context) (string, error) {
	if err := c.Open(ctx); err != nil {
		return "", err
	}
	if err := c.Join(ctx, c.Creator); err != nil {
		return "", err
	}
	s, err := c.Order(ctx, c.Creator)
	if err != nil {
		return "", err
	}
	if err := c.pass(ctx, 26*time.Hour); err != nil {
		return "", err
	}
	if err := c.Ship(ctx, s.ID, tracking); err != nil {
		return "", err
	}
	if err := c.deliver(ctx); err != nil {
		return "", err
	}
	if err := c.Receive(ctx, c.Creator, s.ID); err != nil {
		return "", err
	}
	if err := c.awaitReminder(ctx); err != nil {
		return "", err
	}
	if err := c.Publish(ctx, c.Creator, s.ID); err != nil {
		return "", err
	}
	if err := c.Stack.Clock.Settle(ctx); err != nil {
		return "", err
	}
	done, err := Get[contract.AgencySampleDetail](ctx, c.Agency, "/v1/samples/"+s.ID)
	if err == nil && done.Status != sample.StatusCompleted {
		err = fmt.Errorf("the sample is %s, not completed", done.Status)
	}
	return s.ID, err
}

// deliver tells the carrier's events: one of them twice, and one late.
func (c *Campaign) deliver(ctx context.Context) error {
	left := c.Stack.Clock.Now()
	for _, step := range []struct {
		after time.Duration
		news  News
		want  string
	}{
		{2 * time.Hour, News{"evt_demo_1", tracking, "in_transit", "Accepted at USPS origin facility", left.Add(2 * time.Hour)}, "recorded"},
		{40 * time.Hour, News{"evt_demo_3", tracking, "out_for_delivery", "Out for delivery", left.Add(42 * time.Hour)}, "recorded"},
		{5 * time.Hour, News{"evt_demo_4", tracking, "delivered", "Delivered, front door", left.Add(47 * time.Hour)}, "recorded"},
		{time.Minute, News{"evt_demo_4", tracking, "delivered", "Delivered, front door", left.Add(47 * time.Hour)}, "duplicate"},
		{time.Hour, News{"evt_demo_2", tracking, "in_transit", "Departed USPS regional facility", left.Add(20 * time.Hour)}, "recorded"},
	} {
		if err := c.pass(ctx, step.after); err != nil {
			return err
		}
		got, err := c.Tell(ctx, step.news)
		if err != nil {
			return err
		}
		if got != step.want {
			return fmt.Errorf("carrier event %s was %s, not %s", step.news.EventID, got, step.want)
		}
	}
	return nil
}

// awaitReminder lets days pass until the creator is reminded of the content.
func (c *Campaign) awaitReminder(ctx context.Context) error {
	for day := 1; day <= 30; day++ {
		if err := c.pass(ctx, 24*time.Hour); err != nil {
			return err
		}
		inbox, err := Get[contract.Page[contract.Notification]](ctx, c.Creator, "/v1/notifications?limit=1")
		if err != nil {
			return err
		}
		if len(inbox.Items) > 0 && inbox.Items[0].Type == sample.EventReminded {
			c.Say("clock    %d days on, the creator is reminded: %s", day, inbox.Items[0].Text)
			return nil
		}
	}
	return fmt.Errorf("no reminder came in 30 days")
}

func (c *Campaign) pass(ctx context.Context, d time.Duration) error {
	return c.Stack.Clock.Advance(ctx, d)
}
