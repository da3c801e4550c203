package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"samplepath/infra/local"
	"samplepath/infra/local/demo"
	"samplepath/infra/local/identity"
	"samplepath/shared/id"
)

// Where `make run` listens, unless the environment says otherwise.
var (
	apiAddress   = cmp.Or(os.Getenv("SAMPLEPATH_API_ADDRESS"), "127.0.0.1:3000")
	cloudAddress = cmp.Or(os.Getenv("SAMPLEPATH_CLOUD_ADDRESS"), "127.0.0.1:3001")
)

// run brings the application up with demo data and keeps it up.
func run(ctx context.Context, _ []string) error {
	stack, err := local.Start(ctx, local.Options{App: appFolder(), Log: quietly(), Address: apiAddress, CloudAddress: cloudAddress})
	if err != nil {
		return err
	}
	defer stack.Close()
	campaign := demo.NewCampaign(ctx, stack, nil)
	restore, err := stack.Hasten()
	if err != nil {
		return err
	}
	sampleID, err := campaign.Play(ctx)
	if err == nil {
		err = waiting(ctx, stack, campaign)
	}
	if err := errors.Join(err, restore()); err != nil {
		return err
	}
	if err := welcome(stack, campaign, sampleID); err != nil {
		return err
	}
	if err := stack.Clock.SetSpeed(1); err != nil {
		return err
	}
	<-ctx.Done()
	_, _ = fmt.Fprintln(os.Stdout, "\nStopped.")
	return nil
}

// waiting leaves a second creator's sample in the seller's queue, so that there is something to do.
func waiting(ctx context.Context, stack *local.Stack, c *demo.Campaign) error {
	second := demo.NewParty(ctx, stack, id.Creator, identity.Claims{
		Actor: "creator", Name: "Mio", Username: "@mio.unboxes", Custom: map[string]string{"followers": "9100"},
	})
	if err := c.Join(ctx, second); err != nil {
		return err
	}
	if _, err := c.Order(ctx, second); err != nil {
		return err
	}
	return stack.Clock.Settle(ctx)
}

// welcome prints where things are, and lines to try.
func welcome(stack *local.Stack, c *demo.Campaign, sampleID string) error {
	out := os.Stdout
	_, _ = fmt.Fprintf(out, "API                  %s\n", stack.URL)
	_, _ = fmt.Fprintf(out, "Executions           %s\n", stack.CloudURL)
	_, _ = fmt.Fprintf(out, "AWS APIs             aws --endpoint-url %s stepfunctions list-state-machines\n", stack.CloudURL)
	_, _ = fmt.Fprintf(out, "DynamoDB             %s\n", stack.DatabaseURL)
	_, _ = fmt.Fprintf(out, "The clock            %s UTC, and runs\n\nTokens\n", stack.Clock.Now().Format("2006-01-02 15:04"))
	for _, party := range []*demo.Party{c.Agency, c.Seller, c.Creator} {
		token, err := stack.Pool.Issue(party.Claims, tokenLife)
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(out, "export %s=%s\n", map[string]string{"agency": "AGENCY", "seller": "SELLER", "creator": "CREATOR"}[party.Actor], token)
	}
	_, _ = fmt.Fprintf(out, `
To try, after pasting the three lines above
curl -s -H "Authorization: Bearer $AGENCY" "%[1]s/v1/campaigns/%[3]s/samples?status=posted"
curl -s -H "Authorization: Bearer $AGENCY" "%[1]s/v1/samples/%[4]s/timeline"
curl -s -H "Authorization: Bearer $SELLER" "%[1]s/v1/fulfilment"
curl -s -H "Authorization: Bearer $CREATOR" "%[1]s/v1/notifications"
curl -s -X POST "%[2]s/clock/advance?by=72h"

Ctrl-C stops everything.
`, stack.URL, stack.CloudURL, c.Campaign.ID, sampleID)
	return nil
}
