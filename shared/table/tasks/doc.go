// Package tasks holds what agencies have to do: it makes the stored tasks equal to what the states of samples and products call for
// (package task), lists and assigns them. It builds on campaigns.
package tasks
