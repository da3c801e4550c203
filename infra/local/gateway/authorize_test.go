package gateway_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"samplepath/infra/local/gateway"
)

const issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_local"

// keys is the key set of issuer.
type keys struct{ set jose.JSONWebKeySet }

func (k keys) Keys(_ context.Context, asked string) (*jose.JSONWebKeySet, error) {
	if asked != issuer {
		return nil, errors.New("unknown issuer")
	}
	return &k.set, nil
}

func TestAuthorizer(t *testing.T) {
	own, other := newKey(t), newKey(t)
	valid := map[string]any{"iss": issuer, "aud": "client", "sub": "s", "exp": start.Add(time.Hour).Unix(), "iat": start.Unix(),
		"custom:actor": "agency", "cognito:groups": []string{"a", "b"}, "email_verified": true}
	with := func(name string, value any) map[string]any {
		changed := maps.Clone(valid)
		changed[name] = value
		if value == nil {
			delete(changed, name)
		}
		return changed
	}
	none := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"k1"}`)) + "." + body(t, valid) + "."
	published := x509.MarshalPKCS1PublicKey(&own.PublicKey)
	tampered := strings.Split(sign(t, jose.RS256, own, "k1", valid), ".")
	tampered[1] = body(t, with("custom:actor", "operator"))

	f := &functions{}
	_, server, clk := newGateway(t, gateway.Config{
		Keys:   keys{jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &own.PublicKey, KeyID: "k1", Algorithm: "RS256", Use: "sig"}}}},
		Routes: []gateway.Route{{Key: "GET /a", Function: "f", Authorizer: &gateway.Authorizer{Issuer: issuer, Audience: []string{"other", "client"}}}},
	}, f)
	for name, test := range map[string]struct {
		authorization string
		want          int
	}{
		"valid":                    {"Bearer " + sign(t, jose.RS256, own, "k1", valid), 200},
		"without Bearer":           {sign(t, jose.RS256, own, "k1", valid), 200},
		"bearer in lower case":     {"bearer " + sign(t, jose.RS256, own, "k1", valid), 200},
		"list of audiences":        {sign(t, jose.RS256, own, "k1", with("aud", []string{"x", "client"})), 200},
		"nothing":                  {"", 401},
		"only Bearer":              {"Bearer ", 401},
		"no token":                 {"Bearer x", 401},
		"another scheme":           {"Basic " + sign(t, jose.RS256, own, "k1", valid), 401},
		"another key":              {sign(t, jose.RS256, other, "k1", valid), 401},
		"unknown kid":              {sign(t, jose.RS256, own, "k2", valid), 401},
		"no kid":                   {sign(t, jose.RS256, own, "", valid), 401},
		"alg none":                 {none, 401},
		"HS256 by the public key":  {sign(t, jose.HS256, published, "k1", valid), 401},
		"RS512":                    {sign(t, jose.RS512, own, "k1", valid), 401},
		"tampered claims":          {strings.Join(tampered, "."), 401},
		"another issuer":           {sign(t, jose.RS256, own, "k1", with("iss", issuer+"x")), 401},
		"no issuer":                {sign(t, jose.RS256, own, "k1", with("iss", nil)), 401},
		"another audience":         {sign(t, jose.RS256, own, "k1", with("aud", "stranger")), 401},
		"no audience":              {sign(t, jose.RS256, own, "k1", with("aud", nil)), 401},
		"expired":                  {sign(t, jose.RS256, own, "k1", with("exp", start.Unix())), 401},
		"no expiry":                {sign(t, jose.RS256, own, "k1", with("exp", nil)), 401},
		"expiry that is no number": {sign(t, jose.RS256, own, "k1", with("exp", "later")), 401},
		"not before later":         {sign(t, jose.RS256, own, "k1", with("nbf", start.Add(time.Second).Unix())), 401},
		"not before by now":        {sign(t, jose.RS256, own, "k1", with("nbf", start.Unix())), 200},
		"issued later":             {sign(t, jose.RS256, own, "k1", with("iat", start.Add(time.Second).Unix())), 401},
	} {
		before := len(f.events)
		var header []string
		if test.authorization != "" {
			header = []string{"Authorization: " + test.authorization}
		}
		response, body := do(t, "GET", server.URL+"/a", "", header...)
		if response.StatusCode != test.want {
			t.Errorf("%s: got %d, want %d", name, response.StatusCode, test.want)
		}
		if test.want == http.StatusUnauthorized && (body != `{"message":"Unauthorized"}` || !strings.HasPrefix(response.Header.Get("Www-Authenticate"), "Bearer") || len(f.events) != before) {
			t.Errorf("%s: got %s, %v, %d invocations", name, body, response.Header, len(f.events)-before)
		}
	}

	do(t, "GET", server.URL+"/a", "", "Authorization: "+sign(t, jose.RS256, own, "k1", valid))
	got := f.last(t).RequestContext.Authorizer.JWT.Claims
	for name, want := range map[string]string{"custom:actor": "agency", "cognito:groups": "[a b]", "email_verified": "true", "exp": "1772370000"} {
		if got[name] != want {
			t.Errorf("claim %s is %q, want %q", name, got[name], want)
		}
	}
	if err := clk.Advance(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if response, _ := do(t, "GET", server.URL+"/a", "", "Authorization: "+sign(t, jose.RS256, own, "k1", valid)); response.StatusCode != http.StatusUnauthorized {
		t.Errorf("an hour later: got %d", response.StatusCode)
	}
}

func newKey(t *testing.T) *rsa.PrivateKey {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func sign(t *testing.T, algorithm jose.SignatureAlgorithm, key any, kid string, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: kid}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func body(t *testing.T, claims map[string]any) string {
	t.Helper()
	payload, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(payload)
}
