// Package identity stands in for a Cognito user pool: it signs ID tokens of Cognito's shape, by the virtual clock, with
// a key made at start, and publishes the key as an OIDC issuer does. The iss claim stays the pool's own URL, from the
// template; whoever checks tokens gets the key from here instead of calling that URL. It answers loopback only.
package identity
