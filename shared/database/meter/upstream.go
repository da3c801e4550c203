package meter

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"samplepath/shared/database/dynamo"
)

// upstream is the DynamoDB behind the proxy.
type upstream struct {
	endpoint string
	key      dynamo.AccessKey
	client   *http.Client
}

func newUpstream(endpoint string, key dynamo.AccessKey) *upstream {
	return &upstream{strings.TrimRight(endpoint, "/"), key, &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: 256, DisableCompression: true, // answers pass through as they are
	}}}
}

// pass sends a caller's request on, to the database of the proxy whatever the caller's access key is.
func (u *upstream) pass(r *http.Request, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequestWithContext(r.Context(), r.Method, u.endpoint+r.URL.RequestURI(), body)
	if err != nil {
		return nil, err
	}
	request.Header = r.Header.Clone()
	request.Header.Del("Connection")
	u.key.Sign(request.Header)
	return u.client.Do(request)
}

// call makes a request of the proxy's own.
func (u *upstream) call(ctx context.Context, operation string, input, output any) error {
	body, err := json.Marshal(input)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, u.endpoint, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.0")
	request.Header.Set("X-Amz-Target", "DynamoDB_20120810."+operation)
	u.key.Sign(request.Header)
	response, err := u.client.Do(request)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s: %s", operation, response.Status, answer)
	}
	if err := json.Unmarshal(answer, output); err != nil {
		return fmt.Errorf("%s: %w", operation, err)
	}
	return nil
}

// items reads items directly and consistently, in the order of their places; a missing one is nil.
func (u *upstream) items(ctx context.Context, places []place) ([]item, error) {
	type keys struct {
		Keys           []item
		ConsistentRead bool
	}
	found := map[string]item{}
	for rest := places; len(rest) > 0; {
		page := rest[:min(100, len(rest))]
		rest = rest[len(page):]
		wanted := map[string]keys{}
		asked := map[string]bool{}
		for _, p := range page {
			if !asked[p.id()] {
				asked[p.id()] = true
				wanted[p.table] = keys{append(wanted[p.table].Keys, p.key), true}
			}
		}
		for len(wanted) > 0 {
			var answer struct {
				Responses       map[string][]item
				UnprocessedKeys map[string]keys
			}
			if err := u.call(ctx, "BatchGetItem", map[string]any{"RequestItems": wanted}, &answer); err != nil {
				return nil, err
			}
			for _, p := range page {
				for _, candidate := range answer.Responses[p.table] {
					if candidate.has(p.key) {
						found[p.id()] = candidate
					}
				}
			}
			wanted = answer.UnprocessedKeys
		}
	}
	ordered := make([]item, len(places))
	for i, p := range places {
		ordered[i] = found[p.id()]
	}
	return ordered, nil
}
