package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider"
	"github.com/aws/aws-sdk-go-v2/service/cognitoidentityprovider/types"

	"samplepath/shared/actor"
	"samplepath/shared/id"
)

// create makes an account and says whose it is. The claims of its tokens are what package api reads of a caller.
func create(ctx context.Context, users *cognitoidentityprovider.Client, where stage, env func(string) string, out io.Writer) error {
	claims, err := claimsOf(ctx, env)
	if err != nil {
		return err
	}
	var attributes []types.AttributeType
	for _, c := range claims {
		attributes = append(attributes, types.AttributeType{Name: &c.name, Value: &c.value})
	}
	email, password := env("EMAIL"), cmp.Or(env("PASSWORD"), newPassword())
	if _, err := users.AdminCreateUser(ctx, &cognitoidentityprovider.AdminCreateUserInput{
		UserPoolId: &where.pool, Username: &email, UserAttributes: attributes, MessageAction: types.MessageActionTypeSuppress,
	}); err != nil {
		return fmt.Errorf("make the account: %w", err)
	}
	if _, err := users.AdminSetUserPassword(ctx, &cognitoidentityprovider.AdminSetUserPasswordInput{
		UserPoolId: &where.pool, Username: &email, Password: &password, Permanent: true,
	}); err != nil {
		// The address would be taken, by an account that nobody can use.
		_, undo := users.AdminDeleteUser(ctx, &cognitoidentityprovider.AdminDeleteUserInput{UserPoolId: &where.pool, Username: &email})
		return errors.Join(fmt.Errorf("set its password: %w", err), undo)
	}
	if env("PASSWORD") == "" {
		claims = append(claims, claim{"password", password + " (kept nowhere: note it now)"})
	}
	for _, c := range claims {
		if _, err := fmt.Fprintf(out, "%-20s %s\n", c.name, c.value); err != nil {
			return err
		}
	}
	return nil
}

type claim struct{ name, value string }

// claimsOf makes the claims of an account of the kind that is asked for.
func claimsOf(ctx context.Context, env func(string) string) ([]claim, error) {
	kind := actor.Kind(env("KIND"))
	prefix, known := actor.IDs[kind]
	if !known {
		return nil, fmt.Errorf("KIND is %q: want agency, seller, creator or operator", kind)
	}
	if address, err := mail.ParseAddress(env("EMAIL")); err != nil || address.Address != env("EMAIL") {
		return nil, fmt.Errorf("EMAIL is %q: want an address such as ana@example.com", env("EMAIL"))
	}
	whose := cmp.Or(env("ID"), id.New(ctx, prefix))
	if !id.Is(whose, prefix) {
		return nil, fmt.Errorf("ID is %q: want %s_ and a ULID", whose, prefix)
	}
	claims := []claim{
		{"email", env("EMAIL")}, {"email_verified", "true"}, {"custom:actor", string(kind)}, {"custom:actor_id", whose},
	}
	for _, more := range []struct {
		variable, name string
		of             []actor.Kind
		needed         bool
	}{
		{"NAME", "name", []actor.Kind{actor.Agency, actor.Seller}, true},
		{"SHOP", "custom:shop_code", []actor.Kind{actor.Seller}, true},
		{"MARKET", "custom:market", []actor.Kind{actor.Agency, actor.Seller}, false},
		{"HANDLE", "preferred_username", []actor.Kind{actor.Creator}, true},
		{"FOLLOWERS", "custom:followers", []actor.Kind{actor.Creator}, false},
	} {
		value, has := env(more.variable), false
		for _, one := range more.of {
			has = has || one == kind
		}
		switch {
		case has && more.needed && value == "":
			return nil, fmt.Errorf("%s is missing: a %s has one", more.variable, kind)
		case has && value != "":
			claims = append(claims, claim{more.name, value})
		}
	}
	if followers := env("FOLLOWERS"); followers != "" {
		if n, err := strconv.Atoi(followers); err != nil || n < 0 {
			return nil, fmt.Errorf("FOLLOWERS is %q: want a number", followers)
		}
	}
	return claims, nil
}

// newPassword makes a password of 26 random characters and what the pool's policy asks for besides.
func newPassword() string { return rand.Text() + "-a1A" }
