// Package samples holds the access patterns of samples: ordering, shipping, following, and what the platform and carriers tell of
// them. It builds on campaigns and creators.
package samples
