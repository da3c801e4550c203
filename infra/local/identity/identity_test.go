package identity_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/identity"
)

const issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_local"

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newPool(t *testing.T) (*identity.Pool, *clock.Clock, *httptest.Server) {
	t.Helper()
	clk := clock.New(start)
	pool, err := identity.New(issuer, "client", clk)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pool.Handler())
	t.Cleanup(server.Close)
	return pool, clk, server
}

func TestTokensHaveCognitosShape(t *testing.T) {
	pool, clk, server := newPool(t)
	if err := clk.Advance(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	token, err := pool.Issue(identity.Claims{Actor: "agency", ActorID: "agn_1", Name: "Agency One", Username: "one",
		Custom: map[string]string{"shop_code": "USLC1"}}, 10*time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	claims := verify(t, server, token)
	now := float64(start.Add(time.Hour).Unix())
	for name, want := range map[string]any{
		"iss": issuer, "aud": "client", "token_use": "id", "auth_time": now, "iat": now, "exp": now + 600,
		"custom:actor": "agency", "custom:actor_id": "agn_1", "custom:shop_code": "USLC1", "name": "Agency One",
		"preferred_username": "one", "cognito:username": claims["sub"],
	} {
		if claims[name] != want {
			t.Errorf("%s is %v, want %v", name, claims[name], want)
		}
	}
	again, err := pool.Issue(identity.Claims{Actor: "agency", ActorID: "agn_1"}, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	other, err := pool.Issue(identity.Claims{Actor: "seller", ActorID: "agn_1"}, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if got := verify(t, server, again); got["sub"] != claims["sub"] || got["jti"] == claims["jti"] {
		t.Errorf("the same actor has sub %v and %v, jti %v and %v", claims["sub"], got["sub"], claims["jti"], got["jti"])
	}
	if got := verify(t, server, other); got["sub"] == claims["sub"] {
		t.Error("two actors have the same sub")
	}
}

func TestIssueRefuses(t *testing.T) {
	pool, _, _ := newPool(t)
	for _, c := range []identity.Claims{
		{ActorID: "agn_1"},
		{Actor: "agency"},
		{Actor: "agency", ActorID: "agn_1", Custom: map[string]string{"actor": "operator"}},
	} {
		if _, err := pool.Issue(c, time.Hour); err == nil {
			t.Errorf("%+v got a token", c)
		}
	}
}

func TestKeysAreForTheOwnIssuerOnly(t *testing.T) {
	pool, _, _ := newPool(t)
	keys, err := pool.Keys(t.Context(), issuer)
	if err != nil || len(keys.Keys) != 1 || !keys.Keys[0].IsPublic() {
		t.Fatalf("got %v, %v; want one public key", keys, err)
	}
	if _, err := pool.Keys(t.Context(), issuer+"x"); err == nil {
		t.Error("another issuer got keys")
	}
}

func TestTokenEndpoint(t *testing.T) {
	_, _, server := newPool(t)
	status, body := post(t, server, `{"actor": "creator", "actorId": "crt_1", "lifetimeSeconds": 60}`)
	var answer struct {
		IDToken   string `json:"idToken"`
		ExpiresIn int    `json:"expiresIn"`
	}
	if err := json.Unmarshal([]byte(body), &answer); err != nil || status != http.StatusOK || answer.ExpiresIn != 60 {
		t.Fatalf("got %d %s", status, body)
	}
	if claims := verify(t, server, answer.IDToken); claims["custom:actor_id"] != "crt_1" {
		t.Errorf("claims are %v", claims)
	}
	for _, bad := range []string{`{`, `{"actor": "creator"}`, `{"actor": "creator", "actorId": "c", "admin": true}`} {
		if status, _ := post(t, server, bad); status != http.StatusBadRequest {
			t.Errorf("%s: got %d", bad, status)
		}
	}
}

func TestDiscoveryLeadsToTheKey(t *testing.T) {
	_, _, server := newPool(t)
	var found struct {
		Issuer  string `json:"issuer"`
		JWKSURI string `json:"jwks_uri"`
	}
	get(t, server.URL+"/.well-known/openid-configuration", &found)
	if found.Issuer != issuer || found.JWKSURI != server.URL+"/.well-known/jwks.json" {
		t.Errorf("got %+v", found)
	}
}

func TestLoopbackOnly(t *testing.T) {
	pool, _, _ := newPool(t)
	for _, test := range []struct {
		remote, host string
		want         int
	}{
		{"127.0.0.1:5", "localhost:8080", http.StatusOK},
		{"[::1]:5", "[::1]:8080", http.StatusOK},
		{"192.0.2.1:5", "localhost:8080", http.StatusForbidden},
		{"127.0.0.1:5", "rebound.example:8080", http.StatusForbidden},
	} {
		request := httptest.NewRequest(http.MethodGet, "/.well-known/jwks.json", nil)
		request.RemoteAddr, request.Host = test.remote, test.host
		recorder := httptest.NewRecorder()
		pool.Handler().ServeHTTP(recorder, request)
		if recorder.Code != test.want {
			t.Errorf("%s asking %s: got %d, want %d", test.remote, test.host, recorder.Code, test.want)
		}
	}
}

// verify checks a token with the published key and returns its claims.
func verify(t *testing.T, server *httptest.Server, token string) map[string]any {
	t.Helper()
	var set jose.JSONWebKeySet
	get(t, server.URL+"/.well-known/jwks.json", &set)
	signed, err := jose.ParseSignedCompact(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	keys := set.Key(signed.Signatures[0].Header.KeyID)
	if len(keys) != 1 {
		t.Fatalf("%d keys", len(keys))
	}
	payload, err := signed.Verify(keys[0])
	if err != nil {
		t.Fatal(err)
	}
	var claims map[string]any
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

func get(t *testing.T, url string, into any) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if err := json.NewDecoder(response.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

func post(t *testing.T, server *httptest.Server, body string) (int, string) {
	t.Helper()
	response, err := http.Post(server.URL+"/token", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}
