package stack

import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsstepfunctions"

	"samplepath/shared/contract"
	"samplepath/shared/workflow"
)

// defineSampleLifecycle follows one sample from its order to posted content. Its input is workflow.SampleLifecycleInput.
//
// What ends a wait badly arrives as a named error, so that the way of a sample that goes well holds no choices. A task
// that comes too late, because what was awaited happened while the wait timed out, says so (AlreadyDone, NotDue): the wait
// before it is entered once more, and ends at once or has the time that is left.
//
// An execution that takes over a sample on its way (feature O2) begins at the first state, too. The waits that are over
// lead it to where the sample stands, so its input may hold limits that are shorter than a later wait's own: the shipment
// of a sample that is sent again gets its limit from the resolution, and what times out is given the time that is left.
func defineSampleLifecycle(d *definition) awsstepfunctions.IChainable {
	d.subject = []string{"sampleId"}

	shipment := d.wait("Await shipment", "The seller dispatches the sample", workflow.WaitShipment, "shipmentSeconds")
	delivery := d.wait("Await delivery", "The carrier delivers it", workflow.WaitDelivery, "deliverySeconds")
	receipt := d.waitThen("Await receipt", "The creator confirms that it arrived", workflow.WaitReceipt, "receiptSeconds", "contentSeconds")
	content := d.wait("Await content", "The creator posts", workflow.WaitContent, "contentSeconds")
	record := d.do("Record outcome", "The post completes the sample", contract.RecordOutcome.Name, "")

	shipment.Next(delivery)
	delivery.Next(receipt)
	receipt.Next(content)
	content.Next(record)
	d.on(record, errorAlreadyDone, content)
	record.Next(d.end("Completed", "Content was posted"))

	// A sample that was ordered ahead of its creator's authorization waits for that first. The waits for one request end
	// together, and each sample goes on by itself.
	authorization := d.wait("Await authorization", "The creator answers the agency's request", workflow.WaitAuthorization, "authorizationSeconds")
	authorize := d.do("Authorize sample", "It goes to the address that the creator accepted with", contract.AuthorizeSample.Name, "")
	release := d.do("Release sample", "The creator did not authorize the agency", contract.ExpireOverdue.Name, workflow.WaitAuthorization)
	d.on(shipment, workflow.ErrorUnauthorized, authorization)
	authorization.Next(authorize)
	authorize.Next(shipment)
	d.on(authorize, errorAlreadyDone, authorization)
	d.on(authorization, workflow.ErrorDeclined, release)
	d.on(authorization, workflow.ErrorEnded, release)
	d.overdue("authorization", authorization, workflow.WaitAuthorization, "authorizationSeconds", release)
	release.Next(d.end("Not authorized", "The sample went back to the allocation"))

	// What goes wrong diverts at once, from wherever the sample is; what resolves itself goes on from the receipt.
	resolution := d.waitThen("Await resolution", "The agency sends it again or closes it", workflow.WaitResolution, "resolutionSeconds", "shipmentSeconds")
	resolution.Next(shipment)
	for _, wait := range []task{shipment, delivery, receipt, content} {
		d.on(wait, workflow.ErrorException, resolution)
		d.on(wait, workflow.ErrorProblem, resolution)
	}
	d.on(resolution, workflow.ErrorArrived, receipt)

	cancelled := d.end("Cancelled", "The sample was cancelled, declined or closed by a person")
	for _, wait := range []task{authorization, shipment, delivery, receipt, content, resolution} {
		d.on(wait, workflow.ErrorCancelled, cancelled)
	}

	unshipped := d.do("Cancel unshipped sample", "The seller did not ship in time", contract.ExpireOverdue.Name, workflow.WaitShipment)
	unshipped.Next(d.end("Not shipped in time", "The sample went back to the allocation"))
	d.overdue("shipment", shipment, workflow.WaitShipment, "shipmentSeconds", unshipped)

	lost := d.do("Close lost sample", "The carrier never delivered", contract.ExpireOverdue.Name, workflow.WaitDelivery)
	lost.Next(d.end("Lost in transit", "Neither delivered nor found in time"))
	d.overdue("delivery", delivery, workflow.WaitDelivery, "deliverySeconds", lost)

	unresolved := d.do("Close unresolved sample", "Nobody decided in time", contract.ExpireOverdue.Name, workflow.WaitResolution)
	unresolved.Next(d.end("Not resolved in time", "Closed as lost; it counts against nobody"))
	d.overdue("resolution", resolution, workflow.WaitResolution, "resolutionSeconds", unresolved)

	restrict := d.do("Restrict creator", "The post never came", contract.RestrictCreator.Name, "")
	restrict.Next(d.end("Missed", "No content; the creator's next sample needs a review"))
	deadline := d.overdue("content", content, workflow.WaitContent, "contentSeconds", restrict)
	// A sample that the carrier delivered counts as received, confirmed or not: its content is due all the same.
	d.onTimeout(receipt, deadline)

	d.failures(authorization, authorize, release, shipment, delivery, receipt, content, resolution, record, unshipped, lost, unresolved, restrict)
	return shipment
}
