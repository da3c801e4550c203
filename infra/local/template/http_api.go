package template

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// API is an API Gateway HTTP API with one stage.
type API struct {
	ID, Name, Endpoint string
	Routes             []Route
	CORS               *CORS // nil: not answered
	Stage              Stage
}

// Route sends the requests that match Key to a function.
type Route struct {
	Key        string // "POST /v1/samples", "ANY /v1/{proxy+}" or "$default"
	Function   string // ARN; payload format 2.0
	Timeout    time.Duration
	Authorizer *Authorizer // nil: open
}

// Authorizer is a JWT authorizer, of tokens in the Authorization header.
type Authorizer struct {
	Name     string
	Issuer   string
	Audience []string
}

// CORS is what the API answers browsers by itself.
type CORS struct {
	AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders []string
	AllowCredentials                                        bool
	MaxAge                                                  int // seconds
}

// Stage is a deployment of an API.
type Stage struct {
	Name     string
	Throttle Throttle            // of routes without their own
	Routes   map[string]Throttle // by route key
}

// Throttle limits requests; zero is the account's limit.
type Throttle struct {
	Rate  float64 // a second
	Burst int
}

func (l *loader) readAPI(r *resource) error {
	var p struct {
		Name, ProtocolType string
		CorsConfiguration  *CORS
	}
	if err := r.decode(&p, "Description", "DisableExecuteApiEndpoint", "IpAddressType", "Tags", "Version"); err != nil {
		return err
	}
	if p.ProtocolType != "HTTP" {
		return fmt.Errorf("the protocol %s is not supported, only HTTP", p.ProtocolType)
	}
	id, _, err := r.identity()
	l.app.APIs = append(l.app.APIs, API{ID: id, Name: p.Name, CORS: p.CorsConfiguration,
		Endpoint: "https://" + id + ".execute-api." + Region + ".amazonaws.com"})
	return err
}

type routeSettings struct {
	ThrottlingRateLimit    float64
	ThrottlingBurstLimit   int
	DetailedMetricsEnabled harmless
}

func (l *loader) readStage(r *resource) error {
	var p struct {
		ApiId, StageName     string
		DefaultRouteSettings routeSettings
		RouteSettings        map[string]routeSettings
		AutoDeploy           bool
	}
	if err := r.decode(&p, "AccessLogSettings", "Description", "Tags"); err != nil {
		return err
	}
	api, err := l.api(p.ApiId)
	if err != nil {
		return err
	}
	if !p.AutoDeploy {
		return errors.New("only stages that deploy automatically are supported")
	}
	if api.Stage.Name != "" {
		return fmt.Errorf("the API has the stage %s already; one is supported", api.Stage.Name)
	}
	throttle := func(s routeSettings) Throttle { return Throttle{s.ThrottlingRateLimit, s.ThrottlingBurstLimit} }
	api.Stage = Stage{Name: p.StageName, Throttle: throttle(p.DefaultRouteSettings), Routes: map[string]Throttle{}}
	for key, settings := range p.RouteSettings {
		api.Stage.Routes[key] = throttle(settings)
	}
	return nil
}

func (l *loader) readRoute(r *resource) error {
	var p struct {
		ApiId, RouteKey, Target, AuthorizationType, AuthorizerId string
	}
	if err := r.decode(&p, "OperationName"); err != nil {
		return err
	}
	api, err := l.api(p.ApiId)
	if err != nil {
		return err
	}
	route := Route{Key: p.RouteKey}
	if err := l.integrate(&route, strings.TrimPrefix(p.Target, "integrations/")); err != nil {
		return err
	}
	switch p.AuthorizationType {
	case "", "NONE":
	case "JWT":
		if route.Authorizer, err = l.authorizer(p.AuthorizerId); err != nil {
			return err
		}
	default:
		return fmt.Errorf("the authorization type %s is not supported, only JWT", p.AuthorizationType)
	}
	api.Routes = append(api.Routes, route)
	return nil
}

// integrate completes route with the integration of that id.
func (l *loader) integrate(route *Route, id string) error {
	r, err := l.assembly.find("AWS::ApiGatewayV2::Integration", id)
	if err != nil {
		return err
	}
	var p struct {
		ApiId, IntegrationType, IntegrationUri, IntegrationMethod, PayloadFormatVersion string
		TimeoutInMillis                                                                 int
	}
	if err := r.decode(&p, "Description", "CredentialsArn"); err != nil {
		return r.fault(err)
	}
	if p.IntegrationType != "AWS_PROXY" || p.PayloadFormatVersion != "2.0" {
		return r.fault(fmt.Errorf("%s with payload format %q is not supported, only AWS_PROXY with 2.0", p.IntegrationType, p.PayloadFormatVersion))
	}
	f, err := l.function(p.IntegrationUri)
	if err != nil {
		return r.fault(err)
	}
	route.Function, route.Timeout = f.ARN, 30*time.Second
	if p.TimeoutInMillis > 0 {
		route.Timeout = time.Duration(p.TimeoutInMillis) * time.Millisecond
	}
	return nil
}

func (l *loader) authorizer(id string) (*Authorizer, error) {
	r, err := l.assembly.find("AWS::ApiGatewayV2::Authorizer", id)
	if err != nil {
		return nil, err
	}
	var p struct {
		ApiId, Name, AuthorizerType string
		IdentitySource              []string
		JwtConfiguration            struct {
			Issuer   string
			Audience []string
		}
	}
	if err := r.decode(&p); err != nil {
		return nil, r.fault(err)
	}
	if p.AuthorizerType != "JWT" {
		return nil, r.fault(fmt.Errorf("the authorizer type %s is not supported, only JWT", p.AuthorizerType))
	}
	if !slices.Equal(p.IdentitySource, []string{"$request.header.Authorization"}) {
		return nil, r.fault(fmt.Errorf("the identity source %q is not supported, only $request.header.Authorization", p.IdentitySource))
	}
	return &Authorizer{p.Name, p.JwtConfiguration.Issuer, p.JwtConfiguration.Audience}, nil
}

func (l *loader) api(id string) (*API, error) {
	for i := range l.app.APIs {
		if l.app.APIs[i].ID == id {
			return &l.app.APIs[i], nil
		}
	}
	return nil, fmt.Errorf("%q is not an HTTP API of the application", id)
}

// find is the resource of a type with that physical id.
func (a *assembly) find(kind, id string) (*resource, error) {
	for _, r := range a.resources(kind) {
		if name, err := r.name(); err == nil && name == id {
			return r, nil
		}
	}
	return nil, fmt.Errorf("%q is not an %s of the application", id, kind)
}
