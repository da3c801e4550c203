package api

import (
	"cmp"
	"encoding/base64"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"samplepath/shared/actor"
	"samplepath/shared/campaign"
	"samplepath/shared/contract"
	"samplepath/shared/event"
	"samplepath/shared/fault"
	"samplepath/shared/id"
	"samplepath/shared/notice"
	"samplepath/shared/table"
)

// Call is one request on its way through a handler.
type Call[Request any] struct {
	Request Request
	Caller  Caller
	Now     time.Time
	Table   *table.Table
	Body    []byte                          // as it was sent: what signatures are made over
	Event   *events.APIGatewayV2HTTPRequest // for headers

	action   *contract.Action
	key      string // Idempotency-Key, or empty
	digest   string
	status   int
	replayed bool
	chosen   bool // the key is the client's own
	claimed  bool // the key is bound to this upload already

	wrongRows map[int]error // of a bulk call: the rows that are not as they should be
}

// Caller is who calls, by the claims of the token.
type Caller struct {
	Kind      actor.Kind
	ID        string
	Name      string // of the agency or shop
	Handle    string // of a creator
	Followers int    // of a creator, as the platform counts them
	ShopCode  string // of a seller
	Market    string // of an agency or seller: ISO 3166-1 alpha-2 of where it is at home; may be empty

	callID string // of the bulk call of which this is one row
}

// Shop is a seller's shop.
func (c Caller) Shop() campaign.Shop { return campaign.Shop{Code: c.ShopCode, Market: c.Market} }

// Inboxes are the inboxes of the caller's notifications.
func (c Caller) Inboxes() []string { return notice.Inboxes(c.Kind, c.ID, c.ShopCode) }

// Party is the caller as an event records it.
func (c Caller) Party() event.Party {
	return event.Party{Actor: c.Kind, ID: c.ID, CallID: c.callID}
}

// readClaims are the claims of which more than an id is made; shop code and handle become parts of keys.
var readClaims = []string{"name", "preferred_username", "custom:shop_code", "custom:market"}

// longestClaim is how long one of them may be, in bytes: a user pool allows 2,048, more than a key can hold.
const longestClaim = 256

// callerOf reads the claims that the gateway's authorizer has verified.
func callerOf(action *contract.Action, e *events.APIGatewayV2HTTPRequest) (Caller, error) {
	if action.Signed() {
		return Caller{Kind: actor.Platform, ID: cmp.Or(e.PathParameters["carrier"], e.PathParameters["platform"])}, nil
	}
	if action.Public() {
		return Caller{Kind: actor.Public}, nil
	}
	if e.RequestContext.Authorizer == nil || e.RequestContext.Authorizer.JWT == nil {
		return Caller{}, fault.ErrUnauthenticated
	}
	claims := e.RequestContext.Authorizer.JWT.Claims
	for _, name := range readClaims {
		if len(claims[name]) > longestClaim {
			return Caller{}, fault.ErrUnauthenticated.With("claim", name)
		}
	}
	caller := Caller{
		Kind: actor.Kind(claims["custom:actor"]), ID: claims["custom:actor_id"],
		Name: claims["name"], Handle: claims["preferred_username"], ShopCode: claims["custom:shop_code"],
		Market: claims["custom:market"],
	}
	caller.Followers, _ = strconv.Atoi(claims["custom:followers"])
	kind, known := actor.IDs[caller.Kind]
	if !known || !id.Is(caller.ID, kind) {
		return Caller{}, fault.ErrUnauthenticated
	}
	if !slices.Contains(action.Actors, caller.Kind) {
		return caller, fault.ErrWrongActor.With("allowed", action.Actors)
	}
	return caller, nil
}

// bodyOf is the request's body as it was sent.
func bodyOf(e *events.APIGatewayV2HTTPRequest) ([]byte, error) {
	body := []byte(e.Body)
	if e.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(e.Body)
		if err != nil {
			return nil, fault.ErrMalformedBody
		}
		body = decoded
	}
	if len(body) > MaxBody {
		return nil, fault.ErrTooLarge
	}
	return body, nil
}

// Header is a request header's value; names are compared as HTTP does.
func (c *Call[Request]) Header(name string) string { return c.Event.Headers[strings.ToLower(name)] }

// LinkURL is the address that a link is shared by: the deployer's page that opens links, where the stage has one, else the
// action open-link of this API, which a program calls with a creator's token.
func (c *Call[Request]) LinkURL(code string) string {
	if page := os.Getenv(contract.LinkPageVariable); page != "" {
		return strings.ReplaceAll(page, "{code}", code)
	}
	return "https://" + c.Event.RequestContext.DomainName + "/v1/links/" + code
}

// Page is the page that a list's request asks for.
func (c *Call[Request]) Page(p contract.Paging) table.Page {
	return table.Page{Limit: p.Limit, Cursor: p.Cursor, Caller: c.Caller.ID}
}

// Each is the view of every item of a list.
func Each[A, View any](items []A, view func(A) View) []View {
	out := make([]View, 0, len(items))
	for _, item := range items {
		out = append(out, view(item))
	}
	return out
}

// PageOfViews is a page of what a caller sees of each item.
func PageOfViews[T, V any](items []T, cursor string, view func(T) V) contract.Page[V] {
	views := make([]V, 0, len(items))
	for _, item := range items {
		views = append(views, view(item))
	}
	return PageOf(views, cursor)
}

// PageOf is the answer of a list.
func PageOf[T any](items []T, cursor string) contract.Page[T] {
	if items == nil {
		items = []T{}
	}
	return contract.Page[T]{Items: items, NextCursor: cursor}
}
