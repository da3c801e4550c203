package local

import (
	"maps"
	"path/filepath"

	"samplepath/infra/local/lambda"
	"samplepath/infra/local/template"
	"samplepath/shared/clock"
)

// definition is a function of the template with the addresses of the local cloud in its environment. No function knows
// that it runs locally: these are the SDK's own variables, and the one that switches the clock.
func (s *Stack) definition(f template.Function) lambda.Function {
	environment := maps.Clone(f.Environment)
	if environment == nil {
		environment = map[string]string{}
	}
	for name, value := range environment {
		if local, ok := s.tables[value]; ok {
			environment[name] = local
		}
	}
	maps.Copy(environment, map[string]string{
		"AWS_ENDPOINT_URL_DYNAMODB": s.DatabaseURL,
		"AWS_ENDPOINT_URL":          s.CloudURL,
		"AWS_SDK_UA_APP_ID":         f.Name,
		clock.Variable:              clock.FromClientContext,
	})
	return lambda.Function{
		Name: f.Name, ARN: f.ARN, Binary: filepath.Join(f.Code, "bootstrap"), Environment: environment,
		Timeout: f.Timeout, MemoryMB: f.Memory, Concurrency: concurrency(f.Concurrency),
		DeadLetterQueue: f.DeadLetter,
	}
}

func concurrency(reserved *int) int {
	if reserved == nil {
		return 0
	}
	return *reserved
}
