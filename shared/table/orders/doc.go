// Package orders holds the orders that the platform reported, and their sums, as sellers and creators see them.
package orders
