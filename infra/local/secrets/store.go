package secrets

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/template"
)

// ErrNotFound says that the application has no such secret, or the secret no such version.
var ErrNotFound = errors.New("there is no such secret")

// Store holds the application's secrets. Safe for concurrent use.
type Store struct {
	clock *clock.Clock

	mu      sync.Mutex
	secrets map[string]*secret // by name, by ARN, and by ARN without its random end
}

type secret struct {
	name, arn string
	versions  []version // the last is current
}

type version struct {
	id, value string
	created   time.Time
}

// New returns the secrets, none of which has a value yet.
func New(all []template.Secret, clk *clock.Clock) *Store {
	s := &Store{clock: clk, secrets: map[string]*secret{}}
	for _, one := range all {
		entry := &secret{name: one.Name, arn: one.ARN}
		s.secrets[one.Name], s.secrets[one.ARN] = entry, entry
		if end := strings.LastIndex(one.ARN, "-"); end > 0 {
			s.secrets[one.ARN[:end]] = entry
		}
	}
	return s
}

// Value is the current value of a secret, by name or ARN. The error is ErrNotFound.
func (s *Store) Value(id string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.secrets[id]
	if !ok || len(entry.versions) == 0 {
		return "", fmt.Errorf("%w: %s", ErrNotFound, id)
	}
	return entry.current().value, nil
}

// Set gives a secret, by name or ARN, a new current value. The error is ErrNotFound.
func (s *Store) Set(id, value string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	entry, ok := s.secrets[id]
	if !ok {
		return fmt.Errorf("%w: %s", ErrNotFound, id)
	}
	entry.versions = append(entry.versions, version{newVersionID(entry.name, len(entry.versions)), value, s.clock.Now()})
	return nil
}

func (e *secret) current() version { return e.versions[len(e.versions)-1] }

// stages are the labels of the i-th version.
func (e *secret) stages(i int) []string {
	switch len(e.versions) - i {
	case 1:
		return []string{"AWSCURRENT"}
	case 2:
		return []string{"AWSPREVIOUS"}
	}
	return []string{}
}

// newVersionID is a UUID that depends on the secret and the number of the version only.
func newVersionID(name string, number int) string {
	id := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", name, number))
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:16])
}
