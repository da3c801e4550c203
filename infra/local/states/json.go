package states

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// maxPayload is the most bytes of JSON that may be passed to, from or between states.
const maxPayload = 262_144

// doc is a JSON text with its decoded value, which is shared between states and never changed. Numbers are json.Number.
type doc struct {
	value any
	text  string
}

var emptyObject = doc{value: map[string]any{}, text: "{}"}

func parseDoc(text string) (doc, error) {
	value, err := decode([]byte(text))
	return doc{value: value, text: text}, err
}

// docOf renders a value built from decoded JSON; object keys come out sorted.
func docOf(value any) doc {
	return doc{value: value, text: encode(value)}
}

func decode(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return value, nil
}

func encode(value any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic("states: a value that is not JSON: " + err.Error()) // every value is decoded JSON or built from it
	}
	return strings.TrimSuffix(b.String(), "\n")
}
