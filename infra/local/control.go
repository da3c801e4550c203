package local

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"samplepath/infra/local/schedule"
)

// clockView is the answer of the clock's controls.
type clockView struct {
	Now   time.Time `json:"now"`
	Speed float64   `json:"speed"` // virtual seconds in a real one
}

// addControls serves what drives the stack from outside: the virtual clock.
//
//	GET  /clock                         its time and speed
//	POST /clock/advance?by=72h          on by a duration, every timer in its turn; answers when all has come to rest
//	POST /clock/speed?factor=60         0 stands still, 1 is real time
func (s *Stack) addControls(mux *http.ServeMux) {
	show := func(w http.ResponseWriter, err error) {
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(clockView{s.Clock.Now(), s.Clock.Speed()})
	}
	mux.HandleFunc("GET /clock", func(w http.ResponseWriter, _ *http.Request) { show(w, nil) })
	mux.HandleFunc("POST /clock/advance", func(w http.ResponseWriter, r *http.Request) {
		by, err := time.ParseDuration(r.URL.Query().Get("by"))
		if err == nil {
			err = s.Clock.Advance(r.Context(), by)
		}
		show(w, err)
	})
	mux.HandleFunc("POST /clock/speed", func(w http.ResponseWriter, r *http.Request) {
		var factor float64
		err := json.Unmarshal([]byte(r.URL.Query().Get("factor")), &factor)
		if err == nil {
			err = s.Clock.SetSpeed(factor)
		}
		show(w, err)
	})
}

// Hasten makes every schedule tick every six hours until restore is called, for scenarios that skip through weeks: a job
// that looks every five minutes would look 288 times a day at what has not changed.
func (s *Stack) Hasten() (restore func() error, err error) {
	before := s.Schedules.List()
	set := func(expression func(schedule.Status) string) error {
		var failed error
		for _, status := range before {
			failed = errors.Join(failed, s.Schedules.SetInterval(status.Name, expression(status)))
		}
		return failed
	}
	return func() error { return set(func(status schedule.Status) string { return status.Expression }) },
		set(func(schedule.Status) string { return "rate(6 hours)" })
}
