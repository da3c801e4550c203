package tabletest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"samplepath/shared/database/dynamo/dynamotest"
	"samplepath/shared/table"
)

// Items is all that a table holds, one line an item, so that two states of it can be compared.
func Items(t testing.TB, tab *table.Table) string {
	t.Helper()
	var lines []string
	name := tab.Name()
	pages := dynamodb.NewScanPaginator(Client(dynamotest.Endpoint(t)), &dynamodb.ScanInput{TableName: &name})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			var members map[string]any
			if err := attributevalue.UnmarshalMap(item, &members); err != nil {
				t.Fatal(err)
			}
			line, err := json.Marshal(members)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(line))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
