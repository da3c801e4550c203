package contract

import (
	"encoding/json"
	"net/http"

	"samplepath/shared/actor"
)

// GetOpenapi answers the description of this API, which is generated from this package.
var GetOpenapi = define[None, json.RawMessage](Action{
	Name: "get-openapi", Area: Open, Actors: []actor.Kind{actor.Public},
	Summary: "Answers the OpenAPI 3.1 document of this API.",
	Method:  http.MethodGet, Path: "/v1/openapi.json",
})
