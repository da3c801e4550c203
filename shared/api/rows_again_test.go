package api_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/registration"
	"samplepath/shared/table"
)

// decided is a bulk call whose rows are decided one after the other, each as decide says of its row and attempt. It gives the
// answer, and which row was decided how often.
func decided(t *testing.T, rows int, decide func(ctx context.Context, row, attempt int) error) (registrations, []int) {
	t.Helper()
	attempts := make([]int, rows)
	serve := apitest.Server(contract.RegisterProducts, nil, func(ctx context.Context, call *registering) (registrations, error) {
		return api.Rows(ctx, call, inTurn(rows, func(ctx context.Context, _ *registering, row int) (contract.SellerRegistration, error) {
			attempts[row]++
			return contract.SellerRegistration{}, decide(ctx, row, attempts[row])
		}))
	})
	e := apitest.WithKey(apitest.Event(t, "register-products/two-products"), "")
	return apitest.Decode[registrations](t, serve(t, e), http.StatusOK), attempts
}

// A row is decided again where somebody else changed its facts meanwhile, and for no other reason: what the rules refuse is
// final, what is busy was tried for seconds already, and what is broken stays broken.
func TestARowIsDecidedAgainForNoOtherReason(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		code string
	}{
		"a rule refuses":     {registration.ErrBlocked, registration.ErrBlocked.Code},
		"the table is busy":  {table.ErrBusy, table.ErrBusy.Code},
		"something is wrong": {errors.New("no such index"), "internal"},
	} {
		t.Run(name, func(t *testing.T) {
			rows, attempts := decided(t, 2, func(_ context.Context, row, attempt int) error {
				if row == 0 && attempt == 1 {
					return test.err
				}
				return nil
			})
			if rows.Rows[0].Error == nil || rows.Rows[0].Error.Code != test.code {
				t.Errorf("the row is answered %+v, want %s", rows.Rows[0], test.code)
			}
			if !slices.Equal(attempts, []int{1, 1}) {
				t.Errorf("the rows are decided %v times", attempts)
			}
		})
	}
}

// A row whose facts never hold still is left in the end, and can be sent again; the next row has its turn.
func TestARowThatChangesAgainAndAgainAnswersTryAgainLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rows, attempts := decided(t, 2, func(_ context.Context, row, _ int) error {
			if row == 0 {
				return table.ErrChanged
			}
			return nil
		})
		if e := rows.Rows[0].Error; e == nil || e.Status != http.StatusServiceUnavailable || e.Code != "try_again_later" {
			t.Errorf("the row is answered %+v", rows.Rows[0])
		}
		if attempts[0] < 2 || attempts[1] != 1 || rows.Succeeded != 1 {
			t.Errorf("the rows are decided %v times, %d succeed", attempts, rows.Succeeded)
		}
	})
}

// Rows for which no time is left are not begun: each answers that it can be sent again, and those before it stand.
func TestRowsWithoutTimeAnswerTryAgainLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rows, attempts := decided(t, 4, func(_ context.Context, row, _ int) error {
			if row == 1 {
				time.Sleep(9 * time.Second) //nolint:forbidigo // the bubble's: longer than anything is tried
			}
			return nil
		})
		if !slices.Equal(attempts, []int{1, 1, 0, 0}) {
			t.Errorf("the rows are decided %v times", attempts)
		}
		for i, row := range rows.Rows {
			if begun := i < 2; begun != (row.Error == nil) || !begun && row.Error.Code != "try_again_later" {
				t.Errorf("row %d is answered %+v", i, row)
			}
		}
	})
}
