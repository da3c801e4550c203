package template

// inert are the resource types that have no running part: permissions, observation, encryption and bookkeeping, which
// the local stack neither enforces nor needs.
var inert = map[string]bool{
	"AWS::CloudWatch::Alarm":    true,
	"AWS::KMS::Key":             true,
	"AWS::Lambda::Permission":   true,
	"AWS::Logs::LogGroup":       true,
	"AWS::Logs::MetricFilter":   true,
	"AWS::Logs::ResourcePolicy": true,
	"AWS::SNS::Topic":           true,
	"AWS::SNS::TopicPolicy":     true,
	"AWS::SQS::QueuePolicy":     true,
}
