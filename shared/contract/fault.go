package contract

// Fault is the body of every answer that is not a success: RFC 9457 problem+json with a stable code. Details of a fault
// (the id of an earlier sample, the steps that are missing) are further members of it.
type Fault struct {
	Type      string         `json:"type" doc:"about:blank"`
	Title     string         `json:"title" doc:"The HTTP status in words"`
	Status    int            `json:"status"`
	Code      string         `json:"code" doc:"Stable code" example:"allocation_exhausted"`
	Detail    string         `json:"detail" doc:"For a person"`
	RequestID string         `json:"requestId,omitempty" doc:"Name it when asking for help"`
	Errors    []FieldError   `json:"errors,omitempty" doc:"One entry per bad field"`
	Details   map[string]any `json:"details,omitempty" doc:"What more there is to say, by name"`
}

// FieldError is what is wrong with one field of a request.
type FieldError struct {
	Field   string `json:"field" doc:"Where: a path such as products[2].email; of a row of a bulk call, within that row. Empty in the last entry, where it says how many more there are" example:"products[2].email"`
	Code    string `json:"code" doc:"Stable code" example:"too_long"`
	Message string `json:"message" doc:"For a person" example:"must be at most 50 characters"`
}
