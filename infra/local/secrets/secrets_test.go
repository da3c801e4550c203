package secrets_test

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/secretsmanager"
	"github.com/aws/smithy-go"

	"samplepath/infra/local/clock"
	"samplepath/infra/local/secrets"
	"samplepath/infra/local/template"
)

var start = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const arn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:samplepath/app-a1b2c3"

func newStore(t *testing.T) (*secrets.Store, *secretsmanager.Client, *clock.Clock) {
	t.Helper()
	clk := clock.New(start)
	store := secrets.New([]template.Secret{
		{Name: "samplepath/app", ARN: arn},
		{Name: "decoy", ARN: "arn:aws:secretsmanager:us-east-1:000000000000:secret:decoy-d4e5f6"},
		{Name: "empty", ARN: "arn:aws:secretsmanager:us-east-1:000000000000:secret:empty-g7h8i9"},
	}, clk)
	for name, value := range map[string]string{"samplepath/app": "given", "decoy": "other"} {
		if err := store.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	return store, secretsmanager.New(secretsmanager.Options{Region: "us-east-1", BaseEndpoint: &server.URL, RetryMaxAttempts: 1,
		Credentials: aws.AnonymousCredentials{}}), clk
}

func TestValuesByNameAndARN(t *testing.T) {
	_, client, _ := newStore(t)
	for _, id := range []string{"samplepath/app", arn, strings.TrimSuffix(arn, "-a1b2c3")} {
		out, err := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: &id})
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		if *out.SecretString != "given" || *out.ARN != arn || *out.Name != "samplepath/app" || *out.VersionId == "" ||
			!out.CreatedDate.Equal(start) || len(out.VersionStages) != 1 || out.VersionStages[0] != "AWSCURRENT" {
			t.Errorf("%s: got %+v", id, out)
		}
	}
}

func TestPutMakesAVersionCurrent(t *testing.T) {
	store, client, clk := newStore(t)
	if err := clk.Advance(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	put := func(token, value string) error {
		_, err := client.PutSecretValue(t.Context(), &secretsmanager.PutSecretValueInput{SecretId: aws.String(arn), ClientRequestToken: &token, SecretString: &value})
		return err
	}
	for range 2 { // the same again changes nothing
		if err := put("token-one", "one"); err != nil {
			t.Fatal(err)
		}
	}
	for stage, want := range map[string]string{"AWSCURRENT": "one", "AWSPREVIOUS": "given"} {
		out, err := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String("samplepath/app"), VersionStage: &stage})
		if err != nil || *out.SecretString != want {
			t.Errorf("%s: got %v, %v; want %s", stage, out, err, want)
		}
	}
	if code := codeOf(put("token-one", "two")); code != "ResourceExistsException" {
		t.Errorf("another value under the same token: got %s", code)
	}
	if err := store.Set("samplepath/app", "three"); err != nil {
		t.Fatal(err)
	}
	out, err := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String(arn)})
	if err != nil || *out.SecretString != "three" || !out.CreatedDate.Equal(start.Add(time.Hour)) {
		t.Errorf("after Set: got %+v, %v", out, err)
	}
	out, err = client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String(arn), VersionId: aws.String("token-one")})
	if err != nil || *out.SecretString != "one" {
		t.Errorf("by version: got %+v, %v", out, err)
	}
	if value, err := store.Value("decoy"); err != nil || value != "other" {
		t.Errorf("the other secret is %q, %v", value, err)
	}
}

func TestRefusals(t *testing.T) {
	store, client, _ := newStore(t)
	_, missing := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String("nobody")})
	_, noVersion := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String(arn), VersionId: aws.String("nothing")})
	_, empty := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String("empty")})
	_, noStage := client.GetSecretValue(t.Context(), &secretsmanager.GetSecretValueInput{SecretId: aws.String(arn), VersionStage: aws.String("AWSPREVIOUS")})
	_, putMissing := client.PutSecretValue(t.Context(), &secretsmanager.PutSecretValueInput{SecretId: aws.String("nobody"), SecretString: aws.String("x")})
	_, binary := client.PutSecretValue(t.Context(), &secretsmanager.PutSecretValueInput{SecretId: aws.String(arn), SecretBinary: []byte("x")})
	_, pending := client.PutSecretValue(t.Context(), &secretsmanager.PutSecretValueInput{SecretId: aws.String(arn), SecretString: aws.String("x"), VersionStages: []string{"AWSPENDING"}})
	_, unknown := client.ListSecrets(t.Context(), &secretsmanager.ListSecretsInput{})
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"missing", missing, "ResourceNotFoundException"}, {"empty", empty, "ResourceNotFoundException"}, {"no version", noVersion, "ResourceNotFoundException"}, {"no stage", noStage, "ResourceNotFoundException"},
		{"put missing", putMissing, "ResourceNotFoundException"}, {"binary", binary, "InvalidParameterException"}, {"pending", pending, "InvalidParameterException"},
		{"unknown", unknown, "UnknownOperationException"},
	} {
		if got := codeOf(test.err); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	if err := store.Set("nobody", "x"); !errors.Is(err, secrets.ErrNotFound) {
		t.Errorf("Set: got %v", err)
	}
	if _, err := store.Value("nobody"); !errors.Is(err, secrets.ErrNotFound) {
		t.Errorf("Value: got %v", err)
	}
}

func codeOf(err error) string {
	var refused smithy.APIError
	if errors.As(err, &refused) {
		return refused.ErrorCode()
	}
	return "no API error"
}
