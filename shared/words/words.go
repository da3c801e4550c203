// Package words says what people read: each kind of text has one file of words, by key, beside the package that speaks. Whoever
// deploys the application rephrases or translates them there. Pure: no AWS.
package words

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
)

// Book holds the words of one kind of text by key. A name in braces stands for a value: "must be at least {least}".
type Book struct{ texts func() map[string]string }

// Open is the book of a file that the binary holds: a JSON object of texts. It is read when something of it is said for the first
// time, for most functions start and never say anything; then it panics where the file is none, as a template would.
func Open(name string, file []byte) Book {
	return Book{sync.OnceValue(func() map[string]string {
		out := map[string]string{}
		if err := json.Unmarshal(file, &out); err != nil {
			panic(fmt.Sprintf("words: %s: %v", name, err))
		}
		return out
	})}
}

// All are the texts by key, to look at.
func (b Book) All() map[string]string { return b.texts() }

// Say is the text of a key, with values by name: pairs of a name and what stands for it. A key without words has none.
func (b Book) Say(key string, values ...any) string {
	text := b.texts()[key]
	if len(values) == 0 || !strings.Contains(text, "{") {
		return text
	}
	pairs := make([]string, 0, len(values))
	for i := 0; i+1 < len(values); i += 2 {
		pairs = append(pairs, fmt.Sprintf("{%v}", values[i]), fmt.Sprint(values[i+1]))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
