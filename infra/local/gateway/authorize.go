package gateway

import (
	"bytes"
	"context"
	"crypto/rsa"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// Authorizer lets a request through with a token that an issuer signed with RS256 for one of the audiences.
type Authorizer struct {
	Issuer          string
	Audience        []string // of the aud claim, or of client_id where a token has no aud
	IdentitySources []string // "$request.header.<name>" or "$request.querystring.<name>"; the first that is there counts
}

// Keys gives the key set of an issuer.
type Keys interface {
	Keys(ctx context.Context, issuer string) (*jose.JSONWebKeySet, error)
}

// claims are those of a token that was let through.
type claims struct {
	all     map[string]any
	matched []string // those of the route's scopes that the token has
}

// denial is why a request was not let through. The reason never holds any of the token.
type denial struct {
	status int
	reason string
}

func (d *denial) write(w http.ResponseWriter) int {
	if d.status == http.StatusForbidden {
		return refuse(w, d.status, "Forbidden")
	}
	challenge := "Bearer"
	if d.reason != "" {
		challenge = fmt.Sprintf(`Bearer scope="" error="invalid_token" error_description=%q`, d.reason)
	}
	w.Header().Set("Www-Authenticate", challenge)
	return refuse(w, d.status, "Unauthorized")
}

func (g *Gateway) authorize(r *http.Request, route *route) (*claims, *denial) {
	if route.Authorizer == nil {
		return nil, nil
	}
	token := route.Authorizer.token(r)
	if token == "" {
		return nil, &denial{status: http.StatusUnauthorized}
	}
	all, err := g.verify(r.Context(), route.Authorizer, token)
	if err != nil {
		return nil, &denial{http.StatusUnauthorized, err.Error()}
	}
	granted := &claims{all: all}
	for _, scope := range scopes(all) {
		if slices.Contains(route.Scopes, scope) {
			granted.matched = append(granted.matched, scope)
		}
	}
	if len(route.Scopes) > 0 && len(granted.matched) == 0 {
		return nil, &denial{http.StatusForbidden, "the token has none of the route's scopes"}
	}
	return granted, nil
}

func (a *Authorizer) token(r *http.Request) string {
	for _, source := range a.IdentitySources {
		var value string
		if name, ok := strings.CutPrefix(source, "$request.header."); ok {
			value = r.Header.Get(name)
		} else if name, ok := strings.CutPrefix(source, "$request.querystring."); ok {
			value = r.URL.Query().Get(name)
		}
		if len(value) > 7 && strings.EqualFold(value[:7], "Bearer ") {
			value = value[7:]
		}
		if value = strings.TrimSpace(value); value != "" {
			return value
		}
	}
	return ""
}

// verify checks signature, issuer, audience and times, and returns the claims (numbers as json.Number).
func (g *Gateway) verify(ctx context.Context, a *Authorizer, token string) (map[string]any, error) {
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		return nil, errors.New("the token is not a JWT signed with RS256")
	}
	set, err := g.config.Keys.Keys(ctx, a.Issuer)
	if err != nil {
		g.log.ErrorContext(ctx, "no keys for the issuer", "issuer", a.Issuer, "error", err)
		return nil, errors.New("the issuer's keys are not to be had")
	}
	keys := set.Key(signed.Signatures[0].Header.KeyID)
	if len(keys) != 1 {
		return nil, errors.New("the token's key is not the issuer's")
	}
	public, ok := keys[0].Key.(*rsa.PublicKey)
	if !ok {
		return nil, errors.New("the token's key is not an RSA key")
	}
	payload, err := signed.Verify(public)
	if err != nil {
		return nil, errors.New("the signature is wrong")
	}
	var all map[string]any
	decoder := json.NewDecoder(bytes.NewReader(payload))
	decoder.UseNumber()
	if err := decoder.Decode(&all); err != nil {
		return nil, errors.New("the claims are not a JSON object")
	}
	return all, a.check(all, g.clock.Now())
}

func (a *Authorizer) check(all map[string]any, now time.Time) error {
	if all["iss"] != a.Issuer {
		return errors.New("the token is not from the issuer")
	}
	audience := texts(all["aud"])
	if _, ok := all["aud"]; !ok {
		audience = texts(all["client_id"])
	}
	if !slices.ContainsFunc(audience, func(one string) bool { return slices.Contains(a.Audience, one) }) {
		return errors.New("the token is not for the audience")
	}
	expires, ok := instant(all["exp"])
	if !ok || !now.Before(expires) {
		return errors.New("the token has expired")
	}
	for _, name := range []string{"nbf", "iat"} {
		if value, there := all[name]; there {
			if start, ok := instant(value); !ok || now.Before(start) {
				return errors.New("the token is not valid yet")
			}
		}
	}
	return nil
}

// texts are the claims as API Gateway hands them on: every value a string, lists as [a b].
func (c *claims) texts() map[string]string {
	values := make(map[string]string, len(c.all))
	for name, value := range c.all {
		values[name] = fmt.Sprint(value)
	}
	return values
}

func scopes(all map[string]any) (found []string) {
	for _, name := range []string{"scope", "scp"} {
		for _, value := range texts(all[name]) {
			found = append(found, strings.Fields(value)...)
		}
	}
	return found
}

// texts are the strings of a claim that holds one or a list.
func texts(claim any) (values []string) {
	switch claim := claim.(type) {
	case string:
		return []string{claim}
	case []any:
		for _, element := range claim {
			if text, ok := element.(string); ok {
				values = append(values, text)
			}
		}
	}
	return values
}

func instant(claim any) (time.Time, bool) {
	number, ok := claim.(json.Number)
	if !ok {
		return time.Time{}, false
	}
	seconds, err := number.Float64()
	return time.UnixMilli(int64(seconds * 1000)), err == nil
}
