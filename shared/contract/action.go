package contract

import (
	"cmp"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"samplepath/shared/actor"
	"samplepath/shared/fault"
	"samplepath/shared/private"
)

// Who may call most actions.
var (
	agency  = []actor.Kind{actor.Agency}
	seller  = []actor.Kind{actor.Seller}
	creator = []actor.Kind{actor.Creator}
)

// Area groups actions into one CloudFormation stack each, to stay below its limit of resources.
type Area string

// The areas.
const (
	Campaigns Area = "Campaigns"
	Creators  Area = "Creators"
	Samples   Area = "Samples"
	Lifecycle Area = "Lifecycle"
	Open      Area = "Api" // what comes without a token, and what belongs to signing in: it is one with the API and the user pool
)

// Operation is something a function may do with the table; infra grants exactly these.
type Operation string

// The operations: reads by key, queries of the table or one index, and the writes a transaction may hold.
const (
	Get       Operation = "get"
	Query     Operation = "query"
	QueryGSI1 Operation = "query GSI1"
	QueryGSI2 Operation = "query GSI2"
	QueryGSI3 Operation = "query GSI3"
	QueryGSI4 Operation = "query GSI4"
	Put       Operation = "put"
	Update    Operation = "update"
	Delete    Operation = "delete"
	Check     Operation = "check"
)

// LinkPageVariable is the environment variable that tells a function which uses LinkPage what that page is.
const LinkPageVariable = "SAMPLEPATH_LINK_PAGE"

// Use is a service besides the table that a function may call.
type Use string

// The services.
const (
	PublishEvents   Use = "publish events"   // put events on the bus
	StartLifecycles Use = "start lifecycles" // start executions of both state machines
	MendLifecycles  Use = "mend lifecycles"  // start, look at and stop executions
	NameLifecycles  Use = "name lifecycles"  // know the state machines' ARNs, to link to executions; grants nothing
	ReadAccounts    Use = "read accounts"    // look at an account of the user pool
	LinkPage        Use = "link page"        // know the deployer's page that opens links; grants nothing
	AnswerWaits     Use = "answer waits"     // complete or fail task tokens
	CarrierSecrets  Use = "carrier secrets"  // read the webhook secrets of the carriers
	ContentSites    Use = "content sites"    // know the hosts on which content may be; grants nothing
	PlatformSecret  Use = "platform secret"  // read the app key and secret with which TikTok Shop signs
)

// Trigger says what invokes a function that has no route.
type Trigger struct {
	Stream   bool     // new events of the table's stream
	Events   []string // event types on the bus; a trailing * matches any rest
	Schedule string   // EventBridge Scheduler expression
	Minutes  int      // how long a scheduled run may take; 0 is 1
	Parts    int      // of an hourly run: each comes by itself at its own minute, with PartInput; 0 is a run of the whole
	SignIn   bool     // the user pool, before it gives a token
	Task     bool     // a task of a state machine
}

// Action is one thing the application does, and one Lambda function.
type Action struct {
	Name     string // verb-noun: the folder, the CDK id, the events folder and the Make target
	Area     Area
	Summary  string // one line for the API's reader
	Features string // rows of FEATURES.md

	Method string // with Path: the route; empty for a function that no caller reaches
	Path   string
	Actors []actor.Kind // who may call it; Platform means signed, without a token
	Status int          // of a success
	// Personal says that the answer to a change holds personal data: it is not kept under an Idempotency-Key. Such a change
	// sets what it names, and can be made again.
	Personal bool

	Table   []Operation    // on items that are not private
	Opens   []private.Kind // read by key
	Stores  []private.Kind // put
	Uses    []Use
	Trigger Trigger

	Request  reflect.Type
	Response reflect.Type
	File     string // media type of an answer that is a Document
	// Errors are what its rules refuse the action with, besides what follows from the frame (Problems), and RowErrors what
	// they say of rows, or reasons, in a success.
	Errors    []*fault.Error
	RowErrors []*fault.Error
	// Answers are the types that each kind of caller gets where they differ: Response is any then.
	Answers map[actor.Kind]reflect.Type
}

// Answer is the type that a kind of caller gets.
func (a *Action) Answer(kind actor.Kind) reflect.Type {
	if of, differs := a.Answers[kind]; differs {
		return of
	}
	return a.Response
}

// Routed reports whether the action is called through the API.
func (a *Action) Routed() bool { return a.Path != "" }

// Signed reports whether callers prove themselves by a signature instead of a token.
func (a *Action) Signed() bool { return slices.Contains(a.Actors, actor.Platform) }

// Public reports whether anybody may call it, without a token.
func (a *Action) Public() bool { return slices.Contains(a.Actors, actor.Public) }

// Reads reports whether the action changes nothing.
func (a *Action) Reads() bool { return a.Method == http.MethodGet }

// HasBody reports whether a request of the action has a body.
func (a *Action) HasBody() bool { return !a.Reads() && a.Method != http.MethodDelete }

