package openapi

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

// means says what each status is about.
var means = map[int]string{
	http.StatusBadRequest:            "Not the JSON, cursor or header that was asked for",
	http.StatusUnauthorized:          "No token or signature, or not a valid one",
	http.StatusForbidden:             "This kind of actor can never do this",
	http.StatusNotFound:              "It is not there, or belongs to somebody else",
	http.StatusConflict:              "Things are not in the state for it; the code says why",
	http.StatusRequestEntityTooLarge: "The body is larger than 256 KiB",
	http.StatusUnprocessableEntity:   "Fields are not as they should be: one entry for each",
	http.StatusTooManyRequests:       "Too many requests; try again later",
	http.StatusInternalServerError:   "Something went wrong inside",
	http.StatusServiceUnavailable:    "What the API depends on does not answer; try again",
}

// byGateway is when API Gateway answers a status by itself, before or after the function. An HTTP API cannot be told to answer
// in another form than {"message": ...}, as REST APIs can: so these are no problems.
var byGateway = map[int]struct {
	when    string
	message string
	of      func(*contract.Action) bool
}{
	http.StatusUnauthorized: {"where there is no token, or its signature, audience or time is wrong", "Unauthorized",
		func(a *contract.Action) bool { return !a.Public() && !a.Signed() }},
	http.StatusRequestEntityTooLarge: {"where the body is larger than 10 MB", "Request Entity Too Large",
		func(a *contract.Action) bool { return !a.Reads() }},
	http.StatusTooManyRequests:     {"where there are too many requests", "Too Many Requests", always},
	http.StatusInternalServerError: {"where a function has failed", "Internal Server Error", always},
	http.StatusServiceUnavailable:  {"where a function does not answer in time", "Service Unavailable", always},
}

func always(*contract.Action) bool { return true }

const (
	problemType = "application/problem+json"
	exampleRef  = "#/components/examples/"
)

// refusals are an action's answers that are no success, by status.
func (g *generator) refusals(action *contract.Action) map[string]*huma.Response {
	byStatus := map[int][]*fault.Error{}
	for _, e := range action.Problems() {
		status := contract.StatusOf(e.Kind)
		byStatus[status] = append(byStatus[status], e)
	}
	for status, own := range byGateway {
		if _, there := byStatus[status]; !there && own.of(action) {
			byStatus[status] = nil
		}
	}
	out := map[string]*huma.Response{}
	for status, faults := range byStatus {
		gateway := byGateway[status]
		out[strconv.Itoa(status)] = g.refusal(status, faults, gateway.of != nil && gateway.of(action))
	}
	return out
}

// refusal is the answer of a status with the codes that it may have. Those that many actions share are components.
func (g *generator) refusal(status int, faults []*fault.Error, gateway bool) *huma.Response {
	response := &huma.Response{Description: means[status], Content: map[string]*huma.MediaType{}}
	if len(faults) > 0 {
		response.Content[problemType] = g.problem(faults)
	}
	if gateway {
		own := byGateway[status]
		response.Content["application/json"] = &huma.MediaType{
			Schema:  g.schemas.Schema(reflect.TypeFor[contract.GatewayMessage](), true, ""),
			Example: contract.GatewayMessage{Message: own.message},
		}
		response.Description += ". API Gateway itself answers with a message alone, " + own.when
	}
	if status == http.StatusServiceUnavailable {
		response.Headers = map[string]*huma.Param{"Retry-After": {Ref: "#/components/headers/RetryAfter"}}
	}
	name := strings.ReplaceAll(http.StatusText(status), " ", "")
	if shared := g.document.Components.Responses[name]; shared == nil && (gateway || status == http.StatusForbidden) {
		g.document.Components.Responses[name] = response
	} else if shared == nil || !reflect.DeepEqual(shared, response) {
		return response
	}
	return &huma.Response{Ref: "#/components/responses/" + name}
}

// problem is a problem with one of some codes, with an example of each.
func (g *generator) problem(faults []*fault.Error) *huma.MediaType {
	media := &huma.MediaType{
		Schema: &huma.Schema{AllOf: []*huma.Schema{
			g.schemas.Schema(reflect.TypeFor[contract.Problem](), true, ""),
			{Type: huma.TypeObject, Properties: map[string]*huma.Schema{"code": {Type: huma.TypeString, Enum: codes(faults)}}},
		}},
		Examples: map[string]*huma.Example{},
	}
	for _, e := range faults {
		media.Examples[e.Code] = &huma.Example{Ref: exampleRef + g.exampleOf(e)}
	}
	return media
}

// exampleOf names the component that shows a fault. Some codes are of several faults, which differ in their words.
func (g *generator) exampleOf(e *fault.Error) string {
	shown := contract.ProblemOf(e)
	shown.RequestID = "JKJaXmPLvHcESHA="
	if e.Code == fault.CodeInvalid {
		shown.Errors = []contract.FieldError{field()}
	}
	for n := 1; ; n++ {
		name := e.Code
		if n > 1 {
			name = fmt.Sprintf("%s_%d", name, n)
		}
		there := g.document.Components.Examples[name]
		if there == nil {
			g.document.Components.Examples[name] = &huma.Example{Summary: e.Message(), Value: shown}
			return name
		}
		if value, ok := there.Value.(contract.Problem); ok && there.Summary == e.Message() && value.Status == shown.Status {
			return name
		}
	}
}

// field is a bad field as its own examples have it.
func field() contract.FieldError {
	var out contract.FieldError
	value := reflect.ValueOf(&out).Elem()
	for at := range value.NumField() {
		value.Field(at).SetString(value.Type().Field(at).Tag.Get("example"))
	}
	return out
}

func codes(faults []*fault.Error) []any {
	var out []any
	for _, e := range faults {
		out = append(out, e.Code)
	}
	slices.SortFunc(out, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	return out
}
