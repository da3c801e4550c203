package identity

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// defaultLifetime is that of Cognito's ID tokens.
const defaultLifetime = time.Hour

// Handler serves the pool:
//
//	GET  /.well-known/openid-configuration  what Cognito says of itself, with the addresses of this server
//	GET  /.well-known/jwks.json             the public key
//	POST /token                             a token for {"actor", "actorId", "name", "username", "custom",
//	                                        "lifetimeSeconds"} as {"idToken", "tokenType", "expiresIn"}
//
// Only callers on this machine, asking for it by a loopback name, are answered.
func (p *Pool) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discover)
	mux.HandleFunc("GET /.well-known/jwks.json", func(w http.ResponseWriter, _ *http.Request) { reply(w, http.StatusOK, p.keys) })
	mux.HandleFunc("POST /token", p.token)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.RemoteAddr) || !loopback(r.Host) {
			refuse(w, http.StatusForbidden, errors.New("loopback only"))
			return
		}
		mux.ServeHTTP(w, r)
	})
}

func (p *Pool) discover(w http.ResponseWriter, r *http.Request) {
	here := "http://" + r.Host
	reply(w, http.StatusOK, map[string]any{
		"issuer":                                p.issuer,
		"jwks_uri":                              here + "/.well-known/jwks.json",
		"token_endpoint":                        here + "/token",
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"response_types_supported":              []string{"code", "token"},
		"subject_types_supported":               []string{"public"},
	})
}

func (p *Pool) token(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Claims
		LifetimeSeconds int `json:"lifetimeSeconds"`
	}
	decoder := json.NewDecoder(io.LimitReader(r.Body, 64<<10))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&request); err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	lifetime := time.Duration(request.LifetimeSeconds) * time.Second
	if lifetime <= 0 {
		lifetime = defaultLifetime
	}
	token, err := p.Issue(request.Claims, lifetime)
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	reply(w, http.StatusOK, map[string]any{"idToken": token, "tokenType": "Bearer", "expiresIn": int(lifetime / time.Second)})
}

// loopback reports whether an address, with or without a port, is this machine's own.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = strings.Trim(address, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}

func refuse(w http.ResponseWriter, status int, err error) {
	reply(w, status, map[string]string{"message": err.Error()})
}