// Of is an action bound to the Go types of its request and answer.
type Of[Request, Response any] struct{ *Action }

var actions []*Action

// Actions lists every action, sorted by name.
func Actions() []*Action {
	return slices.SortedFunc(slices.Values(actions), func(a, b *Action) int { return strings.Compare(a.Name, b.Name) })
}

// Find returns the action of that name, or nil.
func Find(name string) *Action {
	for _, a := range actions {
		if a.Name == name {
			return a
		}
	}
	return nil
}

func define[Request, Response any](a Action) Of[Request, Response] {
	a.Request, a.Response = reflect.TypeFor[Request](), reflect.TypeFor[Response]()
	if a.Status == 0 {
		a.Status = 200
	}
	if a.Keyed() { // its answer is kept under the Idempotency-Key, and looked up there
		for _, operation := range []Operation{Get, Put} {
			if !slices.Contains(a.Table, operation) {
				a.Table = append(a.Table, operation)
			}
		}
	}
	actions = append(actions, &a)
	return Of[Request, Response]{&a}
}

// None is the request or answer of an action that has none.
type None struct{}

// Paging is embedded in the request of every list.
type Paging struct {
	Limit  int    `query:"limit,omitempty" json:"-" minimum:"1" maximum:"100" default:"20" doc:"How many items at most"`
	Cursor string `query:"cursor,omitempty" json:"-" maxLength:"1024" doc:"nextCursor of the page before"`
}

// SortOrder is which end of a list comes first.
type SortOrder string

// The orders, by the time at which things were made.
const (
	Oldest SortOrder = "oldest"
	Newest SortOrder = "newest"
)

var sortOrders = []SortOrder{Oldest, Newest}

// FileFormat is how a list is answered.
type FileFormat string

// The formats.
const (
	JSON FileFormat = "json"
	CSV  FileFormat = "csv"
)

var formats = []FileFormat{JSON, CSV}

// Export is the paging of a list that can be had as a file, too. Its limit has no default of its own: a file has every row, a
// page as many as any list.
type Export struct {
	Format FileFormat `query:"format,omitempty" json:"-" default:"json" doc:"A CSV file has every row, or limit of them"`
	Limit  int        `query:"limit,omitempty" json:"-" minimum:"1" maximum:"100" doc:"How many items at most: where it is absent 20 as JSON, and all as CSV"`
	Cursor string     `query:"cursor,omitempty" json:"-" maxLength:"1024" doc:"nextCursor of the page before, or the header Next-Cursor of the file before"`
}

const (
	pageOfList = 20  // the default of Paging's limit, for an Export that is answered as a page
	pageOfFile = 100 // rows of a file that are read at a time
)

// NextPage is the page to read next: of a file that has every row, a larger one.
func (e *Export) NextPage() Paging {
	if e.whole() {
		return Paging{Limit: pageOfFile, Cursor: e.Cursor}
	}
	return Paging{Limit: cmp.Or(e.Limit, pageOfList), Cursor: e.Cursor}
}

// Follow moves on to the next page of a file. It is false where only one page is asked for.
func (e *Export) Follow(cursor string) bool {
	if !e.whole() {
		return false
	}
	e.Cursor = cursor
	return true
}

func (e *Export) whole() bool { return e.Format == CSV && e.Limit == 0 }

// Page is the answer of every list. NextCursor is empty on the last page.
type Page[T any] struct {
	Items      []T    `json:"items"`
	NextCursor string `json:"nextCursor,omitempty" doc:"Give it as cursor to read on; absent on the last page"`
}

// Next is the cursor of the next page, for answers whose form has no place for it.
func (p Page[T]) Next() string { return p.NextCursor }

// Row is one row's answer of a bulk call, in the order of the request.
type Row[T any] struct {
	Index  int      `json:"index" doc:"Position in the request, from 0"`
	Status int      `json:"status" doc:"HTTP status this row would have had by itself"`
	Result *T       `json:"result,omitempty"`
	Error  *Problem `json:"error,omitempty"`
}

// Rows is the answer of a bulk call.
type Rows[T any] struct {
	Succeeded int      `json:"succeeded"`
	Failed    int      `json:"failed"`
	Rows      []Row[T] `json:"rows"`
}

func (*Rows[T]) bulk() {}

// Err is the first row's that failed, or nil: for clients that want all or nothing.
func (r Rows[T]) Err() error {
	for _, row := range r.Rows {
		if row.Error != nil {
			return fmt.Errorf("row %d: %s: %s", row.Index, row.Error.Code, row.Error.Detail)
		}
	}
	return nil
}

// Sheet is an answer that can be had as CSV, too, if its request has an Export: the same rows as its JSON.
type Sheet interface {
	Columns() []string
	Records() [][]string
	Next() string // cursor of the next page, empty on the last
}

// Document is an answer that is a file, such as a PDF; its action says of which kind (File). It is sent as it is, for the
// caller to save under its name.
type Document struct {
	Name string // of the file, in ASCII
	Data []byte
}
