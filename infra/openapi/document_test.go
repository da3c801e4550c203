package openapi_test

import (
	"bytes"
	"flag"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"samplepath/infra/openapi"
	"samplepath/shared/contract"
	"samplepath/shared/openapi/answers"
)

var update = flag.Bool("update", false, "write the document of shared/openapi anew")

const kept = "../../shared/openapi/openapi.json"

func document(t *testing.T) []byte {
	t.Helper()
	got, err := openapi.Document()
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// What get-openapi answers is what the contract says.
func TestGoldenDocument(t *testing.T) {
	got := document(t)
	if *update {
		if err := os.WriteFile(kept, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is behind the contract; run `make golden` and look at the difference", kept)
	}
}

// It is OpenAPI 3.1 by a validator of its own, and every example is one by the schema beside it.
func TestDocumentIsValid(t *testing.T) {
	loader := openapi3.NewLoader()
	parsed, err := loader.LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := parsed.Validate(t.Context(), openapi3.EnableExamplesValidation(), openapi3.EnableSchemaFormatValidation()); err != nil {
		t.Fatal(err)
	}
}

// Every action with a route is an operation, and no other.
func TestOperationsAreTheActions(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	operations := map[string]*openapi3.Operation{}
	for at, item := range parsed.Paths.Map() {
		for method, operation := range item.Operations() {
			operations[operation.OperationID] = operation
			if action := contract.Find(operation.OperationID); action == nil || action.Method != method || action.Path != at {
				t.Errorf("%s %s is %s", method, at, operation.OperationID)
			}
		}
	}
	for _, action := range contract.Actions() {
		operation := operations[action.Name]
		if (operation != nil) != action.Routed() {
			t.Errorf("%s: routed %t, described %t", action.Name, action.Routed(), operation != nil)
		}
		if operation == nil {
			continue
		}
		if keyed := operation.Parameters.GetByInAndName("header", "Idempotency-Key") != nil; keyed != action.Keyed() {
			t.Errorf("%s takes an Idempotency-Key: %t", action.Name, keyed)
		}
		if operation.Responses.Status(action.Status) == nil || operation.Responses.Status(500).Value.Content.Get("application/problem+json") == nil {
			t.Errorf("%s answers %v", action.Name, operation.Responses.Keys())
		}
		if open := operation.Security != nil && len((*operation.Security)[0]) == 0; open != action.Public() {
			t.Errorf("%s needs no token: %t", action.Name, open)
		}
	}
}

// The contract's own words become JSON Schema's: ids are patterns, and what is said of a list of texts holds for each.
func TestSchemas(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	scope := parsed.Components.Schemas["SellerScope"].Value.Properties["shopCodes"].Value
	if scope.MaxItems == nil || *scope.MaxItems != 100 || !scope.UniqueItems || scope.Pattern != "" || scope.Items.Value.MinLength != 4 || scope.Items.Value.Pattern == "" {
		t.Errorf("shop codes: %+v", scope)
	}
	add := parsed.Components.Schemas["AddToShowcaseRequest"].Value
	ids := add.Properties["registrationIds"].Value.Items.Value
	if ids.Pattern != "^reg_[0-7][0-9A-HJKMNP-TV-Z]{25}_[0-7][0-9A-HJKMNP-TV-Z]{25}$" || ids.Format != "" {
		t.Errorf("ids: %+v", ids)
	}
	if !slices.Equal(add.Required, []string{"linkCode", "termsVersion"}) || add.AdditionalProperties.Has == nil || *add.AdditionalProperties.Has {
		t.Errorf("a request: required %v, more members %+v", add.Required, add.AdditionalProperties)
	}
	if kinds := add.Properties["registrationIds"].Value.Type; !kinds.Includes("null") {
		t.Errorf("what may be absent may not be null: %v", kinds)
	}
	if kinds := add.Properties["linkCode"].Value.Type; kinds.Includes("null") {
		t.Errorf("what is required may be null: %v", kinds)
	}
	if answer := parsed.Components.Schemas["OpenedLink"].Value; answer.AdditionalProperties.Has != nil {
		t.Error("an answer is closed")
	}
	if limit := parsed.Components.Parameters["Limit"].Value; limit.Required || *limit.Schema.Value.Max != 100 {
		t.Errorf("limit: %+v", limit)
	}
}

// A list of values has one name in the document, and whoever uses it refers to it: no member lists values of its own.
func TestEnumsHaveNames(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	schemas := parsed.Components.Schemas
	for name, schema := range schemas {
		for member, property := range schema.Value.Properties {
			if property.Ref == "" && len(property.Value.Enum) > 1 {
				t.Errorf("%s.%s lists its values", name, member)
			}
		}
	}
	filter := parsed.Paths.Value("/v1/campaigns/{campaignId}/samples").Get.Parameters.GetByInAndName("query", "status")
	if want := "#/components/schemas/TrackedStatus"; filter.Schema.Ref != want { // the tabs, too
		t.Errorf("the filter has its status of %q, want %s", filter.Schema.Ref, want)
	}
	for where, got := range map[string]string{
		"the view":  schemas["AgencySample"].Value.Properties["status"].Ref,
		"the event": schemas["TimelineEntry"].Value.Properties["to"].Ref,
	} {
		if want := "#/components/schemas/SampleStatus"; got != want {
			t.Errorf("%s has its status of %q, want %s", where, got, want)
		}
	}
}

// An operation answers with the codes of its contract entry, each under its status, and with no other status.
func TestProblemsOfAnOperation(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	order := parsed.Paths.Find("/v1/samples").Post.Responses
	var codes []any
	for _, part := range order.Status(http.StatusConflict).Value.Content.Get("application/problem+json").Schema.Value.AllOf {
		if code := part.Value.Properties["code"]; code != nil {
			codes = append(codes, code.Value.Enum...)
		}
	}
	if !slices.Contains(codes, any("already_sampled")) || slices.Contains(codes, any("campaign_not_found")) {
		t.Errorf("409 of order-sample has the codes %v", codes)
	}
	list := parsed.Paths.Find("/v1/campaigns").Get.Responses
	for _, status := range []int{http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusNotFound} {
		if list.Status(status) != nil {
			t.Errorf("list-campaigns is said to answer %d", status)
		}
	}
}

// What API Gateway answers by itself is no problem, and the document says so.
func TestAnswersOfTheGateway(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	for status, problem := range map[int]bool{401: true, 403: true, 413: true, 429: false, 500: true, 503: true} {
		content := parsed.Paths.Find("/v1/samples").Post.Responses.Status(status).Value.Content
		if got := content.Get("application/problem+json") != nil; got != problem {
			t.Errorf("%d as a problem: %t", status, got)
		}
		if got := content["application/json"] != nil; got != (status != http.StatusForbidden) {
			t.Errorf("%d as a message: %t", status, got)
		}
	}
}

func TestAFileIsBinary(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	content := parsed.Paths.Find("/v1/samples/{sampleId}/packing-slip").Get.Responses.Status(http.StatusOK).Value.Content
	if pdf := content["application/pdf"]; len(content) != 1 || pdf == nil || pdf.Schema.Value.Format != "binary" {
		t.Errorf("a packing slip is %+v", content)
	}
}

// Each action that answers with JSON shows what tests were answered, and nothing is kept of what is no action any more.
func TestAnswersAreShown(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range contract.Actions() {
		if !action.Routed() || action.Public() || action.File != "" {
			continue
		}
		content := parsed.Paths.Find(action.Path).GetOperation(action.Method).Responses.Status(action.Status).Value.Content
		if len(content.Get("application/json").Examples) == 0 {
			t.Errorf("%s shows no answer", action.Name)
		}
	}
	files, err := answers.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if contract.Find(strings.TrimSuffix(file.Name(), ".json")) == nil {
			t.Errorf("shared/openapi/answers/%s is of no action", file.Name())
		}
	}
}

// A GET changes nothing, so nothing is in conflict with it.
func TestAGetIsNotInConflict(t *testing.T) {
	parsed, err := openapi3.NewLoader().LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range parsed.Paths.Map() {
		if item.Get != nil && item.Get.Responses.Status(http.StatusConflict) != nil {
			t.Errorf("GET %s is said to answer 409", path)
		}
	}
}
