// Package template reads a synthesized CDK application (cdk.out) and says what the local stack has to run: functions,
// tables, event sources, buses, rules, schedules, state machines, HTTP APIs, secrets, queues and user pools, with every
// reference between them resolved. What CloudFormation would make up (generated names, ids, ARNs) is made up here from
// the names of the stack and the resource, so it is the same on every load.
//
// Nothing is ignored silently. A resource is read, or its type is listed as inert (it has no running part), or it is
// refused by name; so is a property that would change how a read resource behaves. All refusals come at once.
package template
