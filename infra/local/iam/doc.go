// Package iam decides whether policies allow a request, as IAM does for a request within one account: a Deny wins, an
// Allow is needed, and every condition has to hold. It knows what the policies of this application use, and refuses by
// name what it does not know.
//
// In the local stack a Guard decides each call of a function by its role. AWS refuses what no statement of the caller's
// role allows; an emulator allows everything, and so hides a missing grant until the deployment.
package iam
