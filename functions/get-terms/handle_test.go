package main

import (
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
	"samplepath/shared/terms"
)

func TestMain(m *testing.M) { apitest.Main(m) }

// Feature D2: anybody reads the terms, by version or as they are at present.
func TestTheTermsAreReadByVersion(t *testing.T) {
	serve := apitest.Server(contract.GetTerms, nil, handle)
	for _, name := range []string{"current", "by-version"} {
		answer := apitest.Decode[contract.Terms](t, serve(t, apitest.Event(t, "get-terms/"+name)), http.StatusOK)
		if answer.Version != terms.Current || !answer.Current || !strings.Contains(answer.Text, "Version "+terms.Current) {
			t.Errorf("%s: %+v", name, answer)
		}
	}
}

func TestAVersionThatThereIsNotIsNotFound(t *testing.T) {
	serve := apitest.Server(contract.GetTerms, nil, handle)
	e := apitest.Event(t, "get-terms/by-version")
	e.PathParameters = map[string]string{"version": "1999-01"}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "terms_not_found")
	e.PathParameters = map[string]string{"version": "../doc"}
	apitest.Refused(t, serve(t, e), http.StatusNotFound, "not_found")
}
