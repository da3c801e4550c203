// Package states is Step Functions on this machine: an interpreter of the Amazon States Language (JSONPath, Standard
// workflows) and the service's JSON API, so that an unchanged SDK or `aws stepfunctions --endpoint-url` talks to it.
//
// Time is the local stack's virtual clock alone: the same inputs give the same history, at the same times. A definition
// is read strictly: a state type, field, function or resource that is not implemented here is refused by its name and
// place, never ignored. What is done follows the language's specification and, where AWS is known to differ from it,
// histories recorded from AWS.
//
// An execution that waits is only data: no goroutine and no lock is held for it, and nothing polls. Whatever it waits
// for (a function's answer, a task token, a timer) carries it on to its next wait.
package states
