package events

// Secrets are what the sample events of webhooks are signed with, by the name of the application's secret. The local
// stack has them in place of generated ones, so that a sample event is as genuine there as in a test. They are of no use
// anywhere else.
var Secrets = map[string]map[string]string{
	"samplepath/carriers": {
		"easypost": "local-easypost-secret", "aftership": "local-aftership-secret", "shippo": "local-shippo-secret",
	},
	"samplepath/tiktok-shop": {"app_key": "local-app-key", "app_secret": "local-app-secret"},
}
