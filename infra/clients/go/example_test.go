package samplepath_test

import (
	"context"
	"fmt"
	"net/http"

	samplepath "samplepath-client"
)

func bearer(_ context.Context, r *http.Request) error {
	r.Header.Set("Authorization", "Bearer ...")
	return nil
}

// The README's lines: they compile, or `make clients` fails.
func Example() {
	ctx, order := context.Background(), samplepath.OrderSampleRequest{CampaignID: "cmp_...", CreatorID: "crt_...", RegistrationID: "reg_..."}
	api, _ := samplepath.NewClientWithResponses("https://api.example.com", samplepath.WithRequestEditorFn(bearer))
	answer, err := api.OrderSampleWithResponse(ctx, &samplepath.OrderSampleParams{}, order)
	if err == nil && answer.ApplicationProblemJSON409 != nil {
		fmt.Println(answer.ApplicationProblemJSON409.Code)
	}
}
