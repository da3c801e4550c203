// Package local runs the synthesized application on this machine: it reads the CDK's output, starts what it describes,
// and connects the parts, each of which is a package of its own below this one. The functions are the real binaries, the
// database is the real DynamoDB Local, and time is virtual (package clock). Everything listens on loopback only.
package local
