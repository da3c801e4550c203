// Package stack describes the deployed application: the table and what holds data, the API, one stack of functions for
// each area of the contract, and in the Lifecycle stack also the state machines, consumers and schedules.
//
// Functions, routes and permissions come from contract.Actions(); nothing here names a single action but the state
// machines, which name their tasks. Every role, queue policy and key policy is written out in this package instead of
// left to the grants of the CDK, so that a function can do exactly what its contract says.
//
// The stacks depend on each other in one direction: Data <- Api <- the areas. What would turn an arrow round (a function
// that starts a state machine) is named by its physical name.
package stack
