// Stubborn speaks the Runtime API without a library, and badly: it answers with what is not JSON, never asks for the
// next event, or reports an error before it asks for any.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	base := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/"
	if os.Getenv("FAIL_INIT") != "" {
		post(base+"init/error", `{"errorType":"Config.Missing","errorMessage":"no table"}`)
		os.Exit(1)
	}
	for {
		response, err := http.Get(base + "invocation/next")
		if err != nil {
			os.Exit(2)
		}
		event, _ := io.ReadAll(response.Body)
		id := response.Header.Get("Lambda-Runtime-Aws-Request-Id")
		switch string(event) {
		case `"garbage"`:
			post(base+"invocation/"+id+"/response", "{not json")
		case `"garbage error"`:
			post(base+"invocation/"+id+"/error", "<html>")
		case `"other id"`:
			status := post(base+"invocation/00000000-0000-0000-0000-000000000000/response", `{}`)
			post(base+"invocation/"+id+"/response", fmt.Sprintf(`{"status":%d}`, status))
		case `"linger"`:
			post(base+"invocation/"+id+"/response", fmt.Sprintf(`{"pid":%d}`, os.Getpid()))
			<-time.After(time.Hour)
		default:
			post(base+"invocation/"+id+"/response", fmt.Sprintf(`{"pid":%d}`, os.Getpid()))
		}
	}
}

func post(url, body string) int {
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		os.Exit(2)
	}
	response.Body.Close()
	return response.StatusCode
}
