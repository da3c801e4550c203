package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"samplepath/shared/api"
	"samplepath/shared/api/apitest"
	"samplepath/shared/contract"
)

// What is wrong with one line of a file refuses that line alone.
func TestALineThatIsNotAsItShouldBeIsRefusedAlone(t *testing.T) {
	type orders = api.Call[contract.OrderSamplesRequest]
	for name, test := range map[string]struct{ line, want string }{
		"a cell too many":     {ids + ",30 ml,true,surplus", "column 6 unknown_field"},
		"no truth":            {ids + ",30 ml,yes", "awaitAuthorization not_a_boolean"},
		"an id left out":      {strings.Replace(ids, ",", ",,", 1), "registrationId required"},
		"an id of no kind":    {strings.Replace(ids, "cmp_", "CMP_", 1), "campaignId not_an_id"},
		"a control character": {ids + ",30\x07ml", "variant control_character"},
	} {
		t.Run(name, func(t *testing.T) {
			e := apitest.WithKey(upload(t, "text/csv", strings.Join([]string{header, ids, test.line, ids}, "\n")), "")
			rows := apitest.Decode[contract.Rows[contract.AgencySample]](t, apitest.Server(contract.OrderSamples, nil, func(ctx context.Context, c *orders) (contract.Rows[contract.AgencySample], error) {
				return api.Rows(ctx, c, inTurn(len(c.Request.Orders), func(context.Context, *orders, int) (contract.AgencySample, error) {
					return contract.AgencySample{}, nil
				}))
			})(t, e), http.StatusOK)
			if rows.Succeeded != 2 || rows.Failed != 1 {
				t.Fatalf("%+v", rows)
			}
			refused := rows.Rows[1].Error
			if refused == nil || refused.Errors[0].Field+" "+refused.Errors[0].Code != test.want {
				t.Errorf("%+v, want %s", refused, test.want)
			}
		})
	}
}
