// Package child starts processes that do not outlive this one, however this one ends: a local stack that is killed must
// leave neither function processes nor a database behind. Each child leads a process group of its own, so that a Ctrl-C
// in the terminal reaches the stack first and Kill takes a child's own children along.
package child
