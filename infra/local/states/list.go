package states

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// ListInput asks for a machine's executions, newest first, a page at a time.
type ListInput struct {
	MachineARN   string `json:"stateMachineArn"`
	StatusFilter Status `json:"statusFilter"` // "" is any
	MaxResults   int    `json:"maxResults"`   // up to 1,000; 0 is 100
	NextToken    string `json:"nextToken"`
}

// ListOutput is a page of executions; NextToken is empty on the last.
type ListOutput struct {
	Executions []Description `json:"executions"`
	NextToken  string        `json:"nextToken,omitempty"`
}

// List reads a page of a machine's executions. StateMachineDoesNotExist, InvalidToken, ValidationException.
func (s *Service) List(in ListInput) (ListOutput, error) {
	out := ListOutput{Executions: []Description{}}
	if !slices.Contains([]Status{"", Running, Succeeded, Failed, TimedOut, Aborted}, in.StatusFilter) {
		return out, invalid("status filter %s is not supported", in.StatusFilter)
	}
	size, err := pageSize(in.MaxResults)
	if err != nil {
		return out, err
	}
	before, err := position(in.NextToken)
	if err != nil {
		return out, err
	}
	s.mu.RLock()
	m, err := s.machine(in.MachineARN)
	if err != nil {
		s.mu.RUnlock()
		return out, err
	}
	executions := slices.Clone(m.executions)
	s.mu.RUnlock()
	now := s.clk.Now()
	for _, x := range slices.Backward(executions) {
		if (before > 0 && x.sequence >= before) || x.forgotten(now) {
			continue
		}
		x.mu.Lock()
		d := x.summary()
		x.mu.Unlock()
		if in.StatusFilter != "" && d.Status != in.StatusFilter {
			continue
		}
		if len(out.Executions) == size {
			out.NextToken = nextToken(before)
			return out, nil
		}
		out.Executions = append(out.Executions, d)
		before = x.sequence
	}
	return out, nil
}

func pageSize(asked int) (int, error) {
	switch {
	case asked == 0:
		return 100, nil
	case asked < 0 || asked > 1000:
		return 0, invalid("maxResults %d is not between 0 and 1000", asked)
	default:
		return asked, nil
	}
}

const tokenPrefix = "next:"

func nextToken(position uint64) string {
	return base64.RawURLEncoding.EncodeToString([]byte(tokenPrefix + strconv.FormatUint(position, 10)))
}

// position reads a nextToken; zero is the beginning.
func position(token string) (uint64, error) {
	if token == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(token)
	digits, ok := strings.CutPrefix(string(text), tokenPrefix)
	at, wrong := strconv.ParseUint(digits, 10, 64)
	if err != nil || !ok || wrong != nil {
		return 0, problem("InvalidToken", "Invalid Token: 'Invalid token'")
	}
	return at, nil
}
