package demo

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"samplepath/infra/local/states"
	"samplepath/shared/contract"
	"samplepath/shared/lifecycle"
)

const timeForm = "Jan 02 15:04"

// Report prints what a played campaign left behind: the sample's timeline, its execution, the inboxes, and the cost.
func (c *Campaign) Report(ctx context.Context, out io.Writer, sampleID string) error {
	cost, jobs := c.Stack.Cost() // before the report's own reads
	for _, section := range []func(context.Context, io.Writer, string) error{c.timeline, c.execution, c.inboxes} {
		if err := section(ctx, out, sampleID); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "\nCost: %s\n(The scheduled jobs besides: %d runs, %d round trips, %.1f read and %.0f write units)\n",
		cost, jobs.Invocations, jobs.RoundTrips, jobs.ReadUnits, jobs.WriteUnits)
	return err
}

func (c *Campaign) timeline(ctx context.Context, out io.Writer, sampleID string) error {
	page, err := Get[contract.Page[contract.TimelineEntry]](ctx, c.Agency, "/v1/samples/"+sampleID+"/timeline?limit=100")
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "\nTimeline of %s\n", sampleID)
	for _, e := range page.Items {
		move := e.To
		if e.From != "" && e.From != e.To {
			move = e.From + " -> " + e.To
		}
		_, _ = fmt.Fprintf(out, "  %s  %-26s %-32s by %s%s\n", e.At.Format(timeForm), e.Type, move, e.By.Actor, told(e.Details))
	}
	return nil
}

// told are an event's details in one line.
func told(details map[string]string) string {
	var out []string
	for _, name := range []string{"kind", "status", "message"} {
		if value := details[name]; value != "" {
			out = append(out, value)
		}
	}
	if len(out) == 0 {
		return ""
	}
	return " (" + strings.Join(out, ", ") + ")"
}

func (c *Campaign) execution(ctx context.Context, out io.Writer, sampleID string) error {
	view, err := Get[contract.AgencySampleDetail](ctx, c.Agency, "/v1/samples/"+sampleID)
	if err != nil {
		return err
	}
	execution, err := c.Stack.States.Describe(view.ExecutionArn)
	if err != nil {
		return fmt.Errorf("execution %s of %s: %w", view.ExecutionArn, lifecycle.SampleMachine, err)
	}
	visits, err := c.Stack.States.Visits(view.ExecutionArn)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out, "\nExecution %s: %s\n", execution.Name, execution.Status)
	for _, visit := range visits {
		left := ""
		if visit.Status != string(states.Running) && visit.Left.After(visit.Entered) {
			left = "to " + visit.Left.Format(timeForm)
		}
		_, _ = fmt.Fprintf(out, "  %s  %-18s %-9s %s\n", visit.Entered.Format(timeForm), visit.State, strings.ToLower(visit.Status), left)
	}
	return nil
}

func (c *Campaign) inboxes(ctx context.Context, out io.Writer, _ string) error {
	for _, party := range []*Party{c.Agency, c.Seller, c.Creator} {
		page, err := Get[contract.Page[contract.Notification]](ctx, party, "/v1/notifications?limit=100")
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(out, "\nInbox of the %s, %s\n", party.Actor, party.Name)
		for _, n := range slices.Backward(page.Items) {
			_, _ = fmt.Fprintf(out, "  %s  %s\n", n.At.Format(timeForm), n.Text)
		}
	}
	return nil
}
