// Package words says what people read: each kind of text has one file of words, by key, beside the package that speaks. Whoever
// deploys the application rephrases or translates them there. Pure: no AWS.
package words

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Book holds the words of one kind of text by key. A name in braces stands for a value: "must be at least {least}".
type Book map[string]string

// Open reads a file that the binary holds: a JSON object of texts. It panics where the file is none, as a template would.
func Open(name string, file []byte) Book {
	out := Book{}
	if err := json.Unmarshal(file, &out); err != nil {
		panic(fmt.Sprintf("words: %s: %v", name, err))
	}
	return out
}

// Say is the text of a key, with values by name: pairs of a name and what stands for it. A key without words has none.
func (b Book) Say(key string, values ...any) string {
	text := b[key]
	if len(values) == 0 || !strings.Contains(text, "{") {
		return text
	}
	pairs := make([]string, 0, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", values[i]), fmt.Sprint(values[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
