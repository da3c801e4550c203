// Package cloud configures the AWS SDK for a Lambda function from the environment that Lambda sets, and nothing else.
// The SDK's own config package looks at files, profiles, single sign-on and instance metadata too; linking that in would
// add two megabytes and some milliseconds to every cold start.
package cloud

import (
	"context"
	"net"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// An attempt of a call that takes longer is given up and made again: a caller of the API waits for ten seconds at most.
const (
	connectWithin = time.Second
	answerWithin  = 4 * time.Second
)

// Config is the SDK configuration of this function: region and credentials of the environment, and endpoints where
// AWS_ENDPOINT_URL or AWS_ENDPOINT_URL_<SERVICE> names one.
func Config() aws.Config {
	config := aws.Config{
		Region:        os.Getenv("AWS_REGION"),
		Credentials:   aws.CredentialsProviderFunc(credentials),
		AppID:         os.Getenv("AWS_SDK_UA_APP_ID"),
		ConfigSources: []any{environment{}},
		HTTPClient: awshttp.NewBuildableClient().WithTimeout(answerWithin).
			WithDialerOptions(func(d *net.Dialer) { d.Timeout = connectWithin }),
		Retryer: func() aws.Retryer {
			return retry.NewStandard(func(o *retry.StandardOptions) { o.MaxBackoff = time.Second })
		},
	}
	if url := os.Getenv("AWS_ENDPOINT_URL"); url != "" {
		config.BaseEndpoint = &url
	}
	return config
}

func credentials(context.Context) (aws.Credentials, error) {
	return aws.Credentials{
		AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
		SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
		SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
		Source:          "environment",
	}, nil
}

// environment is the source that the SDK's clients ask for an endpoint of their own.
type environment struct{}

// GetServiceBaseEndpoint reads the SDK's documented variable of a service.
func (environment) GetServiceBaseEndpoint(_ context.Context, service string) (string, bool, error) {
	url := os.Getenv("AWS_ENDPOINT_URL_" + strings.ToUpper(strings.ReplaceAll(service, " ", "_")))
	return url, url != "", nil
}
