package main

import (
	"fmt"
	"net/http"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// A handler is called as Lambda calls it: with a sample event of the folder events/, on a table in which the world stands where
// the event begins.
func Example() {
	tabletest.Example(func(t testing.TB, w *tabletest.World) {
		w.Authorized().Order().Label().Dispatch().Deliver()
		serve := apitest.Server(contract.ConfirmReceipt, w.Table, handle)
		answer := serve(t, apitest.Event(t, "confirm-receipt/intact"))
		s := apitest.Decode[contract.CreatorSample](t, answer, http.StatusOK)
		fmt.Println(s.Status, s.Condition)
	})
	// Output: received intact
}
