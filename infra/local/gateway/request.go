package gateway

import (
	"encoding/base64"
	"encoding/json"
	"mime"
	"net"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// event is the request as a function gets it.
func (g *Gateway) event(r *http.Request, route *route, parameters map[string]string, token claims, body []byte, id string) ([]byte, error) {
	now := g.clock.Now()
	source, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		source = r.RemoteAddr
	}
	path := decode(r.URL.EscapedPath())
	event := events.APIGatewayV2HTTPRequest{
		Version:        "2.0",
		RouteKey:       route.Key,
		RawPath:        path,
		RawQueryString: r.URL.RawQuery,
		Headers:        g.headers(r, source),
		Cookies:        cookies(r),
		PathParameters: parameters,
		RequestContext: events.APIGatewayV2HTTPRequestContext{
			RouteKey:     route.Key,
			AccountID:    g.config.AccountID,
			Stage:        g.config.Stage,
			RequestID:    id,
			APIID:        g.config.APIID,
			DomainName:   g.config.Domain,
			DomainPrefix: strings.SplitN(g.config.Domain, ".", 2)[0],
			Time:         now.Format("02/Jan/2006:15:04:05 -0700"),
			TimeEpoch:    now.UnixMilli(),
			HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
				Method: r.Method, Path: path, Protocol: r.Proto, SourceIP: source, UserAgent: r.UserAgent(),
			},
		},
	}
	if query := r.URL.Query(); len(query) > 0 {
		event.QueryStringParameters = map[string]string{}
		for name, values := range query {
			event.QueryStringParameters[name] = strings.Join(values, ",")
		}
	}
	if token != nil {
		event.RequestContext.Authorizer = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
			JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: token.texts()},
		}
	}
	if isText(r.Header, body) {
		event.Body = string(body)
	} else {
		event.Body, event.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
	}
	return json.Marshal(event)
}

// headers are the request's, in lower case and with the values of each joined by commas; cookies are apart.
func (g *Gateway) headers(r *http.Request, source string) map[string]string {
	headers := map[string]string{"host": r.Host, "x-forwarded-proto": "https", "x-forwarded-port": "443"}
	for name, values := range r.Header {
		if name != "Cookie" {
			headers[strings.ToLower(name)] = strings.Join(values, ",")
		}
	}
	if forwarded := headers["x-forwarded-for"]; forwarded != "" {
		source = forwarded + ", " + source
	}
	headers["x-forwarded-for"] = source
	return headers
}

func cookies(r *http.Request) (all []string) {
	for _, line := range r.Header["Cookie"] {
		for cookie := range strings.SplitSeq(line, ";") {
			if cookie = strings.TrimSpace(cookie); cookie != "" {
				all = append(all, cookie)
			}
		}
	}
	return all
}

// isText reports whether the body goes to the function as it is, rather than in base64. Forms are not text to API
// Gateway.
func isText(header http.Header, body []byte) bool {
	if len(body) == 0 {
		return true
	}
	if header.Get("Content-Encoding") != "" || !utf8.Valid(body) {
		return false
	}
	kind, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return false
	}
	switch kind {
	case "application/json", "application/javascript", "application/xml":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}
