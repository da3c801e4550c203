package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"
	"golang.org/x/term"
)

var errStageKeeps = errors.New("this stage lets nobody hand in a password for a token: it keeps its data, and people sign in by SRP, " +
	"as every Cognito SDK does, with the user pool's and the client's id of the stack's outputs")

// token prints an ID token, and nothing else, so that it can be put into a variable.
func token(ctx context.Context, users *cognitoidentityprovider.Client, where stage, env func(string) string, out io.Writer) error {
	result, err := signIn(ctx, users, where, env)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(out, aws.ToString(result.IdToken))
	return err
}

// signIn gets the tokens of an account, by its password and its second factor if it has one.
func signIn(ctx context.Context, users *cognitoidentityprovider.Client, where stage, env func(string) string) (*types.AuthenticationResultType, error) {
	email := env("EMAIL")
	if email == "" {
		return nil, errors.New("EMAIL is missing: whose account?")
	}
	password, err := secretly("PASSWORD", env)
	if err != nil {
		return nil, err
	}
	answer, err := users.AdminInitiateAuth(ctx, &cognitoidentityprovider.AdminInitiateAuthInput{
		UserPoolId: &where.pool, ClientId: &where.client, AuthFlow: types.AuthFlowTypeAdminUserPasswordAuth,
		AuthParameters: map[string]string{"USERNAME": email, "PASSWORD": password},
	})
	if wrong, ok := errors.AsType[*types.InvalidParameterException](err); ok {
		return nil, fmt.Errorf("%w (%s)", errStageKeeps, wrong.ErrorMessage())
	}
	if err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	result := answer.AuthenticationResult
	if answer.ChallengeName == types.ChallengeNameTypeSoftwareTokenMfa {
		if result, err = secondFactor(ctx, users, where, email, answer.Session, env); err != nil {
			return nil, err
		}
	}
	if result == nil {
		return nil, fmt.Errorf("sign in: Cognito asks for %s, which this command does not know", answer.ChallengeName)
	}
	return result, nil
}

// secondFactor answers the question for the authenticator app's code.
func secondFactor(ctx context.Context, users *cognitoidentityprovider.Client, where stage, email string, session *string, env func(string) string) (*types.AuthenticationResultType, error) {
	code, err := secretly("CODE", env)
	if err != nil {
		return nil, err
	}
	answer, err := users.AdminRespondToAuthChallenge(ctx, &cognitoidentityprovider.AdminRespondToAuthChallengeInput{
		UserPoolId: &where.pool, ClientId: &where.client, ChallengeName: types.ChallengeNameTypeSoftwareTokenMfa, Session: session,
		ChallengeResponses: map[string]string{"USERNAME": email, "SOFTWARE_TOKEN_MFA_CODE": code},
	})
	if err != nil {
		return nil, fmt.Errorf("sign in with the code: %w", err)
	}
	return answer.AuthenticationResult, nil
}

// secretly takes a value from the environment, or asks for it without showing what is typed.
func secretly(name string, env func(string) string) (string, error) {
	if value := env(name); value != "" {
		return value, nil
	}
	terminal := int(os.Stdin.Fd())
	if !term.IsTerminal(terminal) {
		return "", fmt.Errorf("%s is missing: set it in the environment, or ask at a terminal", name)
	}
	fmt.Fprintf(os.Stderr, "%s: ", name)
	typed, err := term.ReadPassword(terminal)
	fmt.Fprintln(os.Stderr)
	return string(typed), err
}
