package dynamo_test

import (
	"crypto/rand"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"samplepath/shared/database/dynamo"
	"samplepath/shared/database/dynamo/dynamotest"
)

func TestStartGivesAnEmptyDatabaseOfItsOwn(t *testing.T) {
	t.Setenv("DYNAMODB_ENDPOINT", "")
	server, err := dynamo.Start(t.Context(), dynamo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	client, other := connect(server.Endpoint, dynamo.Local), connect(server.Endpoint, "another")
	createTable(t, client, "first")
	createTable(t, other, "second")
	for want, client := range map[string]*dynamodb.Client{"first": client, "second": other} {
		tables, err := client.ListTables(t.Context(), &dynamodb.ListTablesInput{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(tables.TableNames, " "); got != want {
			t.Fatalf("tables %q, want only the one just made under that access key", got)
		}
	}
	server.Close()
	if _, err := connect(server.Endpoint, dynamo.Local).ListTables(t.Context(), &dynamodb.ListTablesInput{}); err == nil {
		t.Fatal("it still answers after Close")
	}
	server.Close() // twice is once
}

// The stack relies on what only the newer editions do: transactions above ten items, and the item a condition failed on.
func TestDatabaseIsRecent(t *testing.T) {
	client := connect(dynamotest.Endpoint(t), dynamotest.AccessKey)
	table := rand.Text() // the database may be one for all access keys
	createTable(t, client, table)
	var puts []types.TransactWriteItem
	for _, key := range strings.Split("abcdefghijklmno", "") {
		puts = append(puts, types.TransactWriteItem{Put: &types.Put{TableName: &table, Item: item(key)}})
	}
	if _, err := client.TransactWriteItems(t.Context(), &dynamodb.TransactWriteItemsInput{TransactItems: puts}); err != nil {
		t.Fatalf("15 items in a transaction: %v", err)
	}
}

func TestEndpointIsSharedWithinAProcess(t *testing.T) {
	if first, second := dynamotest.Endpoint(t), dynamotest.Endpoint(t); first != second {
		t.Fatalf("%s and %s are two", first, second)
	}
}

func TestEnvironmentNamesARunningDatabase(t *testing.T) {
	running := dynamotest.Endpoint(t)
	t.Setenv("DYNAMODB_ENDPOINT", running+"/")
	server, err := dynamo.Start(t.Context(), dynamo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	server.Close()
	if server.Endpoint != running {
		t.Fatalf("endpoint %s, want %s", server.Endpoint, running)
	}
	if _, err := connect(running, dynamotest.AccessKey).ListTables(t.Context(), &dynamodb.ListTablesInput{}); err != nil {
		t.Fatalf("Close ended a database that Start had not started: %v", err)
	}
}

func TestEnvironmentNamesSomethingElse(t *testing.T) {
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	t.Setenv("DYNAMODB_ENDPOINT", other.URL)
	_, err := dynamo.Start(t.Context(), dynamo.Options{})
	if err == nil || !strings.Contains(err.Error(), "DYNAMODB_ENDPOINT") {
		t.Fatalf("error %v, want one that names DYNAMODB_ENDPOINT", err)
	}
}

func TestNothingInstalledSaysWhatToInstall(t *testing.T) {
	t.Setenv("DYNAMODB_ENDPOINT", "")
	t.Setenv("JAVA_HOME", "")
	t.Setenv("PATH", t.TempDir())
	_, err := dynamo.Start(t.Context(), dynamo.Options{})
	if err == nil {
		t.Fatal("started out of nothing")
	}
	for _, word := range []string{"install Java 17", "Maven", "Docker", "npm", "DYNAMODB_ENDPOINT"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the error does not mention %s: %v", word, err)
		}
	}
}

func TestOldJavaIsRefusedByName(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "bin"), 0o755); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\necho 'openjdk version \"1.8.0_402\"' >&2\n"
	if err := os.WriteFile(filepath.Join(home, "bin", "java"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("DYNAMODB_ENDPOINT", "")
	t.Setenv("JAVA_HOME", home)
	t.Setenv("PATH", "/bin")
	_, err := dynamo.Start(t.Context(), dynamo.Options{})
	if err == nil || !strings.Contains(err.Error(), "is Java 8; DynamoDB Local needs 17") {
		t.Fatalf("error %v, want one that says Java 8 is too old", err)
	}
}

func connect(endpoint string, key dynamo.AccessKey) *dynamodb.Client {
	return dynamodb.New(dynamodb.Options{
		Region: "us-east-1", BaseEndpoint: &endpoint,
		Credentials: key,
	})
}

func createTable(t *testing.T, client *dynamodb.Client, name string) {
	t.Helper()
	_, err := client.CreateTable(t.Context(), &dynamodb.CreateTableInput{
		TableName: &name, BillingMode: types.BillingModePayPerRequest,
		AttributeDefinitions: []types.AttributeDefinition{{AttributeName: aws.String("PK"), AttributeType: types.ScalarAttributeTypeS}},
		KeySchema:            []types.KeySchemaElement{{AttributeName: aws.String("PK"), KeyType: types.KeyTypeHash}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func item(key string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"PK": &types.AttributeValueMemberS{Value: key}}
}
