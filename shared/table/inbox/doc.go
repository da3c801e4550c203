// Package inbox holds the notices of a party, in the order in which they arrived, and up to where it has read.
package inbox
