package template

import "fmt"

// issuerPrefix and a pool's id are the issuer of its tokens.
const issuerPrefix = "https://cognito-idp." + Region + ".amazonaws.com/"

// UserPool is a Cognito user pool.
type UserPool struct {
	ID, ARN string
	Issuer  string   // the iss claim of its tokens
	Custom  []string // its own attributes, without "custom:"
	Clients []UserPoolClient
}

// UserPoolClient is an application that users sign in to; its id is the aud claim of ID tokens.
type UserPoolClient struct{ ID, Name string }

func (l *loader) readUserPool(r *resource) error {
	var p struct {
		Schema []struct {
			Name                                      string
			AttributeDataType, DeveloperOnlyAttribute harmless
			Mutable, Required                         harmless
			NumberAttributeConstraints                harmless
			StringAttributeConstraints                harmless
		}
		// Tokens are issued here as they are asked for: there are no accounts, and so no factors to look for.
		LambdaConfig struct{ PreTokenGeneration harmless }
	}
	if err := r.decode(&p, "AccountRecoverySetting", "AdminCreateUserConfig", "AliasAttributes", "AutoVerifiedAttributes",
		"DeletionProtection", "DeviceConfiguration", "EmailConfiguration", "EmailVerificationMessage", "EmailVerificationSubject",
		"EnabledMfas", "MfaConfiguration", "Policies", "SmsAuthenticationMessage", "SmsConfiguration", "SmsVerificationMessage",
		"UserAttributeUpdateSettings", "UserPoolAddOns", "UserPoolName", "UserPoolTags", "UserPoolTier", "UsernameAttributes",
		"UsernameConfiguration", "VerificationMessageTemplate", "WebAuthnRelyingPartyID", "WebAuthnUserVerification"); err != nil {
		return err
	}
	id, arn, err := r.identity()
	pool := UserPool{ID: id, ARN: arn, Issuer: issuerPrefix + id}
	for _, attribute := range p.Schema {
		pool.Custom = append(pool.Custom, attribute.Name)
	}
	l.app.UserPools = append(l.app.UserPools, pool)
	return err
}

func (l *loader) readUserPoolClient(r *resource) error {
	var p struct{ UserPoolId, ClientName string }
	if err := r.decode(&p, "AccessTokenValidity", "AllowedOAuthFlows", "AllowedOAuthFlowsUserPoolClient", "AllowedOAuthScopes",
		"AuthSessionValidity", "CallbackURLs", "DefaultRedirectURI", "EnablePropagateAdditionalUserContextData",
		"EnableTokenRevocation", "ExplicitAuthFlows", "GenerateSecret", "IdTokenValidity", "LogoutURLs",
		"PreventUserExistenceErrors", "ReadAttributes", "RefreshTokenRotation", "RefreshTokenValidity",
		"SupportedIdentityProviders", "TokenValidityUnits", "WriteAttributes"); err != nil {
		return err
	}
	id, _, err := r.identity()
	if err != nil {
		return err
	}
	for i := range l.app.UserPools {
		if pool := &l.app.UserPools[i]; pool.ID == p.UserPoolId {
			pool.Clients = append(pool.Clients, UserPoolClient{id, p.ClientName})
			return nil
		}
	}
	return fmt.Errorf("%q is not a user pool of the application", p.UserPoolId)
}
