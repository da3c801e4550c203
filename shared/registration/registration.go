// Package registration holds the rules of a product in a campaign: what a seller offers, what the agency decides, which
// commission the creator gets, how many samples are left, and how it closes (features C1-C8, F2). Who may do what in
// which status is a table (Moves). Pure: no AWS, the time is a value.
package registration

import (
	"errors"
	"time"

	"samplepath/shared/event"
	"samplepath/shared/fault"
)

// Limits of a registration.
const (
	MaxProducts = 50 // in one call of register-products
	MaxReason   = 500
)

// nextStep is the detail of a conflict that says what to do about it.
const nextStep = "nextStep"

// Faults of a registration. ErrExists, ErrRegisterAgain and ErrTaken are one to clients' code, and differ in what to do next.
var (
	ErrNotFound       = fault.New(fault.NotFound, "registration_not_found")
	ErrExists         = fault.New(fault.Conflict, "product_already_registered/see_registration").With(nextStep, "see_registration")
	ErrRegisterAgain  = fault.New(fault.Conflict, "product_already_registered/resubmit_registration").With(nextStep, "resubmit_registration")
	ErrTaken          = fault.New(fault.Conflict, "product_already_registered/ask_agency_or_operator").With(nextStep, "ask_agency_or_operator")
	ErrBlocked        = fault.New(fault.Conflict, "product_blocked")
	ErrMove           = fault.New(fault.Conflict, "registration_status_conflict")
	ErrNotApproved    = fault.New(fault.Conflict, "registration_not_approved")
	ErrClosed         = fault.New(fault.Conflict, "product_closed")
	ErrNoCommission   = fault.New(fault.Conflict, "commission_not_set")
	ErrOutOfStock     = fault.New(fault.Conflict, "out_of_stock")
	ErrExhausted      = fault.New(fault.Conflict, "allocation_exhausted")
	ErrBelowOrdered   = fault.New(fault.Conflict, "allocation_below_ordered")
	ErrNotInLive      = fault.New(fault.Conflict, "product_not_live")
	ErrRateAboveTotal = fault.New(fault.Conflict, "commission_above_total")
)

// Money is an amount in minor units of an ISO 4217 currency.
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// Registration is a product that a seller offers in a campaign. Rates are basis points.
type Registration struct {
	ID           string       `json:"id"`
	CampaignID   string       `json:"campaignId"`
	AgencyID     string       `json:"agencyId"`
	SellerID     string       `json:"sellerId"`
	SellerName   string       `json:"sellerName"`
	ProductID    string       `json:"productId"`
	ProductName  string       `json:"productName"`
	ImageURL     string       `json:"imageUrl,omitempty"`
	Price        *Money       `json:"price,omitempty"`
	Category     string       `json:"category,omitempty"`
	TotalRate    int          `json:"totalCommissionRate"`
	CreatorRate  *int         `json:"creatorCommissionRate,omitempty"`
	Samples      int          `json:"sampleQuantity"`
	Ordered      int          `json:"samplesOrdered"`
	Stock        int          `json:"stock"`
	UnitCost     Money        `json:"unitCost"`
	Email        string       `json:"email,omitempty"`
	WhatsApp     string       `json:"whatsApp,omitempty"`
	Status       Status       `json:"status"`
	Reason       string       `json:"reason,omitempty"`
	LinkCode     string       `json:"linkCode,omitempty"`
	Closure      *Closure     `json:"closure,omitempty"`
	MoreSamples  *MoreSamples `json:"sampleRequest,omitempty"`
	RegisteredAt time.Time    `json:"registeredAt"`
	ReviewedAt   *time.Time   `json:"reviewedAt,omitempty"`
	Version      int          `json:"version"`
}

// Identity is for event.Aggregate.
func (r Registration) Identity() (string, int) { return r.ID, r.Version }

// State is for event.Aggregate.
func (r Registration) State() string { return string(r.Status) }

// Involved is for event.Aggregate.
func (r Registration) Involved() event.Parties {
	return event.Parties{AgencyID: r.AgencyID, SellerID: r.SellerID, CampaignID: r.CampaignID, RegistrationID: r.ID}
}

// Private is for event.Private: how the agency reaches the seller.
func (r Registration) Private() []string { return []string{"email", "whatsApp"} }

// WithoutContact is r without how to reach the seller: answers that are stored for replays hold no personal data.
func (r Registration) WithoutContact() Registration {
	r.Email, r.WhatsApp = "", ""
	return r
}

// Available is how many samples can be ordered now: min(stock, given - ordered), never below 0 (feature F2).
func (r Registration) Available() int { return max(0, min(r.Stock, r.Samples-r.Ordered)) }

// CheckAvailable says why no sample can be ordered, or nil.
func (r Registration) CheckAvailable() error {
	switch {
	case r.checkLive() != nil:
		return r.checkLive()
	case r.Stock <= 0:
		return ErrOutOfStock
	case r.Samples <= r.Ordered:
		return ErrExhausted
	}
	return nil
}

// checkLive says why creators cannot promote the product, whatever the campaign's period, or nil.
func (r Registration) checkLive() error {
	switch {
	case r.Status.Live():
		return nil
	case r.Status == StatusClosed:
		return ErrClosed
	}
	return ErrNotApproved
}

// Linkable says why a product has no link to share, or nil (feature C9).
func (r Registration) Linkable() error {
	if err := r.checkLive(); err != nil {
		return err
	}
	if r.CreatorRate == nil {
		return ErrNoCommission
	}
	return nil
}

// Refusal is err with the product that it is about.
func Refusal(err error, registrationID string) error {
	if e, ok := errors.AsType[*fault.Error](err); ok {
		return e.With("registrationId", registrationID)
	}
	return err
}
