// Command require-second-factor sees to it that operators act with two factors (feature O5). Cognito calls it for every token:
// an operator's without an authenticator app does not say who they are, so that the API refuses it, and is good for nothing
// but setting the app up. Once it is set up, Cognito gives no token without its code. The pool itself can ask everybody for a
// second factor, or nobody.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"

	"samplepath/shared/actor"
	"samplepath/shared/cloud"
	"samplepath/shared/contract"
	"samplepath/shared/worker"
)

const authenticatorApp = "SOFTWARE_TOKEN_MFA" // as Cognito names it

type (
	tokens = worker.Tokens
	users  = *cognitoidentityprovider.Client
)

func main() {
	pool := cognitoidentityprovider.NewFromConfig(cloud.Config())
	worker.Guard(contract.RequireSecondFactor, func(ctx context.Context, e tokens) (tokens, error) { return handle(ctx, pool, e) })
}

// handle takes the claims that the API goes by out of an operator's token. An error refuses the token altogether.
func handle(ctx context.Context, pool users, e tokens) (tokens, error) {
	claims := e.Request.UserAttributes
	if claims["custom:actor"] != string(actor.Operator) {
		return e, nil
	}
	user, err := pool.AdminGetUser(ctx, &cognitoidentityprovider.AdminGetUserInput{UserPoolId: &e.UserPoolID, Username: &e.UserName})
	if err != nil {
		return e, fmt.Errorf("look for the operator's second factor: %w", err)
	}
	if !slices.Contains(user.UserMFASettingList, authenticatorApp) {
		e.Response.ClaimsOverrideDetails.ClaimsToSuppress = []string{"custom:actor", "custom:actor_id"}
		slog.WarnContext(ctx, "an operator has no second factor", "actorId", claims["custom:actor_id"])
	}
	return e, nil
}
