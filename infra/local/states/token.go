package states

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
)

// sealer makes task tokens: the identity of an attempt, encrypted and authenticated under a key of this process. A token
// cannot be guessed or read, and needs no memory of its own however many there were.
type sealer struct{ aead cipher.AEAD }

func newSealer() sealer {
	var key [32]byte
	_, _ = rand.Read(key[:]) // never fails
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic(err) // the key has a right length
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err) // the block has the right size
	}
	return sealer{aead}
}

func (s sealer) seal(x *execution, attempt int64) string {
	plain := binary.BigEndian.AppendUint64(nil, x.sequence)
	plain = binary.BigEndian.AppendUint64(plain, uint64(attempt)) //nolint:gosec // an event's id
	plain = append(plain, x.arn...)
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, nil))
}

func (s sealer) open(token string) (arn string, sequence uint64, attempt int64, ok bool) {
	sealed, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return "", 0, 0, false
	}
	plain, err := s.aead.Open(nil, nil, sealed, nil)
	if err != nil {
		return "", 0, 0, false
	}
	return string(plain[16:]), binary.BigEndian.Uint64(plain), int64(binary.BigEndian.Uint64(plain[8:])), true //nolint:gosec // an event's id
}

// MachineOf is the ARN of the state machine whose execution waits under a task token; empty if the token is none of ours.
func (s *Service) MachineOf(token string) string {
	arn, _, _, ok := s.tokens.open(token)
	if !ok {
		return ""
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if x := s.executions[arn]; x != nil {
		return x.machine.ARN
	}
	return ""
}
