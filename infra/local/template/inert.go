package template

// inert are the resource types that have no running part: permissions, observation, encryption and bookkeeping, which
// the local stack neither enforces nor needs.
var inert = set(
	"AWS::CDK::Metadata",
	"AWS::ApplicationInsights::Application",
	"AWS::CloudWatch::Alarm",
	"AWS::CloudWatch::CompositeAlarm",
	"AWS::CloudWatch::Dashboard",
	"AWS::Cognito::UserPoolDomain",
	"AWS::Cognito::UserPoolGroup",
	"AWS::Cognito::UserPoolResourceServer",
	"AWS::Events::EventBusPolicy",
	"AWS::KMS::Alias",
	"AWS::KMS::Key",
	"AWS::Lambda::Permission",
	"AWS::Logs::LogGroup",
	"AWS::Logs::MetricFilter",
	"AWS::Logs::QueryDefinition",
	"AWS::Logs::ResourcePolicy",
	"AWS::ResourceGroups::Group",
	"AWS::Scheduler::ScheduleGroup",
	"AWS::SNS::Subscription",
	"AWS::SNS::Topic",
	"AWS::SNS::TopicPolicy",
	"AWS::SQS::QueuePolicy",
	"AWS::SSM::Parameter",
	"AWS::SecretsManager::ResourcePolicy",
	"AWS::XRay::Group",
	"AWS::XRay::SamplingRule",
)

func set(names ...string) map[string]bool {
	all := make(map[string]bool, len(names))
	for _, name := range names {
		all[name] = true
	}
	return all
}
