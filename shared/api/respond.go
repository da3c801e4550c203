package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/contract"
)

// respond is a value as an HTTP answer: JSON, a document as it is, or CSV where the value is a table and the request asks
// for it.
func respond[Request, Response any](ctx context.Context, call *Call[Request], handle Handler[Request, Response], answer any) (events.APIGatewayV2HTTPResponse, error) {
	headers := map[string]string{"content-type": "application/json", "cache-control": "no-store"}
	if call.replayed {
		headers["idempotency-replayed"] = "true"
	}
	if sheet, ok := answer.(contract.Sheet); ok && call.Event.QueryStringParameters["format"] == "csv" {
		headers["content-type"] = "text/csv; charset=utf-8"
		headers["content-disposition"] = fmt.Sprintf("attachment; filename=%q", call.action.Name+".csv")
		body, next, err := export(ctx, call, handle, sheet)
		if next != "" {
			headers["next-cursor"] = next
		}
		return events.APIGatewayV2HTTPResponse{StatusCode: call.status, Headers: headers, Body: body}, err
	}
	if file, ok := answer.(contract.Document); ok {
		headers["content-type"] = call.action.File
		headers["content-disposition"] = fmt.Sprintf("attachment; filename=%q", file.Name)
		headers["x-content-type-options"] = "nosniff"
		body := base64.StdEncoding.EncodeToString(file.Data)
		return events.APIGatewayV2HTTPResponse{StatusCode: call.status, Headers: headers, Body: body, IsBase64Encoded: true}, nil
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return events.APIGatewayV2HTTPResponse{}, fmt.Errorf("encode the answer: %w", err)
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: call.status, Headers: headers, Body: string(body)}, nil
}

// retryAfter is when a caller may try again what could not be done now, in seconds.
const retryAfter = "5"

// refuse is an error as an action's HTTP answer.
func refuse(ctx context.Context, log *slog.Logger, action *contract.Action, err error, requestID string) events.APIGatewayV2HTTPResponse {
	p := contract.ProblemOf(action.Refusal(faultOf(err)))
	p.RequestID = requestID
	if p.Status >= 500 {
		log.ErrorContext(ctx, "failed", "status", p.Status, "error", err.Error())
	} else {
		log.InfoContext(ctx, "refused", "status", p.Status, "code", p.Code)
	}
	body := new(strings.Builder)
	_ = json.NewEncoder(body).Encode(p) // strings, numbers and details of our own making
	headers := map[string]string{"content-type": "application/problem+json", "cache-control": "no-store"}
	if p.Status == http.StatusServiceUnavailable || p.Status == http.StatusTooManyRequests {
		headers["retry-after"] = retryAfter
	}
	return events.APIGatewayV2HTTPResponse{StatusCode: p.Status, Body: body.String(), Headers: headers}
}
