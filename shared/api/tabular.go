package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"

	"samplepath/shared/contract"
	"samplepath/shared/fault"
)

var errCSV = fault.New(fault.Malformed, "malformed_csv", "The body is not CSV with a line of column names.")

// untabled is the body as JSON: a CSV body of a request that may have one becomes the list that its lines are, with an
// empty cell as an absent member.
func untabled(request any, contentType string, body []byte) ([]byte, error) {
	tabular, ok := request.(contract.Tabular)
	if !ok || !strings.HasPrefix(contentType, "text/csv") {
		return body, nil
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	lines, err := reader.ReadAll()
	if err != nil || len(lines) == 0 {
		return nil, errCSV
	}
	booleans := booleansOf(tabular)
	rows := make([]map[string]any, 0, len(lines)-1)
	for _, line := range lines[1:] {
		row := map[string]any{}
		for i, cell := range line {
			name := strings.TrimSpace(lines[0][i])
			switch {
			case cell == "":
			case booleans[name] && (cell == "true" || cell == "false"):
				row[name] = cell == "true"
			default:
				row[name] = cell
			}
		}
		rows = append(rows, row)
	}
	return json.Marshal(map[string]any{tabular.Table(): rows})
}

// booleansOf are the JSON names of the columns that are true or false: all others are text.
func booleansOf(tabular contract.Tabular) map[string]bool {
	out := map[string]bool{}
	for list := range reflect.TypeOf(tabular).Elem().Fields() {
		if name, _, _ := strings.Cut(list.Tag.Get("json"), ","); name != tabular.Table() {
			continue
		}
		for column := range list.Type.Elem().Fields() {
			name, _, _ := strings.Cut(column.Tag.Get("json"), ",")
			out[name] = column.Type.Kind() == reflect.Bool
		}
	}
	return out
}
