// Package bench measures the budgets on the local stack, and prints them as one table.
//
// Counts (round trips, units, transitions, sizes) are DynamoDB's and Step Functions' own formulas and the same on every
// machine. Times are ratios against a peer in the same run where that is possible. A budget that is exceeded for a reason
// is listed in over_budget.go with a limit of its own.
package bench
