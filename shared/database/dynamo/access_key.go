package dynamo

import (
	"context"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// AccessKey names a database of DynamoDB Local, by letters and digits: it keeps one for each access key, unless it was
// started to share one among all. Whatever it does with a table that has a stream, it goes through the records of all streams
// of that database, so those who share a server do well not to share a database.
type AccessKey string

// Local is the access key of whoever needs no database of their own.
const Local AccessKey = "local"

// Retrieve is for the SDK. There is no secret: signatures are not checked.
func (k AccessKey) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: string(k), SecretAccessKey: "local"}, nil
}

// Sign puts the key on a request, in place of any that is there. DynamoDB Local wants a signature to be there.
func (k AccessKey) Sign(header http.Header) {
	header.Set("X-Amz-Date", "20260101T000000Z")
	header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+string(k)+"/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0")
}
