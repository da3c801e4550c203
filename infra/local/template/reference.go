package template

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"strings"
)

// streamLabel stands for the creation time in the ARN of every table's stream.
const streamLabel = "2026-01-01T00:00:00.000"

// kind says how resources of one type are named and what Ref and Fn::GetAtt give for them. {name} is the physical name
// (after the container's, where there is one), {arn} the ARN, {unique} six characters that differ between resources.
type kind struct {
	named      string // the property that gives the physical name
	idPrefix   string // where there is none and AWS makes up an id, its beginning
	idLength   int    // and how many characters follow; 0: a name is made of stack and logical id
	within     string // the property that names the container that an ARN shows before the name
	withinElse string // the container where the property is not set
	ref        string // "{name}" if empty
	arn        string
	attributes map[string]string // besides Arn
}

const here = Region + ":" + AccountID

var kinds = map[string]kind{
	"AWS::Lambda::Function": {named: "FunctionName", arn: "arn:aws:lambda:" + here + ":function:{name}"},
	"AWS::DynamoDB::Table": {named: "TableName", arn: "arn:aws:dynamodb:" + here + ":table/{name}",
		attributes: map[string]string{"StreamArn": "{arn}/stream/" + streamLabel}},
	"AWS::Events::EventBus": {named: "Name", arn: "arn:aws:events:" + here + ":event-bus/{name}",
		attributes: map[string]string{"Name": "{name}"}},
	"AWS::Events::Rule": {named: "Name", within: "EventBusName", arn: "arn:aws:events:" + here + ":rule/{name}"},
	"AWS::Scheduler::Schedule": {named: "Name", within: "GroupName", withinElse: "default",
		arn: "arn:aws:scheduler:" + here + ":schedule/{name}"},
	"AWS::StepFunctions::StateMachine": {named: "StateMachineName", ref: "{arn}",
		arn: "arn:aws:states:" + here + ":stateMachine:{name}", attributes: map[string]string{"Name": "{name}"}},
	"AWS::ApiGatewayV2::Api": {idLength: 10, attributes: map[string]string{
		"ApiId": "{name}", "ApiEndpoint": "https://{name}.execute-api." + Region + ".amazonaws.com"}},
	"AWS::ApiGatewayV2::Integration": {idLength: 7, attributes: map[string]string{"IntegrationId": "{name}"}},
	"AWS::ApiGatewayV2::Authorizer":  {idLength: 6, attributes: map[string]string{"AuthorizerId": "{name}"}},
	"AWS::ApiGatewayV2::Route":       {idLength: 7, attributes: map[string]string{"RouteId": "{name}"}},
	"AWS::ApiGatewayV2::Stage":       {named: "StageName"},
	"AWS::SecretsManager::Secret": {named: "Name", ref: "{arn}",
		arn: "arn:aws:secretsmanager:" + here + ":secret:{name}-{unique}", attributes: map[string]string{"Id": "{arn}"}},
	"AWS::SQS::Queue": {named: "QueueName", ref: "https://sqs." + Region + ".amazonaws.com/" + AccountID + "/{name}",
		arn: "arn:aws:sqs:" + here + ":{name}", attributes: map[string]string{"QueueName": "{name}",
			"QueueUrl": "https://sqs." + Region + ".amazonaws.com/" + AccountID + "/{name}"}},
	"AWS::Cognito::UserPool": {idPrefix: Region + "_", idLength: 9, arn: "arn:aws:cognito-idp:" + here + ":userpool/{name}",
		attributes: map[string]string{"UserPoolId": "{name}", "ProviderName": "cognito-idp." + Region + ".amazonaws.com/{name}",
			"ProviderURL": issuerPrefix + "{name}"}},
	"AWS::Cognito::UserPoolClient": {idLength: 26, attributes: map[string]string{"ClientId": "{name}"}},
	"AWS::IAM::Role":               {named: "RoleName", arn: "arn:aws:iam::" + AccountID + ":role/{name}"},
	"AWS::KMS::Key": {idLength: 32, arn: "arn:aws:kms:" + here + ":key/{name}",
		attributes: map[string]string{"KeyId": "{name}"}},
	"AWS::Logs::LogGroup":    {named: "LogGroupName", arn: "arn:aws:logs:" + here + ":log-group:{name}:*"},
	"AWS::SNS::Topic":        {named: "TopicName", ref: "{arn}", arn: "arn:aws:sns:" + here + ":{name}"},
	"AWS::CloudWatch::Alarm": {named: "AlarmName", arn: "arn:aws:cloudwatch:" + here + ":alarm:{name}"},
}

