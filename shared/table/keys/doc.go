// Package keys is the map of the single table: every primary key and every place in an index, by one constructor each. A key begins
// with what it is of and has many partitions; times in it are UTC of fixed width, so that text order is time order.
package keys
