// Package creators holds the access patterns of creators: what a link opens, their showcases, authorizations and addresses, and
// how an agency stands to them. It builds on campaigns.
package creators
