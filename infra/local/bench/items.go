package bench

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"samplepath/shared/database/meter"
	"samplepath/shared/table"
)

// itemLimit is one write unit, in bytes.
const itemLimit = 1024

// items counts what was written, by kind. Safe for concurrent use.
type items struct {
	mu      sync.Mutex
	written int
	within  int
	largest map[string]int // by kind
	above   map[string]int // how many were larger than itemLimit, by kind
}

func newItems() *items { return &items{largest: map[string]int{}, above: map[string]int{}} }

func (i *items) note(item meter.Item) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.written++
	kind := kindOf(item.Key)
	if item.Size <= itemLimit {
		i.within++
	} else {
		i.above[kind]++
	}
	i.largest[kind] = max(i.largest[kind], item.Size)
}

// kindOf is what an item is, by the words of its keys.
func kindOf(key map[string]string) string {
	partition, _, _ := strings.Cut(key[table.PK], "#")
	sort, _, _ := strings.Cut(key[table.SK], "#")
	switch {
	case partition == "INBOX":
		return "inbox entry"
	case partition == "IDEM":
		return "idempotency record"
	case partition == "MARKETPLACE":
		return "marketplace entry"
	case sort == "EVENT":
		return "event of " + article(partition)
	default:
		return strings.ToLower(sort)
	}
}

func article(noun string) string {
	noun = strings.ToLower(noun)
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
}

// measureItems looks at every write of the script: a campaign from its draft and a sample's whole life.
func (b *bench) measureItems(context.Context) (*section, error) {
	b.items.mu.Lock()
	defer b.items.mu.Unlock()
	s := newSection("Items, as they were written in a whole life")
	share := 100 * float64(b.items.within) / float64(max(1, b.items.written))
	s.check("writes of at most 1 KB", fmt.Sprintf("%s%% of %d", number(share), b.items.written), "99 in 100", share >= 99)
	kinds := slices.SortedFunc(maps.Keys(b.items.largest), func(x, y string) int {
		return b.items.largest[y] - b.items.largest[x]
	})
	for _, kind := range kinds {
		measured := fmt.Sprintf("%d bytes", b.items.largest[kind])
		if above := b.items.above[kind]; above > 0 {
			measured += fmt.Sprintf(", %d above 1 KB", above)
		}
		s.tell("largest "+kind, measured)
	}
	return s, nil
}
