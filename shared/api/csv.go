package api

import (
	"encoding/csv"
	"fmt"
	"strings"

	"samplepath/shared/contract"
)

// writeCSV is RFC 4180 with a header line. A cell that a spreadsheet would take for a formula gets a leading quote mark.
func writeCSV(sheet contract.Sheet) (string, error) {
	var out strings.Builder
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	lines := append([][]string{sheet.Columns()}, sheet.Records()...)
	for _, line := range lines {
		safe := make([]string, len(line))
		for i, cell := range line {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 {
				cell = "'" + cell
			}
			safe[i] = cell
		}
		if err := w.Write(safe); err != nil {
			return "", fmt.Errorf("write CSV: %w", err)
		}
	}
	w.Flush()
	return out.String(), w.Error()
}
