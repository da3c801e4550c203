package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
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
	rows := make([]map[string]string, 0, len(lines)-1)
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, cell := range line {
			if cell != "" {
				row[strings.TrimSpace(lines[0][i])] = cell
			}
		}
		rows = append(rows, row)
	}
	return json.Marshal(map[string]any{tabular.Table(): rows})
}
