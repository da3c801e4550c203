// Command publish-events puts the new events of the table's stream on the event bus (feature O3).
package main

import (
	"samplepath/shared/bus"
	"samplepath/shared/contract"
	"samplepath/shared/inside"
	"samplepath/shared/queue"
)

func main() {
	inside.Stream(contract.PublishEventsFromStream, bus.Connect().Publish, queue.Open(queue.Retries).Send)
}
