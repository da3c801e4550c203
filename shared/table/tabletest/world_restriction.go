package tabletest

import (
	"samplepath/shared/event"
	"samplepath/shared/restriction"
	"samplepath/shared/table"
	"samplepath/shared/table/creators"
)

// Restriction is the agency's change of how it stands to the creator, from what was read of that.
func Restriction(before restriction.Restriction, restricted bool) (table.Change, event.Event, error) {
	after, kind, err := restriction.Change(before, restricted, "Answers late.", Day(6, 9))
	if err != nil {
		return table.Change{}, event.Event{}, err
	}
	e := event.Changed(before, after, kind, agency, Day(6, 9))
	return creators.RestrictionChanged(before, after, e), e, nil
}

// Restrict restricts the creator for the agency, or lifts that.
func (w *World) Restrict(restricted bool) *World {
	w.t.Helper()
	before, err := creators.Restriction(w.t.Context(), w.Table, AgencyID, w.Creator.ID)
	w.must(err)
	c, e, err := Restriction(before, restricted)
	w.must(err)
	w.commit("set-creator-restriction", c, e)
	return w
}
