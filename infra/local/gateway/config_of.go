package gateway

import "samplepath/infra/local/template"

// ConfigOf is the configuration of an API of the synthesized application, with the keys that its tokens are checked by.
func ConfigOf(api template.API, keys Keys) Config {
	config := Config{
		AccountID:      template.AccountID,
		APIID:          api.ID,
		Domain:         api.ID + ".execute-api." + template.Region + ".amazonaws.com",
		Stage:          api.Stage.Name,
		Throttle:       Throttle(api.Stage.Throttle),
		RouteThrottles: map[string]Throttle{},
		CORS:           (*CORS)(api.CORS),
		Keys:           keys,
	}
	for key, throttle := range api.Stage.Routes {
		config.RouteThrottles[key] = Throttle(throttle)
	}
	for _, r := range api.Routes {
		own := Route{Key: r.Key, Function: r.Function, Timeout: r.Timeout}
		if a := r.Authorizer; a != nil {
			own.Authorizer = &Authorizer{Issuer: a.Issuer, Audience: a.Audience}
		}
		config.Routes = append(config.Routes, own)
	}
	return config
}
