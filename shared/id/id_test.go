package id_test

import (
	"math/rand/v2"
	"regexp"
	"testing"
	"time"

	"samplepath/shared/clock"
	"samplepath/shared/id"
)

func TestNewIsRepeatableAndSortsByTime(t *testing.T) {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	ctx := id.WithEntropy(clock.With(t.Context(), at), rand.NewChaCha8([32]byte{1}))
	again := id.WithEntropy(clock.With(t.Context(), at), rand.NewChaCha8([32]byte{1}))
	first := id.New(ctx, id.Sample)
	if second := id.New(again, id.Sample); first != second {
		t.Fatalf("same time and entropy gave %s and %s", first, second)
	}
	later := id.New(clock.With(ctx, at.Add(time.Millisecond)), id.Sample)
	if later <= first {
		t.Fatalf("%s made after %s does not sort after it", later, first)
	}
}

// Ids of earlier times sort before the first of a time, its own not.
func TestFirst(t *testing.T) {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	made := func(at time.Time) string { return id.New(clock.With(t.Context(), at), id.Sample) }
	if first := id.First(id.Sample, at); made(at.Add(-time.Millisecond)) >= first || made(at) < first || !id.Is(first, id.Sample) {
		t.Fatalf("%s is not the first id of its time", first)
	}
}

func TestIs(t *testing.T) {
	good := id.New(t.Context(), id.Creator)
	within := id.NewWithin(t.Context(), id.Registration, "cmp_01JD5W0G4Z8QX6T3M9V7K2B1CY")
	for _, test := range []struct {
		s    string
		kind id.Kind
		want bool
	}{
		{good, id.Creator, true},
		{good, id.Agency, false},
		{"crt_", id.Creator, false},
		{"crt_01JD5W0G4Z8QX6T3M9V7K2B1C", id.Creator, false},
		{"crt_01JD5W0G4Z8QX6T3M9V7K2B1C#", id.Creator, false},
		{"crt_01jd5w0g4z8qx6t3m9v7k2b1cy", id.Creator, false},
		{"", id.Creator, false},
		{within, id.Registration, true},
		{within, id.ProductList, false},
		{within + "_01JD5W0G4Z8QX6T3M9V7K2B1CY", id.Registration, false},
		{"reg_01JD5W0G4Z8QX6T3M9V7K2B1CY", id.Registration, false},
		{"reg_01JD5W0G4Z8QX6T3M9V7K2B1CY_", id.Registration, false},
		{"reg__01JD5W0G4Z8QX6T3M9V7K2B1CY", id.Registration, false},
	} {
		if got := id.Is(test.s, test.kind); got != test.want {
			t.Errorf("Is(%q, %s) = %v", test.s, test.kind, got)
		}
		if matches := regexp.MustCompile(id.Form(test.kind)).MatchString(test.s); matches != test.want {
			t.Errorf("%q has the form of %s: %v", test.s, test.kind, matches)
		}
	}
}

// The id of a registration or a product list names its campaign; no other id names an owner.
func TestOwner(t *testing.T) {
	const campaign = "cmp_01JD5W0G4Z8QX6T3M9V7K2B1CY"
	for s, want := range map[string]string{
		id.NewWithin(t.Context(), id.Registration, campaign): campaign,
		id.NewWithin(t.Context(), id.ProductList, campaign):  campaign,
		campaign:                         "",
		"reg_01JD5W0G4Z8QX6T3M9V7K2B1CY": "",
		"reg_x_y":                        "",
		"":                               "",
	} {
		if got := id.Owner(s); got != want {
			t.Errorf("the owner of %q is %q, want %q", s, got, want)
		}
	}
	whole := id.NewWithin(t.Context(), id.Registration, campaign)
	if got := id.Within(id.Registration, campaign, id.Own(whole)); got != whole {
		t.Errorf("put together again, %s is %s", whole, got)
	}
}

func TestCodeIsShortAndOpaque(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		code := id.Code(t.Context())
		if len(code) != 16 || seen[code] {
			t.Fatalf("code %q is not 16 fresh characters", code)
		}
		seen[code] = true
	}
}

func TestJitterStaysBelowItsBound(t *testing.T) {
	for range 1000 {
		if got := id.Jitter(t.Context(), 7); got < 0 || got >= 7 {
			t.Fatalf("Jitter(7) = %d", got)
		}
	}
}
