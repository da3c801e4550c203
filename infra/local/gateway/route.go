package gateway

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// defaultTimeout is the most that API Gateway waits for a function.
const defaultTimeout = 30 * time.Second

// route is a parsed route. segments is nil for $default.
type route struct {
	Route
	method   string
	segments []segment
}

type segment struct {
	kind segmentKind
	text string // the literal, or the parameter's name
}

// segmentKind orders segments from the most specific.
type segmentKind int

const (
	literal segmentKind = iota
	parameter
	greedy
)

func parseRoute(r Route) (route, error) {
	if r.Timeout == 0 {
		r.Timeout = defaultTimeout
	}
	if r.Key == "$default" {
		return route{Route: r, method: "ANY"}, nil
	}
	method, path, ok := strings.Cut(r.Key, " ")
	if !ok || method == "" || !strings.HasPrefix(path, "/") {
		return route{}, fmt.Errorf("route key %q is neither a method and a path nor $default", r.Key)
	}
	parsed := route{Route: r, method: method}
	texts := strings.Split(path[1:], "/")
	for i, text := range texts {
		s := segment{literal, text}
		if name, ok := strings.CutPrefix(text, "{"); ok {
			name, closed := strings.CutSuffix(name, "}")
			s = segment{parameter, name}
			if base, ok := strings.CutSuffix(name, "+"); ok {
				s = segment{greedy, base}
			}
			if !closed || s.text == "" || (s.kind == greedy && i+1 < len(texts)) {
				return route{}, fmt.Errorf("route key %q: %s cannot stand there", r.Key, text)
			}
		}
		parsed.segments = append(parsed.segments, s)
	}
	return parsed, nil
}

// match finds the most specific route for a request, and its path parameters: literals before parameters before greedy
// parameters, segment by segment; then a method of its own before ANY; $default last.
func (g *Gateway) match(r *http.Request) (*route, map[string]string, bool) {
	path := r.URL.EscapedPath()
	if g.config.Stage != "$default" && g.config.Stage != "" {
		rest, ok := strings.CutPrefix(path, "/"+g.config.Stage)
		if !ok || (rest != "" && rest[0] != '/') {
			return nil, nil, false
		}
		path = rest
	}
	segments := strings.Split(strings.TrimPrefix(path, "/"), "/")
	var best *route
	for i := range g.routes {
		candidate := &g.routes[i]
		if (candidate.method == "ANY" || candidate.method == r.Method) && candidate.matches(segments) &&
			(best == nil || candidate.compare(best) < 0) {
			best = candidate
		}
	}
	if best == nil {
		return nil, nil, false
	}
	return best, best.parameters(segments), true
}

func (r *route) matches(path []string) bool {
	if r.segments == nil {
		return true
	}
	for i, s := range r.segments {
		switch {
		case i >= len(path):
			return false
		case s.kind == greedy:
			return path[i] != "" || i+1 < len(path)
		case s.kind == parameter && path[i] == "":
			return false
		case s.kind == literal && decode(path[i]) != s.text:
			return false
		}
	}
	return len(path) == len(r.segments)
}

func (r *route) parameters(path []string) map[string]string {
	values := map[string]string{}
	for i, s := range r.segments {
		switch s.kind {
		case parameter:
			values[s.text] = decode(path[i])
		case greedy:
			values[s.text] = decode(strings.Join(path[i:], "/"))
		case literal:
		}
	}
	return values
}

// compare is negative if r is more specific than other.
func (r *route) compare(other *route) int {
	if (r.segments == nil) != (other.segments == nil) {
		if r.segments == nil {
			return 1
		}
		return -1
	}
	bySegment := slices.CompareFunc(r.segments, other.segments, func(a, b segment) int { return cmp.Compare(a.kind, b.kind) })
	if bySegment != 0 {
		return bySegment
	}
	switch {
	case other.method == "ANY" && r.method != "ANY":
		return -1
	case r.method == "ANY" && other.method != "ANY":
		return 1
	}
	return 0
}

func decode(text string) string {
	if decoded, err := url.PathUnescape(text); err == nil {
		return decoded
	}
	return text
}
