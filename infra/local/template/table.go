package template

import "errors"

// Table is a DynamoDB table.
type Table struct {
	Name, ARN  string
	StreamARN  string            // "" without a stream
	StreamView string            // NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES or KEYS_ONLY; "" without a stream
	Attributes map[string]string // type (S, N or B) by name, of the attributes that are keys
	Key        Key
	Indexes    []Index // global secondary indexes
	TTL        string  // the attribute with the time to live; "" for none
}

// Key is a key schema; Sort is "" where there is none.
type Key struct{ Partition, Sort string }

// Index is a global secondary index.
type Index struct {
	Name       string
	Key        Key
	Projection string   // ALL, KEYS_ONLY or INCLUDE
	Include    []string // the attributes that INCLUDE adds to the keys
}

type keySchema []struct{ AttributeName, KeyType string }

func (schema keySchema) key() (k Key, err error) {
	for _, element := range schema {
		switch {
		case element.KeyType == "HASH" && k.Partition == "":
			k.Partition = element.AttributeName
		case element.KeyType == "RANGE" && k.Sort == "":
			k.Sort = element.AttributeName
		default:
			return k, errors.New("a key has one HASH and at most one RANGE attribute")
		}
	}
	return k, nil
}

func (l *loader) readTable(r *resource) error {
	var p struct {
		AttributeDefinitions   []struct{ AttributeName, AttributeType string }
		KeySchema              keySchema
		GlobalSecondaryIndexes []struct {
			IndexName  string
			KeySchema  keySchema
			Projection struct {
				ProjectionType   string
				NonKeyAttributes []string
			}
		}
		StreamSpecification     *struct{ StreamViewType string }
		TimeToLiveSpecification struct {
			AttributeName string
			Enabled       bool
		}
	}
	if err := r.decode(&p, "BillingMode", "DeletionProtectionEnabled", "PointInTimeRecoverySpecification", "SSESpecification", "TableName"); err != nil {
		return err
	}
	name, arn, err := r.identity()
	if err != nil {
		return err
	}
	t := Table{Name: name, ARN: arn, Attributes: map[string]string{}}
	if p.TimeToLiveSpecification.Enabled {
		t.TTL = p.TimeToLiveSpecification.AttributeName
	}
	if p.StreamSpecification != nil {
		t.StreamARN, t.StreamView = arn+"/stream/"+streamLabel, p.StreamSpecification.StreamViewType
	}
	for _, attribute := range p.AttributeDefinitions {
		t.Attributes[attribute.AttributeName] = attribute.AttributeType
	}
	var faults []error
	t.Key, err = p.KeySchema.key()
	faults = append(faults, err)
	for _, index := range p.GlobalSecondaryIndexes {
		key, err := index.KeySchema.key()
		faults = append(faults, err)
		t.Indexes = append(t.Indexes, Index{index.IndexName, key, index.Projection.ProjectionType, index.Projection.NonKeyAttributes})
	}
	l.app.Tables = append(l.app.Tables, t)
	return errors.Join(faults...)
}
