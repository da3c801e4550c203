package iam

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"samplepath/infra/local/template"
)

// leadingKeys is the condition key that holds the partition keys a call names.
const leadingKeys = "dynamodb:LeadingKeys"

// Tables knows what the calls of DynamoDB's API ask IAM for.
type Tables struct {
	byName map[string]template.Table // by the table's name in the database
}

// NewTables knows the tables by their names in the database, which may differ from those in the template.
func NewTables(byName map[string]template.Table) Tables { return Tables{byName} }

// value is an attribute value that can be a key.
type value struct{ S, N, B string }

func (v value) text() string { return v.S + v.N + v.B }

type keyed struct {
	TableName string
	Key, Item map[string]value
}

// dynamoRequest has what the requests of DynamoDB's API say of tables, indexes and keys.
type dynamoRequest struct {
	keyed
	IndexName                 string
	KeyConditionExpression    string
	ExpressionAttributeNames  map[string]string
	ExpressionAttributeValues map[string]value
	RequestItems              json.RawMessage
	TransactItems             []struct{ Put, Update, Delete, ConditionCheck, Get *keyed }
}

// UnmarshalJSON takes any attribute value; those that are no key are empty.
func (v *value) UnmarshalJSON(source []byte) error {
	var of struct{ S, N, B any }
	if err := json.Unmarshal(source, &of); err != nil {
		return err
	}
	v.S, _ = of.S.(string)
	v.N, _ = of.N.(string)
	v.B, _ = of.B.(string)
	return nil
}

// Requests lists what IAM decides for one call of DynamoDB's API takes.
func (t Tables) Requests(operation string, body []byte) ([]Request, error) {
	var r dynamoRequest
	if err := json.Unmarshal(body, &r); err != nil {
		return nil, fmt.Errorf("%s: %w", operation, err)
	}
	switch operation {
	case "GetItem", "UpdateItem", "DeleteItem", "PutItem":
		return t.one(operation, r.keyed)
	case "Query":
		return t.query(r)
	case "BatchGetItem":
		return t.batch(r)
	case "TransactWriteItems", "TransactGetItems":
		return t.transaction(r)
	}
	arn := r.TableName
	if table, ok := t.byName[r.TableName]; ok {
		arn = table.ARN
	}
	return []Request{{Action: "dynamodb:" + operation, Resource: arn}}, nil
}

func (t Tables) table(name string) (template.Table, error) {
	table, ok := t.byName[name]
	if !ok {
		return table, fmt.Errorf("%q is not a table of the application", name)
	}
	return table, nil
}

func (t Tables) one(operation string, k keyed) ([]Request, error) {
	table, err := t.table(k.TableName)
	if err != nil {
		return nil, err
	}
	key := k.Key
	if key == nil {
		key = k.Item
	}
	return []Request{request(operation, table.ARN, key[table.Key.Partition].text())}, nil
}

func request(operation, resource string, keys ...string) Request {
	return Request{Action: "dynamodb:" + operation, Resource: resource, Context: Context{leadingKeys: keys}}
}

// transaction is one action for each of its items, as IAM has it: a transaction has no permission of its own.
func (t Tables) transaction(r dynamoRequest) ([]Request, error) {
	var all []Request
	for _, item := range r.TransactItems {
		for operation, of := range map[string]*keyed{
			"PutItem": item.Put, "UpdateItem": item.Update, "DeleteItem": item.Delete,
			"ConditionCheckItem": item.ConditionCheck, "GetItem": item.Get,
		} {
			if of == nil {
				continue
			}
			one, err := t.one(operation, *of)
			if err != nil {
				return nil, err
			}
			all = append(all, one...)
		}
	}
	return all, nil
}

func (t Tables) batch(r dynamoRequest) ([]Request, error) {
	var byTable map[string]struct{ Keys []map[string]value }
	if err := json.Unmarshal(r.RequestItems, &byTable); err != nil {
		return nil, fmt.Errorf("BatchGetItem: %w", err)
	}
	var all []Request
	for _, name := range slices.Sorted(maps.Keys(byTable)) {
		table, err := t.table(name)
		if err != nil {
			return nil, err
		}
		var keys []string
		for _, key := range byTable[name].Keys {
			keys = append(keys, key[table.Key.Partition].text())
		}
		all = append(all, request("BatchGetItem", table.ARN, keys...))
	}
	return all, nil
}

// equality is a condition on the partition key, as a query must have one.
var equality = regexp.MustCompile(`(#?[A-Za-z0-9_.]+)\s*=\s*(:[A-Za-z0-9_]+)`)

func (t Tables) query(r dynamoRequest) ([]Request, error) {
	table, err := t.table(r.TableName)
	if err != nil {
		return nil, err
	}
	partition, resource := table.Key.Partition, table.ARN
	if r.IndexName != "" {
		i := slices.IndexFunc(table.Indexes, func(i template.Index) bool { return i.Name == r.IndexName })
		if i < 0 {
			return nil, fmt.Errorf("the table has no index %q", r.IndexName)
		}
		partition, resource = table.Indexes[i].Key.Partition, table.ARN+"/index/"+r.IndexName
	}
	for _, match := range equality.FindAllStringSubmatch(r.KeyConditionExpression, -1) {
		name := match[1]
		if alias, ok := r.ExpressionAttributeNames[name]; ok && strings.HasPrefix(name, "#") {
			name = alias
		}
		if name == partition {
			return []Request{request("Query", resource, r.ExpressionAttributeValues[match[2]].text())}, nil
		}
	}
	return nil, fmt.Errorf("the query %q names no %s", r.KeyConditionExpression, partition)
}
