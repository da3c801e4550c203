// Package productlist holds the rules of product lists: the products of a campaign that an agency shares with creators
// by one link, each at a rate of the list's own (feature C10). Pure: no AWS, the time is a value.
//
// A list is kept as one map from product to rate, and not as an item for each product, so that every edit of up to 100
// products is one conditional write: nobody ever sees half of it. A product takes 34 bytes, so that the lists that
// people make (20 products and fewer) stay within one write unit, and a full one within four. The event of a change holds
// the map as text, which is a quarter longer.
package productlist
