// Package onboardings holds the access patterns of agencies' onboarding, tax forms and payment accounts.
package onboardings
