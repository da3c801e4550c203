package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Authorizer lets a request through with a token in its Authorization header that an issuer signed with RS256 for one of the
// audiences.
type Authorizer struct {
	Issuer   string
	Audience []string
}

// Keys gives the key set of an issuer.
type Keys interface {
	Keys(ctx context.Context, issuer string) (*jose.JSONWebKeySet, error)
}

// claims are those of a token that was let through, with numbers as they were written.
type claims map[string]any

// UnmarshalJSON is for package jwt, which decodes the claims into it.
func (c *claims) UnmarshalJSON(source []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(source))
	decoder.UseNumber()
	return decoder.Decode((*map[string]any)(c))
}

// unauthorized refuses a request. The reason never holds any of the token; it is empty where there is none.
func unauthorized(w http.ResponseWriter, reason string) int {
	challenge := "Bearer"
	if reason != "" {
		challenge = fmt.Sprintf(`Bearer scope="" error="invalid_token" error_description=%q`, reason)
	}
	w.Header().Set("Www-Authenticate", challenge)
	return refuse(w, http.StatusUnauthorized, "Unauthorized")
}

// errNoToken is the answer to a request that has none.
var errNoToken = errors.New("")

func (g *Gateway) authorize(r *http.Request, route *route) (claims, error) {
	if route.Authorizer == nil {
		return nil, nil
	}
	value := r.Header.Get("Authorization")
	if len(value) > 7 && strings.EqualFold(value[:7], "Bearer ") {
		value = value[7:]
	}
	token := strings.TrimSpace(value)
	if token == "" {
		return nil, errNoToken
	}
	return g.verify(r.Context(), route.Authorizer, token)
}

// verify checks signature, issuer, audience and times, and returns the claims (numbers as json.Number).
func (g *Gateway) verify(ctx context.Context, a *Authorizer, token string) (claims, error) {
	signed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return nil, errors.New("the token is not a JWT signed with RS256")
	}
	set, err := g.config.Keys.Keys(ctx, a.Issuer)
	if err != nil {
		g.log.ErrorContext(ctx, "no keys for the issuer", "issuer", a.Issuer, "error", err)
		return nil, errors.New("the issuer's keys are not to be had")
	}
	var known jwt.Claims
	var all claims
	if err := signed.Claims(set, &known, &all); err != nil {
		return nil, errors.New("the signature is wrong, or the claims are")
	}
	return all, a.check(known, g.clock.Now())
}

// check is that of API Gateway, which knows no leeway, and takes no token for ever.
func (a *Authorizer) check(known jwt.Claims, now time.Time) error {
	if known.Expiry == nil || !now.Before(known.Expiry.Time()) {
		return errors.New("the token has expired")
	}
	return known.ValidateWithLeeway(jwt.Expected{Issuer: a.Issuer, AnyAudience: a.Audience, Time: now}, 0)
}

// texts are the claims as API Gateway hands them on: every value a string, lists as [a b].
func (c claims) texts() map[string]string {
	values := make(map[string]string, len(c))
	for name, value := range c {
		values[name] = fmt.Sprint(value)
	}
	return values
}
