package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"samplepath/infra/local"
	"samplepath/infra/local/demo"
)

// play plays the demo and reports it.
func play(ctx context.Context, _ []string) error {
	stack, err := local.Start(ctx, local.Options{App: appFolder(), Log: quietly(), Units: true})
	if err != nil {
		return err
	}
	defer stack.Close()
	print := func(format string, arguments ...any) {
		_, _ = fmt.Fprintf(os.Stdout, stack.Clock.Now().Format("  Jan 02 15:04  ")+format+"\n", arguments...)
	}
	_, _ = fmt.Fprintln(os.Stdout, "A campaign, played through the HTTP API (the clock is virtual):")
	campaign := demo.NewCampaign(ctx, stack, print)
	if _, err := stack.Hasten(); err != nil {
		return err
	}
	sampleID, err := campaign.Play(ctx)
	if err != nil {
		return err
	}
	return campaign.Report(ctx, os.Stdout, sampleID)
}

// tokenLife is how long the tokens are good for that run prints, in virtual time.
const tokenLife = 365 * 24 * time.Hour
