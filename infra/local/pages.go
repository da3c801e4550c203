package local

import (
	_ "embed"
	"html/template"
	"net/http"
	"time"

	"samplepath/infra/local/states"
)

//go:embed pages.html
var pagesSource string

var pages = template.Must(template.New("").Funcs(template.FuncMap{
	"at": func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format("2006-01-02 15:04:05")
	},
}).Parse(pagesSource))

// listed is one line of the list of executions.
type listed struct {
	Machine string
	states.Description
}

// addPages serves plain pages: the executions, and each one's states and history.
func (s *Stack) addPages(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		var executions []listed
		for _, machine := range s.States.ListMachines() {
			page, err := s.States.List(states.ListInput{MachineARN: machine.ARN, MaxResults: 1000})
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			for _, e := range page.Executions {
				executions = append(executions, listed{machine.Name, e})
			}
		}
		s.show(w, "executions", map[string]any{"Now": s.Clock.Now(), "API": s.URL, "Executions": executions})
	})
	mux.HandleFunc("GET /executions/{arn}", func(w http.ResponseWriter, r *http.Request) {
		arn := r.PathValue("arn")
		execution, err := s.States.Describe(arn)
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		visits, err := s.States.Visits(arn)
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		history, err := s.States.History(states.HistoryInput{ARN: arn, MaxResults: 1000})
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)
			return
		}
		s.show(w, "execution", map[string]any{"Execution": execution, "Visits": visits, "History": history.Events})
	})
}

func (s *Stack) show(w http.ResponseWriter, page string, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	if err := pages.ExecuteTemplate(w, page, data); err != nil {
		s.log.Error("page", "page", page, "error", err.Error())
	}
}
