// Package iam decides whether policies allow a request, as IAM does for a request within one account: a Deny wins, an
// Allow is needed, and every condition has to hold. It knows what the policies of this application use, and refuses by
// name what it does not know.
package iam
