// Package engine judges resources and access requests against a bundle of Rego rules.
//
// [Load] reads bundles: modules, and data files whose contents appear under data. A module is a rule (a
// package with metadata and a deny set), part of the decision policy (below access), a library (below lib),
// or a test. Everything else, and everything that is incomplete, misspelt or unknown, is a [*LoadError]
// with file and line: what is not evaluated must not look like a pass. Policies have no network, no clock,
// no environment and no files; builtins.txt says what they may call.
//
// [Engine.Check] takes what a reader yields and returns a [Report]. Records are judged as they come. All
// other resources are first joined with each other, so that a rule finds the diagnostic settings of a vault
// in input.resource.relations and need not look for them. Each rule that names a resource's type then gives
// exactly one outcome:
//
//   - pass: its deny set was evaluated and is empty
//   - fail: the set has elements; each is a finding, located in the file
//   - unknown: the result depends on a value that is not known yet
//   - not_applicable: the rule says so itself
//   - error: the rule is undefined, raised an error, or gave something of the wrong shape
//   - waived: it failed, and a waiver covers it
//
// Package plan evaluates: all rules are one program, and each resource is given to the rules of its type one
// after the other. OPA's interpreter evaluates what a plan cannot decide: a rule that raises an error, which OPA
// words; one of the few constructs that OPA plans wrongly. It runs in strict mode, without the rule index and early
// exit that hide errors, and on a resource that logs what is read of it. [EvaluatorOPA] has OPA evaluate everything;
// the reports are the same to the letter.
//
// Where something unknown was read, the plan is followed with every test of it going both ways, which tells what
// holds whatever the unknown attributes turn out to be from what depends on them. A plan that cannot be followed
// leaves that to OPA's partial evaluation, with exactly those attributes left open.
//
// With a [Config].Cache, a policy that was compiled before is not compiled again until OPA must evaluate, and the
// report on files that have not changed is remembered ([Memory]). Nothing in the cache is trusted that does not
// carry the digest of all that it follows from.
//
// [Engine.Decide] answers one access request: deny overrides, nothing permitted is denied, and an error
// denies.
//
// The package knows no file format, no report format and no network. It is given the time.
package engine
