package table_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"samplepath/shared/fault"
	"samplepath/shared/table"
)

// A decision begins again as long as somebody else comes first, also where the fault comes wrapped; what else goes wrong
// ends it at once.
func TestDecide(t *testing.T) {
	other := errors.New("something else")
	for name, test := range map[string]struct {
		answers []error // of one attempt after the other
		want    error
	}{
		"at once":     {[]error{nil}, nil},
		"the third":   {[]error{table.ErrChanged, fmt.Errorf("store: %w", table.ErrChanged), nil}, nil},
		"another end": {[]error{table.ErrChanged, other}, other},
		"not a retry": {[]error{other}, other},
		"being busy":  {[]error{table.ErrBusy}, table.ErrBusy},
	} {
		t.Run(name, func(t *testing.T) {
			tries := 0
			_, err := table.Decide(t.Context(), func() (int, error) { tries++; return tries, test.answers[tries-1] })
			if !errors.Is(err, test.want) || tries != len(test.answers) {
				t.Errorf("%d attempts and %v, want %d and %v", tries, err, len(test.answers), test.want)
			}
		})
	}
}

// It gives up in the end, and when its time is over.
func TestDecideEnds(t *testing.T) {
	never := func() (int, error) { return 0, table.ErrChanged }
	_, err := table.Decide(t.Context(), never)
	if refusal, ok := errors.AsType[*fault.Error](err); !ok || refusal.Kind != fault.Unavailable || !errors.Is(err, table.ErrChanged) {
		t.Errorf("%v, want ErrBusy because of ErrChanged", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := table.Decide(ctx, never); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want Canceled", err)
	}
}
