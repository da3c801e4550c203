// Package secret reads secrets from Secrets Manager and keeps them for a few minutes, so that a rotated secret is
// noticed and most requests cost nothing.
package secret

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"

	"samplepath/shared/clock"
	"samplepath/shared/cloud"
)

// The environment variables that name the secrets, by their ARNs.
const (
	CarriersVariable = "SAMPLEPATH_CARRIER_SECRET"
	PlatformVariable = "SAMPLEPATH_PLATFORM_SECRET"
)

// keep is how long a secret is used before it is read again.
const keep = 5 * time.Minute

// Store is one secret that holds a JSON object of names and values. Safe for concurrent use.
type Store struct {
	client *secretsmanager.Client
	id     string

	mu     sync.Mutex
	values map[string]string
	read   time.Time
}

// Open uses a secret by its name or ARN, with the function's credentials.
func Open(id string) *Store {
	return &Store{client: secretsmanager.NewFromConfig(cloud.Config()), id: id}
}

// Value is the value under a name, or empty where there is none.
func (s *Store) Value(ctx context.Context, name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := clock.Now(ctx)
	if s.values == nil || now.Sub(s.read) >= keep {
		values, err := s.load(ctx)
		if err != nil {
			return "", err
		}
		s.values, s.read = values, now
	}
	return s.values[name], nil
}

// load reads the secret. One that nobody has stored a value in yet holds nothing.
func (s *Store) load(ctx context.Context) (map[string]string, error) {
	values := map[string]string{}
	answer, err := s.client.GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{SecretId: &s.id})
	if _, empty := errors.AsType[*types.ResourceNotFoundException](err); empty {
		return values, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the secret: %w", err)
	}
	if aws.ToString(answer.SecretString) == "" {
		return values, nil
	}
	if err := json.Unmarshal([]byte(*answer.SecretString), &values); err != nil {
		return nil, fmt.Errorf("the secret is not a JSON object of texts: %w", err)
	}
	return values, nil
}
