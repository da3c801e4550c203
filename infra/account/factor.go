package main

import (
	"context"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
)

// factor sets up an authenticator app for an account. From then on Cognito asks for its code at every sign-in.
func factor(ctx context.Context, users *cognitoidentityprovider.Client, where stage, env func(string) string, out io.Writer) error {
	signedIn, err := signIn(ctx, users, where, env)
	if err != nil {
		return err
	}
	app, err := users.AssociateSoftwareToken(ctx, &cognitoidentityprovider.AssociateSoftwareTokenInput{AccessToken: signedIn.AccessToken})
	if err != nil {
		return fmt.Errorf("begin with the authenticator app: %w", err)
	}
	if _, err := fmt.Fprintf(out, "Enter this key into the app, and then here the code that it shows: %s\n", aws.ToString(app.SecretCode)); err != nil {
		return err
	}
	code, err := secretly("CODE", env)
	if err != nil {
		return err
	}
	if _, err := users.VerifySoftwareToken(ctx, &cognitoidentityprovider.VerifySoftwareTokenInput{
		AccessToken: signedIn.AccessToken, UserCode: &code,
	}); err != nil {
		return fmt.Errorf("check the code: %w", err)
	}
	if _, err := users.SetUserMFAPreference(ctx, &cognitoidentityprovider.SetUserMFAPreferenceInput{
		AccessToken: signedIn.AccessToken, SoftwareTokenMfaSettings: &types.SoftwareTokenMfaSettingsType{Enabled: true, PreferredMfa: true},
	}); err != nil {
		return fmt.Errorf("ask for the code at every sign-in: %w", err)
	}
	_, err = fmt.Fprintln(out, "Done.")
	return err
}
