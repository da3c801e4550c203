package stack

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdklabs/cdk-nag-go/cdknag/v2"
)

// accept records why a rule of cdk-nag does not hold for one construct and what is below it. Without findings the whole
// construct is accepted; with findings ("Resource::*", or an expression between slashes) only those are.
func accept(construct constructs.Construct, rule, reason string, findings ...string) {
	suppression := &cdknag.NagPackSuppression{Id: jsii.String(rule), Reason: jsii.String(reason)}
	if len(findings) > 0 {
		applies := make([]any, len(findings))
		for i, finding := range findings {
			applies[i] = finding
			if strings.HasPrefix(finding, "/") {
				applies[i] = &cdknag.RegexAppliesTo{Regex: jsii.String(finding)}
			}
		}
		suppression.AppliesTo = &applies
	}
	cdknag.NagSuppressions_AddResourceSuppressions(construct, &[]*cdknag.NagPackSuppression{suppression}, jsii.Bool(true))
}
