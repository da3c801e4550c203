package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"

	"samplepath/shared/contract"
)

// defineCreatorAuthorization follows one request from an agency to a creator until it is answered or expires. Its input
// is contract.AuthorizationInput.
func defineCreatorAuthorization(d *definition) awsstepfunctions.IChainable {
	d.subject = []string{"requestId", "agencyId", "creatorId"}

	answer := d.wait("Await answer", "The creator accepts or declines", contract.WaitAnswer, "answerSeconds")
	expire := d.do("Expire request", "The creator never answered", contract.ExpireOverdue.Name, contract.WaitAnswer)

	answer.Next(d.end("Authorized", "The agency may act for the creator"))
	d.on(answer, contract.ErrorDeclined, d.end("Declined", "The creator declined"))
	d.on(answer, contract.ErrorEnded, d.end("Ended", "The authorization was ended before it began"))
	d.overdue("request", answer, contract.WaitAnswer, "answerSeconds", expire)

	expire.Next(d.end("Expired", "The request lapsed without an answer"))

	d.failures(answer, expire)
	return answer
}
