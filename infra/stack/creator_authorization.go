package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"

	"samplepath/shared/contract"
	"samplepath/shared/workflow"
)

// defineCreatorAuthorization follows one request from an agency to a creator until it is answered or expires. Its input
// is workflow.AuthorizationInput.
func defineCreatorAuthorization(d *definition) awsstepfunctions.IChainable {
	d.subject = []string{"requestId", "agencyId", "creatorId"}

	answer := d.wait("Await answer", "The creator accepts or declines", workflow.WaitAnswer, "answerSeconds")
	expire := d.do("Expire request", "The creator never answered", contract.ExpireOverdue.Name, workflow.WaitAnswer)

	answer.Next(d.end("Authorized", "The agency may act for the creator"))
	d.on(answer, workflow.ErrorDeclined, d.end("Declined", "The creator declined"))
	d.on(answer, workflow.ErrorEnded, d.end("Ended", "The authorization was ended before it began"))
	d.overdue("request", answer, workflow.WaitAnswer, "answerSeconds", expire)

	expire.Next(d.end("Expired", "The request lapsed without an answer"))

	d.failures(answer, expire)
	return answer
}
