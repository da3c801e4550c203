package fault

// Faults of the frame: what any action may be refused with before its rules are asked, or when they cannot be. Which of
// them an action may answer follows from its entry of the contract (contract.Action.Problems).
var (
	ErrMalformedBody   = New(Malformed, "malformed_body", "The body is not base64, although it is said to be.")
	ErrMalformedJSON   = New(Malformed, "malformed_json", "The body is not a JSON object.")
	ErrMalformedCSV    = New(Malformed, "malformed_csv", "The body is not CSV in UTF-8 with a line of column names.")
	ErrCursor          = New(Malformed, "invalid_cursor", "The cursor is not one of this list; start again without it.")
	ErrKey             = New(Malformed, "invalid_idempotency_key", "Idempotency-Key is 1 to 128 visible characters.")
	ErrUnauthenticated = New(Unauthenticated, "unauthenticated", "The token does not say who you are.")
	ErrWrongActor      = New(Forbidden, "wrong_actor", "Your kind of actor cannot do this.")
	ErrNowhere         = New(NotFound, "not_found", "There is no such thing.")
	ErrTooLarge        = New(TooLarge, "body_too_large", "The body is larger than 256 KiB.")
	ErrFields          = New(Invalid, CodeInvalid, "Some fields are not as they should be.")
	ErrKeyReused       = New(Invalid, "idempotency_key_reused", "The Idempotency-Key was used for another request.")
	ErrInternal        = New(Internal, "internal", "Something went wrong on our side. Try again, or name the requestId to us.")
)

// Busy is the answer where something that we depend on is throttled or cannot be reached, after all attempts.
var Busy = New(Unavailable, "try_again_later", "Too much is going on at the moment, or a part of the system does not answer. Try again in a few seconds.")
