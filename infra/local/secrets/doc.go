// Package secrets is Secrets Manager's GetSecretValue and PutSecretValue over the application's secrets. A secret that
// the cloud would generate is made from a seed, by the same rules: the same seed gives the same values, so that a signed
// example stays valid from run to run. The values are of no use anywhere else.
package secrets
