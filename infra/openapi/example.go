package openapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"samplepath/events"
	"samplepath/shared/contract"
	"samplepath/shared/openapi/answers"
)

// example is what a sample event tells about a request.
type example struct {
	name string
	path map[string]string
	body json.RawMessage
}

// examples reads the sample events of an action.
func examples(action *contract.Action) ([]example, error) {
	files, err := fs.Glob(events.Files, action.Name+"/*.json")
	if err != nil {
		return nil, fmt.Errorf("find sample events: %w", err)
	}
	var out []example
	for _, file := range files {
		encoded, err := fs.ReadFile(events.Files, file)
		if err != nil {
			return nil, fmt.Errorf("read a sample event: %w", err)
		}
		var e struct {
			PathParameters map[string]string `json:"pathParameters"`
			Body           string            `json:"body"`
		}
		if err := json.Unmarshal(encoded, &e); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, example{strings.TrimSuffix(path.Base(file), ".json"), e.PathParameters, json.RawMessage(e.Body)})
	}
	return out, nil
}

// answered are the answers of an action that the document shows, by the case of the sample event. Files have none.
func answered(action *contract.Action) (map[string]*huma.Example, error) {
	encoded, err := answers.Files.ReadFile(action.Name + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	var byCase map[string]json.RawMessage
	if err := json.Unmarshal(encoded, &byCase); err != nil {
		return nil, fmt.Errorf("read the answers: %w", err)
	}
	out := map[string]*huma.Example{}
	for name, answer := range byCase {
		out[name] = &huma.Example{Value: answer}
	}
	return out, nil
}
