package api

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

// asJSON is the body as JSON: a CSV body of a request that may have one becomes the list that its lines are, with an
// empty cell as an absent member. Lines without any content, with which spreadsheets end a file, are no rows.
func asJSON(request any, contentType string, body []byte) ([]byte, error) {
	tabular, ok := request.(contract.Tabular)
	if !ok || !isCSV(contentType) {
		return body, nil
	}
	lines, err := linesOf(body)
	if err != nil {
		return nil, err
	}
	columns := columnsOf(tabular)
	names, err := headed(lines[0], columns)
	if err != nil {
		return nil, err
	}
	rows := make([]map[string]any, 0, len(lines)-1)
	for _, line := range lines[1:] {
		row := map[string]any{}
		for i, cell := range line {
			switch {
			case cell == "":
			case i < len(names) && names[i] != "":
				put(row, names[i], valueOf(cell, columns[names[i]].kind))
			default:
				row[fmt.Sprintf("column %d", i+1)] = cell // which no row has
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return json.Marshal(map[string]any{tabular.Table(): rows})
}

// isCSV compares a media type as HTTP does: in any case, whatever its parameters.
func isCSV(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.EqualFold(strings.TrimSpace(media), "text/csv")
}

// linesOf reads the cells of a file as spreadsheets save it: with a byte order mark or without, separated by commas,
// semicolons or tabs, whichever its first line has most of.
func linesOf(body []byte) ([][]string, error) {
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if !utf8.Valid(body) {
		return nil, fault.ErrMalformedCSV
	}
	reader := csv.NewReader(bytes.NewReader(body))
	reader.FieldsPerRecord = -1 // a line that is too short or too long is that row's own fault
	first, _, _ := bytes.Cut(bytes.TrimLeft(body, "\r\n"), []byte("\n"))
	most := 0
	for _, separator := range []rune{',', ';', '\t'} {
		if n := bytes.Count(first, []byte(string(separator))); n > most {
			reader.Comma, most = separator, n
		}
	}
	lines, err := reader.ReadAll()
	if at, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, fault.ErrMalformedCSV.With("line", at.Line)
	}
	if err != nil || len(lines) == 0 {
		return nil, fault.ErrMalformedCSV
	}
	return lines, nil
}

// column is what a row has in a column.
type column struct {
	kind     reflect.Kind
	required bool
}

// put sets a member of a row: of an object in it where the name is a path.
func put(row map[string]any, name string, value any) {
	object, member, nested := strings.Cut(name, ".")
	if !nested {
		row[name] = value
		return
	}
	within, _ := row[object].(map[string]any)
	if within == nil {
		within = map[string]any{}
		row[object] = within
	}
	put(within, member, value)
}

// columnsOf are the columns that the rows of a request may have, by JSON name. What an object in a row holds has columns of its own,
// named by its path, as errors are.
func columnsOf(tabular contract.Tabular) map[string]column {
	out := map[string]column{}
	for list := range reflect.TypeOf(tabular).Elem().Fields() {
		if name, _, _ := strings.Cut(list.Tag.Get("json"), ","); name == tabular.Table() {
			addColumns(out, list.Type.Elem(), "", true)
		}
	}
	return out
}

func addColumns(out map[string]column, object reflect.Type, path string, required bool) {
	for field := range object.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		of, needed := field.Type, required && !strings.Contains(options, "omitempty")
		if of.Kind() == reflect.Pointer {
			of, needed = of.Elem(), false
		}
		switch {
		case field.Anonymous && name == "":
			addColumns(out, of, path, required)
		case of.Kind() == reflect.Struct && of != reflect.TypeFor[time.Time]():
			addColumns(out, of, path+name+".", needed)
		default:
			out[path+name] = column{of.Kind(), needed}
		}
	}
}

// headed are the names of a file's columns. A file with a column that rows do not have, with one twice, or without one that
// rows need is refused as a whole: every row of it would be.
func headed(line []string, columns map[string]column) ([]string, error) {
	var fields fault.Fields
	var names []string
	for _, name := range line {
		name = strings.TrimSpace(name)
		name = cmp.Or(named()[name], name)
		_, known := columns[name]
		switch {
		case name == "": // to the right of a table
		case !known:
			fields.Add(shown(name), "unknown_column")
		case slices.Contains(names, name):
			fields.Add(name, "duplicate/column")
		}
		names = append(names, name)
	}
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		fields.Check(!columns[name].required || slices.Contains(names, name), name, "missing_column")
	}
	return names, fields.Err()
}

// valueOf is a cell as the value that JSON would have in its place.
func valueOf(cell string, kind reflect.Kind) any {
	switch kind {
	case reflect.Bool:
		if strings.EqualFold(cell, "true") || strings.EqualFold(cell, "false") { // spreadsheets write TRUE
			return strings.EqualFold(cell, "true")
		}
	case reflect.Int, reflect.Int64:
		if number.MatchString(cell) {
			return json.RawMessage(cell)
		}
	case reflect.Slice: // its items are separated by semicolons
		items := []string{}
		for item := range strings.SplitSeq(cell, ";") {
			if item = strings.TrimSpace(item); item != "" {
				items = append(items, item)
			}
		}
		return items
	default:
	}
	return cell
}
