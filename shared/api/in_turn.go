package api

// Shares names what a row of a bulk call has in common with other rows: items that its change writes, or rules that count
// over several rows. Rows that share something are handled one after the other, in their order; all others side by side.
type Shares func(row int) []string

// InTurn is for rows that all share something: they are handled one after the other.
func InTurn(int) []string { return []string{""} }

// lanes divides n rows into those that must be handled one after the other: two rows that share something are in the same
// lane, also where a third row shares one thing with each of them. Rows keep their order within a lane.
func lanes(n int, shares Shares) [][]int {
	lane := make([]int, n) // of each row, named by a row of it; that row's lane is itself
	find := func(row int) int {
		for lane[row] != row {
			row = lane[row]
		}
		return row
	}
	holder := map[string]int{} // a row that has the thing
	for row := range n {
		lane[row] = row
		for _, thing := range shares(row) {
			if other, taken := holder[thing]; taken {
				lane[find(row)] = find(other)
			} else {
				holder[thing] = row
			}
		}
	}
	rows := map[int][]int{}
	var order []int
	for row := range n {
		first := find(row)
		if len(rows[first]) == 0 {
			order = append(order, first)
		}
		rows[first] = append(rows[first], row)
	}
	out := make([][]int, 0, len(order))
	for _, first := range order {
		out = append(out, rows[first])
	}
	return out
}