// ref evaluates Ref: a pseudo parameter or a resource. A stack has no parameters but the CDK's own, which nothing refers to.
func (s *stack) ref(logical string) (any, error) {
	switch logical {
	case "AWS::Region":
		return Region, nil
	case "AWS::AccountId":
		return AccountID, nil
	case "AWS::Partition":
		return "aws", nil
	}
	r, ok := s.Resources[logical]
	if !ok {
		return nil, fmt.Errorf("reference to %q, which the stack does not have", logical)
	}
	form := kinds[r.kind].ref
	if form == "" {
		return r.name()
	}
	return r.fill(form)
}

// attribute evaluates Fn::GetAtt.
func (s *stack) attribute(logical, attribute string) (any, error) {
	r, ok := s.Resources[logical]
	if !ok {
		return nil, fmt.Errorf("Fn::GetAtt of %q, which the stack does not have", logical)
	}
	k := kinds[r.kind]
	form := k.attributes[attribute]
	if attribute == "Arn" && k.arn != "" {
		form = "{arn}"
	}
	if form == "" {
		return nil, fmt.Errorf("Fn::GetAtt of %s.%s: the attribute has no value locally", logical, attribute)
	}
	return r.fill(form)
}

// identity is the resource's physical name and ARN.
func (r *resource) identity() (name, arn string, err error) {
	if name, err = r.name(); err != nil {
		return "", "", err
	}
	arn, err = r.fill("{arn}")
	return name, arn, err
}

// fill makes a reference from its form.
func (r *resource) fill(form string) (string, error) {
	name, err := r.name()
	if err != nil {
		return "", err
	}
	k := kinds[r.kind]
	inARN := name
	if k.within != "" {
		container, err := r.text(k.within)
		if err != nil {
			return "", err
		}
		if container == "" {
			container = k.withinElse
		}
		if container = container[strings.LastIndex(container, "/")+1:]; container != "" {
			inARN = container + "/" + name
		}
	}
	unique := opaque(6, r.stack.name, r.id)
	arn := strings.NewReplacer("{name}", inARN, "{unique}", unique).Replace(k.arn)
	return strings.NewReplacer("{name}", name, "{unique}", unique, "{arn}", arn).Replace(form), nil
}

// name is the physical name or id: the given one, or one made from stack and logical id as CloudFormation would.
func (r *resource) name() (string, error) {
	k := kinds[r.kind]
	if k.named != "" {
		if name, err := r.text(k.named); name != "" || err != nil {
			return name, err
		}
	}
	if k.idLength > 0 {
		return k.idPrefix + opaque(k.idLength, r.stack.name, r.id), nil
	}
	name := r.stack.name + "-" + r.id
	if len(name) > 64 {
		name = name[:51] + "-" + opaque(12, name)
	}
	return name, nil
}

// text is a property that holds a text, resolved; "" if it is not set.
func (r *resource) text(property string) (string, error) {
	value, ok := r.Properties[property]
	if !ok {
		return "", nil
	}
	resolved, err := r.stack.resolve(value)
	if err != nil {
		return "", err
	}
	return fmt.Sprint(resolved), nil
}

// opaque is an id of lower-case letters and digits that depends on seed only.
func opaque(length int, seed ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(seed, "\x00")))
	id := new(big.Int).SetBytes(sum[:]).Text(36)
	return (id + strings.Repeat("0", length))[:length]
}
