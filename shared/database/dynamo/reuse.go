package dynamo

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// reuse takes a DynamoDB Local that somebody else runs, if it answers.
func reuse(ctx context.Context, endpoint string) (*Server, error) {
	endpoint = strings.TrimRight(endpoint, "/")
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if err := ping(ctx, endpoint); err != nil {
		return nil, fmt.Errorf("DYNAMODB_ENDPOINT is set, but nothing there is DynamoDB: %w", err)
	}
	return &Server{Endpoint: endpoint}, nil
}

// ping reports whether endpoint answers ListTables.
func ping(ctx context.Context, endpoint string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(`{"Limit":1}`))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-amz-json-1.0")
	request.Header.Set("X-Amz-Target", "DynamoDB_20120810.ListTables")
	Local.Sign(request.Header)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, 1<<10))
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK || !strings.Contains(string(body), "TableNames") {
		return fmt.Errorf("%s answered ListTables with %s: %s", endpoint, response.Status, body)
	}
	return nil
}
