package api

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"

	"samplepath/shared/contract"
)

// maxRows and maxFile are how many rows and bytes a file holds at most, so that it is read in time and below what a function may
// answer. The rest is behind the cursor of the header Next-Cursor.
const (
	maxRows = 10_000
	maxFile = 4 << 20
)

// export writes a file row by row, page after page as they are read, and gives the cursor of what is left. An HTTP API
// cannot hand on a function's answer before it is whole, so only this text grows with the file.
func export[Request, Response any](ctx context.Context, call *Call[Request], handle Handler[Request, Response], sheet contract.Sheet) (file, next string, err error) {
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	if err := writeRow(w, headingsOf(sheet.Columns())); err != nil {
		return "", "", err
	}
	request, _ := any(&call.Request).(interface{ Follow(cursor string) bool })
	for rows, written, size := 0, 0, 0; ; {
		for _, row := range sheet.Records() {
			if err := writeRow(w, row); err != nil {
				return "", "", err
			}
			rows++
		}
		w.Flush()
		size += sizeInJSON(out.String()[written:])
		written = out.Len()
		next = sheet.Next()
		if next == "" || rows >= maxRows || size >= maxFile || request == nil || !request.Follow(next) {
			w.Flush()
			return out.String(), next, w.Error()
		}
		answer, err := handle(ctx, call)
		if err != nil {
			return "", "", err
		}
		sheet = any(answer).(contract.Sheet)
	}
}

// formulas are the characters, also in their wide East Asian forms, with which a cell begins that a spreadsheet runs.
const formulas = "=+-@\t\r\n＝＋－＠"

// writeRow is RFC 4180. A cell that a spreadsheet would take for a formula gets a leading quote mark.
func writeRow(w *csv.Writer, row []string) error {
	safe := make([]string, len(row))
	for i, cell := range row {
		if strings.IndexAny(cell, formulas) == 0 {
			cell = "'" + cell
		}
		safe[i] = cell
	}
	if err := w.Write(safe); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// sizeInJSON is how long a text is within a function's answer, in bytes: the answer is JSON, in which quote marks and the
// characters of markup take up to six.
func sizeInJSON(text string) int {
	encoded, _ := json.Marshal(text) // a text always marshals
	return len(encoded)
}
