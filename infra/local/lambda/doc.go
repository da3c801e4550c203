// Package lambda runs the real function binaries the way Lambda does: each in processes of its own, started on demand
// with exactly the environment that Lambda would give them, fed through the Lambda Runtime API and reused while they are
// warm. A process serves one invocation at a time; one that exits, hangs or answers nonsense fails its invocation and is
// replaced. The virtual time goes along with each invocation in the client context, under custom.samplepathTime.
//
// Invoke is for the other parts of the stack, ServeHTTP is Lambda's Invoke API for SDKs and command lines.
package lambda
