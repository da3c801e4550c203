package productlist

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/registration"
)

// Choice puts a product into a list, or changes its rate there.
type Choice struct {
	RegistrationID string
	Product        *registration.Registration // nil where the campaign has no such product
	Rate           *int                       // basis points for the creator; nil for the rate it has already, in the list or else in the campaign
}

// Edit is what to change about a list.
type Edit struct {
	Name   string // empty keeps it
	Put    []Choice
	Remove []string // registration ids; one that is not in the list does no harm
}

// Create makes a list from a draft without products. It answers fault.Invalid with one entry per bad product.
func Create(draft List, put []Choice, now time.Time) (List, error) {
	draft.CreatedAt, draft.Rates = now, nil
	return change(draft, Edit{Put: put}, now)
}

// Change edits a list: all of it or nothing. It answers fault.Invalid with one entry per bad product, ErrFull, or
// ErrUnchanged.
func Change(before List, edit Edit, now time.Time) (List, error) {
	after, err := change(before, edit, now)
	if err == nil && after.Name == before.Name && maps.Equal(after.Rates, before.Rates) {
		err = ErrUnchanged
	}
	return after, err
}

func change(l List, edit Edit, now time.Time) (List, error) {
	var fields fault.Fields
	if edit.Name != "" {
		l.Name = edit.Name
	}
	l.Name = strings.TrimSpace(l.Name)
	fields.Check(l.Name != "", "name", "required/blank")
	rates := maps.Clone(l.Rates)
	if rates == nil {
		rates = map[string]int{}
	}
	mentioned := map[string]bool{}
	for _, registrationID := range edit.Remove {
		delete(rates, id.Own(registrationID))
		mentioned[registrationID] = true
	}
	for i, choice := range edit.Put {
		at := fmt.Sprintf("products[%d].", i)
		fields.Check(!mentioned[choice.RegistrationID], at+"registrationId", "duplicate")
		mentioned[choice.RegistrationID] = true
		rate, field, err := choice.price(l.Rates)
		if reason, ok := errors.AsType[*fault.Error](err); ok {
			fields = append(fields, fault.Field{Field: at + field, Code: reason.Code, Message: reason.Message()})
			continue
		}
		rates[id.Own(choice.RegistrationID)] = rate
	}
	if err := fields.Err(); err != nil {
		return l, err
	}
	if len(rates) > MaxProducts {
		return l, ErrFull
	}
	l.Rates, l.ChangedAt = rates, now
	l.Version++
	return l, nil
}

// price is the creator's rate for a product, or what is wrong with which field: at most the total rate (feature C8).
func (c Choice) price(present map[string]int) (rate int, field string, err error) {
	if c.Product == nil {
		return 0, "registrationId", registration.ErrNotFound
	}
	product := *c.Product
	if known, ok := present[id.Own(product.ID)]; ok {
		product.CreatorRate = &known
	}
	if c.Rate != nil {
		product.CreatorRate = c.Rate
	}
	switch err := product.Linkable(); {
	case errors.Is(err, registration.ErrNoCommission):
		return 0, "creatorCommissionRate", err
	case err != nil:
		return 0, "registrationId", err
	case *product.CreatorRate > product.TotalRate:
		return 0, "creatorCommissionRate", registration.ErrRateAboveTotal
	}
	return *product.CreatorRate, "", nil
}
