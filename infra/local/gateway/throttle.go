package gateway

import "golang.org/x/time/rate"

// Throttle limits requests by a token bucket, in real time.
type Throttle struct {
	Rate  float64 // requests a second; 0: no limit
	Burst int
}

func newLimiter(t Throttle) *rate.Limiter {
	if t.Rate == 0 {
		return rate.NewLimiter(rate.Inf, 0)
	}
	return rate.NewLimiter(rate.Limit(t.Rate), t.Burst)
}
