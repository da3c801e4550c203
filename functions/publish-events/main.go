// Command publish-events puts the new events of the table's stream on the event bus (feature O3).
package main

import (
	"samplepath/shared/bus"
	"samplepath/shared/contract"
	"samplepath/shared/inside"
)

func main() {
	inside.Stream(contract.PublishEventsFromStream, bus.Connect().Publish)
}
