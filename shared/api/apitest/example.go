package apitest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"samplepath/events"
	"samplepath/shared/actor"
	"samplepath/shared/contract"
	"samplepath/shared/table/tabletest"
)

// The document shows what tests were answered: of each action one answer for every kind of caller, to a sample event as it stands.
// They are kept in shared/openapi/answers. Tests with -update write them anew.

var update = flag.Bool("update", false, "write the answers that the document shows anew")

// longestExample is how many bytes an answer may have to be shown. Of those the longest tells most.
const longestExample = 6000

// examples are the answers that can be shown, by action and kind of caller.
var examples = struct {
	sync.Mutex
	of map[exampleKey]example
}{of: map[exampleKey]example{}}

type exampleKey struct {
	action string
	caller actor.Kind
}

type example struct {
	event string // the sample event that it answers
	body  string
}

// better reports whether an answer is to be shown rather than another, whichever came first.
func (e example) better(other example) bool {
	if e.event != other.event {
		return other.event == "" || e.event < other.event
	}
	return len(e.body) > len(other.body) || len(e.body) == len(other.body) && e.body < other.body
}

// shown reports whether the document has examples of what an action answers: files and the document itself need none.
func shown(action *contract.Action) bool {
	return action.Routed() && !action.Public() && action.File == ""
}

// offer takes an answer for an example, where it is one to a sample event.
func offer(t testing.TB, action *contract.Action, e Request, answer Answer) {
	t.Helper()
	if !shown(action) || answer.Status != action.Status || answer.Header["content-type"] != "application/json" || len(answer.Body) > longestExample {
		return
	}
	name := sampleEvent(t, action.Name, e)
	if name == "" {
		return
	}
	found, key := example{name, settled(answer.Body)}, exampleKey{action.Name, callerOf(e)}
	examples.Lock()
	defer examples.Unlock()
	if found.better(examples.of[key]) {
		examples.of[key] = found
	}
}

// callerOf is the kind of actor that calls.
func callerOf(e Request) actor.Kind {
	if e.RequestContext.Authorizer == nil || e.RequestContext.Authorizer.JWT == nil {
		return actor.Platform
	}
	return actor.Kind(e.RequestContext.Authorizer.JWT.Claims["custom:actor"])
}

// sampleEvent names the sample event of an action that a request is, under whatever Idempotency-Key, or is empty.
func sampleEvent(t testing.TB, action string, e Request) string {
	t.Helper()
	for _, name := range Cases(t, action) {
		if reflect.DeepEqual(WithKey(Event(t, name), ""), WithKey(e, "")) {
			return filepath.Base(name)
		}
	}
	return ""
}

var (
	identifier = regexp.MustCompile(`\b[a-z]{3}(_[0-7][0-9A-HJKMNP-TV-Z]{25}){1,2}\b`) // with its owner, or by itself
	linkCode   = regexp.MustCompile(`"linkCode":"([a-z0-9]+)"`)
	nextCursor = regexp.MustCompile(`"nextCursor":"[^"]+"`)
)

// sampleIDs are the ids and codes of the sample events' world.
var sampleIDs = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{tabletest.LinkCode: true, tabletest.ListLinkCode: true}
	files, _ := events.Files.ReadDir(".")
	for _, folder := range files {
		names, _ := events.Files.ReadDir(folder.Name())
		for _, name := range names {
			text, _ := events.Files.ReadFile(folder.Name() + "/" + name.Name())
			for _, id := range identifier.FindAllString(string(text), -1) {
				out[id] = true
			}
		}
	}
	return out
})

// settled is an answer in which everything random is always the same: ids that were made for it are numbered in its order.
func settled(body string) string {
	made := map[string]string{}
	body = identifier.ReplaceAllStringFunc(body, func(id string) string {
		if sampleIDs()[id] {
			return id
		}
		if made[id] == "" {
			made[id] = fmt.Sprintf("%s01QG%022d", id[:len(id)-26], len(made)+1)
		}
		return made[id]
	})
	for _, code := range linkCode.FindAllStringSubmatch(body, -1) {
		if !sampleIDs()[code[1]] {
			body = strings.ReplaceAll(body, code[1], tabletest.LinkCode)
		}
	}
	return nextCursor.ReplaceAllString(body, `"nextCursor":"eyJhZnRlciI6Ii4uLiJ9"`)
}

// checkExamples compares what an action answered with what the document shows of it, or writes that anew.
func checkExamples(action *contract.Action, root string) []string {
	if !shown(action) {
		return nil
	}
	of := map[string]json.RawMessage{}
	for _, kind := range action.Actors {
		if found, ok := examples.of[exampleKey{action.Name, kind}]; ok {
			of[found.event] = json.RawMessage(found.body)
		}
	}
	if len(of) == 0 {
		return []string{fmt.Sprintf("FAIL: in the tests of %s no sample event is answered as it stands, for the document to show", action.Name)}
	}
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(of); err != nil {
		return []string{err.Error()}
	}
	file := filepath.Join(root, "shared/openapi/answers", action.Name+".json")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o600); err != nil {
			return []string{err.Error()}
		}
		return nil
	}
	kept, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) { // the test of the document says which action shows nothing
		return nil
	}
	if err != nil || !bytes.Equal(kept, got.Bytes()) {
		return []string{fmt.Sprintf("FAIL: %s answers %s otherwise than the document shows; run `make answers` and look at the difference: %s",
			action.Name, strings.Join(slices.Sorted(maps.Keys(of)), ", "), got.String())}
	}
	return nil
}
