// Command publish-events puts the new events of the table's stream on the event bus (feature O3).
package main

import (
	"samplepath/shared/bus"
	"samplepath/shared/contract"
	"samplepath/shared/queue"
	"samplepath/shared/worker"
)

func main() {
	worker.Stream(contract.PublishEventsFromStream, bus.Connect().Publish, queue.Open(queue.Retries).Send)
}
