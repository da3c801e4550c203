package local_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/infra/local"
	"samplepath/shared/actor"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/id"
	"samplepath/shared/table"
	"samplepath/shared/table/tabletest"
)

// Every action of an agency that takes a creator's id, derived from the contract, with a creator whom the agency has never met:
// what would write is refused, and nothing in the table names the creator afterwards, so nothing can reach the creator's inbox.
func TestAnAgencyWritesNothingAboutACreatorItHasNeverMet(t *testing.T) {
	t.Parallel()
	suffix := "-" + id.Code(t.Context())
	stack := startStack(t, local.Options{Start: tabletest.Day(7, 12), TableSuffix: suffix})
	name, client := stack.App.Tables[0].Name+suffix, tabletest.Client(stack.DatabaseURL)
	tabletest.In(t, table.New(client, name), nil).Authorized()

	stranger := id.New(t.Context(), id.Creator)
	var walked []string
	for _, action := range contract.Actions() {
		if !slices.Contains(action.Actors, actor.Agency) || !takesCreator(action.Request) {
			continue
		}
		walked = append(walked, action.Name)
		for n, sampleEvent := range apitest.Cases(t, action.Name) {
			e := apitest.WithKey(apitest.Event(t, sampleEvent), fmt.Sprint("stranger-", action.Name, n))
			encoded, err := json.Marshal(e)
			if err != nil {
				t.Fatal(err)
			}
			payload := strings.ReplaceAll(string(encoded), tabletest.CreatorID, stranger)
			if payload == string(encoded) {
				continue // about another creator, or a malformed one
			}
			answer, err := stack.Lambda.Invoke(t.Context(), "samplepath-"+action.Name, []byte(payload))
			if err != nil {
				t.Fatal(err)
			}
			if !action.Reads() && !refusedAll(t, answer) {
				t.Errorf("%s is not refused: %s", sampleEvent, answer)
			}
		}
	}
	for _, must := range []string{"set-creator-restriction", "order-sample", "order-samples", "request-authorizations"} {
		if !slices.Contains(walked, must) {
			t.Errorf("%s was not walked; found %v", must, walked)
		}
	}
	for _, key := range naming(t, client, name, stranger) {
		t.Errorf("%s names the creator", key)
	}
}

// takesCreator reports whether a request has a creator's id in it, however deep.
func takesCreator(of reflect.Type) bool {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice:
		return takesCreator(of.Elem())
	case reflect.Struct:
		for _, field := range reflect.VisibleFields(of) {
			if field.Tag.Get("format") == "crt" || !field.Anonymous && field.Type != of && takesCreator(field.Type) {
				return true
			}
		}
	default:
	}
	return false
}

// refusedAll reports whether an answer is a refusal, or of a bulk call whose rows are all refused.
func refusedAll(t *testing.T, answer []byte) bool {
	t.Helper()
	var response struct {
		Status int    `json:"statusCode"`
		Body   string `json:"body"`
	}
	if err := json.Unmarshal(answer, &response); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	if response.Status >= http.StatusBadRequest {
		return response.Status < http.StatusInternalServerError
	}
	var bulk struct{ Rows []struct{ Status int } }
	if err := json.Unmarshal([]byte(response.Body), &bulk); err != nil || len(bulk.Rows) == 0 {
		return false
	}
	return !slices.ContainsFunc(bulk.Rows, func(row struct{ Status int }) bool {
		return row.Status < http.StatusBadRequest || row.Status >= http.StatusInternalServerError
	})
}

// naming are the keys of the items that name somebody, but for what is kept under an Idempotency-Key.
func naming(t *testing.T, client *dynamodb.Client, tableName, somebody string) []string {
	t.Helper()
	var out []string
	pages := dynamodb.NewScanPaginator(client, &dynamodb.ScanInput{TableName: &tableName})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			key := fmt.Sprint(item[table.PK], item[table.SK])
			encoded, err := json.Marshal(item)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(encoded), somebody) && !strings.Contains(key, "IDEM#") {
				out = append(out, key)
			}
		}
	}
	return out
}
