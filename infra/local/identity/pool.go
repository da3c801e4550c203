package identity

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"

	"samplepath/infra/local/clock"
)

// keyBits is the size of Cognito's keys.
const keyBits = 2048

// Pool is a user pool with one client. Safe for concurrent use.
type Pool struct {
	issuer, clientID string
	clock            *clock.Clock
	signer           jose.Signer
	keys             *jose.JSONWebKeySet
}

// New makes a pool, and its key, which takes some tenths of a second.
func New(issuer, clientID string, clk *clock.Clock) (*Pool, error) {
	private, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return nil, fmt.Errorf("make the user pool's key: %w", err)
	}
	key := jose.JSONWebKey{Key: private, Algorithm: string(jose.RS256), Use: "sig"}
	thumbprint, err := key.Thumbprint(crypto.SHA256)
	if err != nil {
		return nil, fmt.Errorf("make the user pool's key: %w", err)
	}
	key.KeyID = fmt.Sprintf("%x", thumbprint)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key}, nil)
	if err != nil {
		return nil, fmt.Errorf("make the user pool's signer: %w", err)
	}
	return &Pool{issuer, clientID, clk, signer, &jose.JSONWebKeySet{Keys: []jose.JSONWebKey{key.Public()}}}, nil
}

// Keys are the public keys, for the pool's own issuer only.
func (p *Pool) Keys(_ context.Context, issuer string) (*jose.JSONWebKeySet, error) {
	if issuer != p.issuer {
		return nil, fmt.Errorf("%s is not the local user pool's issuer", issuer)
	}
	return p.keys, nil
}

// Claims say whom a token is for. Actor and ActorID are required.
type Claims struct {
	Actor    string            `json:"actor"`   // agency, seller, creator or operator
	ActorID  string            `json:"actorId"` // the actor's own id, such as agn_...
	Name     string            `json:"name"`
	Username string            `json:"username"` // preferred_username
	Custom   map[string]string `json:"custom"`   // more custom attributes, without "custom:"
}

// Issue signs an ID token that is valid from now, by the virtual clock, for lifetime. The same actor always has the same
// sub.
func (p *Pool) Issue(c Claims, lifetime time.Duration) (string, error) {
	if c.Actor == "" || c.ActorID == "" {
		return "", errors.New("a token needs an actor and the actor's id")
	}
	now := p.clock.Now().Unix()
	subject := uuid(sha256.Sum256([]byte(c.Actor + "\x00" + c.ActorID)))
	claims := map[string]any{
		"iss":              p.issuer,
		"aud":              p.clientID,
		"sub":              subject,
		"token_use":        "id",
		"auth_time":        now,
		"iat":              now,
		"exp":              now + int64(lifetime/time.Second),
		"jti":              randomUUID(),
		"event_id":         randomUUID(),
		"cognito:username": subject,
		"custom:actor":     c.Actor,
		"custom:actor_id":  c.ActorID,
	}
	for name, value := range map[string]string{"name": c.Name, "preferred_username": c.Username} {
		if value != "" {
			claims[name] = value
		}
	}
	for name, value := range c.Custom {
		name = "custom:" + strings.TrimPrefix(name, "custom:")
		if _, taken := claims[name]; taken {
			return "", fmt.Errorf("the claim %s is set by the actor", name)
		}
		claims[name] = value
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	signed, err := p.signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return signed.CompactSerialize()
}

// uuid writes the beginning of a sum as a UUID.
func uuid(sum [sha256.Size]byte) string {
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

func randomUUID() string {
	var bytes [sha256.Size]byte
	_, _ = rand.Read(bytes[:])
	return uuid(bytes)
}
