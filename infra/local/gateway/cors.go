package gateway

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// CORS is what the gateway answers browsers, in place of the functions.
type CORS struct {
	AllowOrigins     []string // "*", "https://*", "http://*" or origins
	AllowMethods     []string
	AllowHeaders     []string
	ExposeHeaders    []string
	AllowCredentials bool
	MaxAge           int // seconds
}

// answer adds the headers for browsers to w; a preflight request it answers, and reports true.
func (c *CORS) answer(w http.ResponseWriter, r *http.Request) bool {
	if c == nil {
		return false
	}
	origin := r.Header.Get("Origin")
	preflight := r.Method == http.MethodOptions && origin != "" && r.Header.Get("Access-Control-Request-Method") != ""
	if allowed := c.allow(origin); allowed != "" {
		header := w.Header()
		header.Set("Access-Control-Allow-Origin", allowed)
		if c.AllowCredentials {
			header.Set("Access-Control-Allow-Credentials", "true")
		}
		if allowed != "*" {
			header.Add("Vary", "Origin")
		}
		list := func(name string, values []string) {
			if len(values) > 0 {
				header.Set(name, strings.Join(values, ","))
			}
		}
		list("Access-Control-Expose-Headers", c.ExposeHeaders)
		if preflight {
			list("Access-Control-Allow-Methods", c.AllowMethods)
			list("Access-Control-Allow-Headers", c.AllowHeaders)
			if c.MaxAge > 0 {
				header.Set("Access-Control-Max-Age", strconv.Itoa(c.MaxAge))
			}
		}
	}
	if preflight {
		w.WriteHeader(http.StatusNoContent)
	}
	return preflight
}

// allow is the value of Access-Control-Allow-Origin for an origin; "" if it is not allowed.
func (c *CORS) allow(origin string) string {
	if origin == "" {
		return ""
	}
	if slices.Contains(c.AllowOrigins, "*") {
		return "*"
	}
	for _, allowed := range c.AllowOrigins {
		scheme, anyHost := strings.CutSuffix(allowed, "*")
		if allowed == origin || (anyHost && strings.HasPrefix(origin, scheme)) {
			return origin
		}
	}
	return ""
}
