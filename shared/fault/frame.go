package fault

// Faults of the frame: what any action may be refused with before its rules are asked, or when they cannot be. Which of
// them an action may answer follows from its entry of the contract (contract.Action.Problems).
var (
	ErrMalformedBody   = New(Malformed, "malformed_body")
	ErrMalformedJSON   = New(Malformed, "malformed_json")
	ErrMalformedCSV    = New(Malformed, "malformed_csv")
	ErrCursor          = New(Malformed, "invalid_cursor")
	ErrKey             = New(Malformed, "invalid_idempotency_key")
	ErrUnauthenticated = New(Unauthenticated, "unauthenticated")
	ErrWrongActor      = New(Forbidden, "wrong_actor")
	ErrNowhere         = New(NotFound, "not_found")
	ErrTooLarge        = New(TooLarge, "body_too_large")
	ErrFields          = New(Invalid, CodeInvalid)
	ErrKeyReused       = New(Invalid, "idempotency_key_reused")
	ErrInternal        = New(Internal, "internal")
)

// Busy is the answer where something that we depend on is throttled or cannot be reached, after all attempts.
var Busy = New(Unavailable, "try_again_later")
