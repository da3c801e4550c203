package demo

import (
	"context"
	"fmt"

	"samplepath/shared/contract"
)

// TaxForm is the W-9 of the demo's agency. Tests look for it where it must not be.
var TaxForm = contract.SubmitTaxInformationRequest{
	Category: "content_management", LegalName: "Polaris Media Holdings LLC", EIN: "82-3456789",
	ContactEmail: "tax@polaris.example", Document: "w9/2026/polaris.pdf",
	Contact: contract.Address{
		FullName: "Nora Stern", Line1: "100 Meridian Way", City: "Austin", Region: "TX", PostalCode: "78701", Country: "US", Phone: "+15125550100",
	},
}

// PaymentToken is the processor's token of its account. Tests look for it, too.
const PaymentToken = "ba_1NvW2c2eZvKYlo2C" //nolint:gosec // it opens nothing

// taxForm is TaxForm as a client sends it: the Go type would mask the EIN.
func taxForm() map[string]any {
	return map[string]any{
		"businessCategory": TaxForm.Category, "legalName": TaxForm.LegalName, "ein": string(TaxForm.EIN),
		"contactEmail": TaxForm.ContactEmail, "contact": TaxForm.Contact, "documentReference": TaxForm.Document,
	}
}

// Onboard takes the agency from nothing to where it may create campaigns.
func (c *Campaign) Onboard(ctx context.Context) error {
	if _, err := Post[contract.Onboarding](ctx, c.Agency, "/v1/onboarding/tax-information", taxForm()); err != nil {
		return fmt.Errorf("submit the W-9: %w", err)
	}
	c.Say("agency   submits its W-9")
	review := map[string]string{"decision": "approve"}
	if _, err := Post[contract.Onboarding](ctx, c.Operator, "/v1/onboardings/"+c.Agency.ActorID+"/review", review); err != nil {
		return fmt.Errorf("approve the W-9: %w", err)
	}
	c.Say("operator approves it")
	onboarded, err := Put[contract.Onboarding](ctx, c.Agency, "/v1/onboarding/payment-account", contract.LinkPaymentAccountRequest{
		Processor: "stripe", Token: PaymentToken, LastFour: "6789",
	})
	if err == nil && len(onboarded.MissingSteps) > 0 {
		err = fmt.Errorf("%v is missing", onboarded.MissingSteps)
	}
	if err != nil {
		return fmt.Errorf("link the payment account: %w", err)
	}
	c.Say("agency   links the payment account that ends in %s", onboarded.PaymentAccount.LastFour)
	return nil
}
