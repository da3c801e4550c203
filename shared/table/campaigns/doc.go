// Package campaigns holds the access patterns of campaigns, their registrations, product lists and links, and the marketplace in
// which sellers find them. It builds on package table and knows no other area.
package campaigns
