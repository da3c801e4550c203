package stack_test

import (
	"strings"
	"testing"

	"samplepath/shared/contract"
)

// TestOpenRoutesHaveLimitsOfTheirOwn: whoever floods what needs no token leaves room for those who have one.
func TestOpenRoutesHaveLimitsOfTheirOwn(t *testing.T) {
	for key, r := range app.of("AWS::ApiGatewayV2::Stage") {
		all := r.Properties["DefaultRouteSettings"].(map[string]any)["ThrottlingRateLimit"].(float64)
		own, _ := r.Properties["RouteSettings"].(map[string]any)
		var open float64
		for _, action := range contract.Actions() {
			if !action.Signed() && !action.Public() {
				continue
			}
			limit, ok := own[action.Method+" "+action.Path].(map[string]any)
			if !ok {
				t.Errorf("%s has no limit of its own", action.Name)
				continue
			}
			open += limit["ThrottlingRateLimit"].(float64)
			if limit["ThrottlingBurstLimit"] == nil {
				t.Errorf("%s has no limit at once", action.Name)
			}
			if got := byName(t)[action.Name].Properties["ReservedConcurrentExecutions"]; got != 20.0 {
				t.Errorf("%s may run %v at once", action.Name, got)
			}
		}
		if open >= all {
			t.Errorf("open routes may take %v of %v requests a second", open, all)
		}
		// API Gateway refuses a limit for a route that is not there yet.
		for id, route := range app.stacks[stackOf(key)] {
			if route.Type == "AWS::ApiGatewayV2::Route" && !strings.Contains(strings.Join(r.DependsOn, " "), id) {
				t.Errorf("the stage may be made before %s", id)
			}
		}
		if len(own) != len(routesOf(stackOf(key))) {
			t.Errorf("%d limits for %d routes of the stack", len(own), len(routesOf(stackOf(key))))
		}
	}
}

func routesOf(stack string) (ids []string) {
	for id, r := range app.stacks[stack] {
		if r.Type == "AWS::ApiGatewayV2::Route" {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestBrowsersOfTheOriginsMayCall(t *testing.T) {
	for key, r := range app.of("AWS::ApiGatewayV2::Api") {
		if cors, ok := r.Properties["CorsConfiguration"]; ok {
			t.Errorf("%s: without origins there is %v", key, cors)
		}
	}
	for key, r := range trial.of("AWS::ApiGatewayV2::Api") {
		cors, ok := r.Properties["CorsConfiguration"].(map[string]any)
		if !ok {
			t.Fatalf("%s: no browser may call", key)
		}
		for property, want := range map[string]string{
			"AllowOrigins":  `["https://app.example.com"]`,
			"AllowMethods":  `["DELETE","GET","PATCH","POST","PUT"]`,
			"AllowHeaders":  `["authorization","content-type","idempotency-key"]`,
			"ExposeHeaders": `["content-disposition","idempotency-replayed","next-cursor","retry-after"]`,
		} {
			if got := lines(t, cors[property], 0, ""); got != want {
				t.Errorf("%s is %s, want %s", property, got, want)
			}
		}
		if cors["AllowCredentials"] == true {
			t.Error("browsers send cookies along, which nothing here reads")
		}
	}
}

func TestLinksLeadToThePageOfTheStage(t *testing.T) {
	found := 0
	for _, r := range trial.resolved {
		environment, _ := r.Properties["Environment"].(map[string]any)
		variables, _ := environment["Variables"].(map[string]any)
		if page, ok := variables[contract.LinkPageVariable]; ok {
			found++
			if page != "https://app.example.com/l/{code}" {
				t.Errorf("%s: the page is %v", r.ID, page)
			}
		}
	}
	if found != 5 { // the actions whose answers hold a link
		t.Errorf("%d functions know the page", found)
	}
}
