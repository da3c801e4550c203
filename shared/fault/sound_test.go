package fault_test

import (
	"testing"

	"samplepath/shared/fault"
)

// A rule is judged where nothing is noted of a field that it rests on, of what that holds, or of what holds it.
func TestSound(t *testing.T) {
	for noted, sound := range map[string]bool{
		"campaignPeriod": false, "campaignPeriod.start": false, "campaignPeriod.start.x": false, "campaignPeriod.start[0]": false,
		"campaignPeriod.end": true, "campaign": true, "campaignPeriod.startle": true, "": true,
	} {
		fields := fault.Fields{{Field: noted}}
		if got := fields.Sound("name", "campaignPeriod.start"); noted != "" && got != sound {
			t.Errorf("%q is noted, sound: %t", noted, got)
		}
	}
}

// A field is wrong in one way.
func TestAFieldIsWrongInOneWay(t *testing.T) {
	var fields fault.Fields
	fields.Check(false, "name", "too_long")
	fields.Check(false, "name", "required")
	fields.Check(true, "email", "required")
	if len(fields) != 1 || fields[0].Code != "too_long" {
		t.Errorf("%+v", fields)
	}
}
