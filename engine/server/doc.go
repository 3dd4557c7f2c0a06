// Package server answers access requests over HTTP, by the decision policy of an engine.
//
// [New] takes a [Config] and makes a [Server], which is an [http.Handler]; [Server.Serve] runs it on a listener
// until its context ends, then finishes what it has begun. [Listen] opens a listener, and refuses one that others than
// this machine can reach without TLS and a credential of the client.
//
//	POST /access/v1/evaluation               one decision (OpenID AuthZEN Authorization API 1.0, final)
//	POST /access/v1/evaluations              many of them
//	POST /access/v1/search/subject           who may; also /resource (to what) and /action (what)
//	GET  /.well-known/authzen-configuration  where those are
//	POST /v1/data/…  GET /v1/data/…          OPA's data API
//	POST /kubernetes/admission               AdmissionReview of admission.k8s.io/v1
//	POST /kubernetes/authorize               SubjectAccessReview of authorization.k8s.io/v1
//	GET  /health  /ready  /metrics           whether it runs; whether it decides, and by which policy; Prometheus
//
// # What denies
//
// Everything but a decision that says otherwise. A request that cannot be read is 400 and no decision; a rule that
// raises an error makes a decision indeterminate, which is false; a panic is 500; a server that has too much to do, or
// cannot write the decision log it was told to write strictly, is 503. None of these has a body that a client could
// take for a permit.
//
// # AuthZEN
//
// A decision is {"decision": true} and nothing else: clients compare texts. A request that says "options":
// {"reasons": true} is told more in context: reason_admin by code, the determining rules. Obligations are told
// unasked, because a client that does not know them must not act on the decision. In a batch, a member of an item
// replaces the default as a whole.
//
// Searches look through what the facts name: data.facts.access.subjects by their type, resources by type and id, and
// the actions of roles, grants, approvals and emergencies. Every candidate is decided as evaluation would decide it, so
// that a search is evaluation filtered; properties that the request gives of what is searched for go with every
// candidate. Without page, all results come at once. With it they come in parts of page.limit, and page.token
// continues: with the same request and the same policy only, for a list of which a part is from another policy is
// true of neither.
//
// # OPA's data API
//
// /v1/data/access/decision is the decision as the engine words it, /v1/data/access/allow is only its boolean, and
// /v1/data/access has both: input is an AuthZEN request. /v1/data/key_vault/purge_protection has what that rule
// defines, and /v1/data/key_vault/purge_protection/deny one part of it: input is {"resource": …}. Paths are looked up
// in a list of what was compiled and never become a query; everything else is undefined, which is 200 without result
// as in OPA.
//
// # Kubernetes
//
// Admission judges the object by the rules for its type, as the check command does: a finding at or above
// [Config].FailLevel refuses it, one below is a warning. What is unknown, raises an error, or has no rule for its type
// is refused too: list in the webhook's configuration the types that rules are about. A DELETE is allowed, for it
// leaves nothing to judge.
//
// A SubjectAccessReview becomes a request: user (service_account for system:serviceaccount:…) with groups and extra as
// properties; the verb; the type group/resource[/subresource] and the id namespace/name, where * stands for a name that
// is not given. A path becomes the type path. Where no rule permits, allowed and denied are both false, so that
// Kubernetes asks its next authoriser; a rule that forbids, a requirement that is not proved, and an error set denied.
//
// # Reload
//
// [Server.Reload] loads policies and facts anew and puts them in the place of the old in one step: a request, and a
// batch as a whole, is decided by one or the other. If they do not load the old ones stay, and /ready says
// why, with status 200 because decisions are still right by the policy that it names.
//
// # Decision log
//
// [OpenLog] writes one JSON line for every decision, in the form of OPA's decision log events, in one order: custom.seq counts
// the lines and custom.prev is the SHA-256 of the line before, also from one run to the next. data.facts.access.log
// says what must not be in it: {"erase": ["/input/context/token"], "mask": ["/input/subject/properties/email"]} are JSON
// pointers; what is masked is replaced by a keyed digest, equal for equal values until the next reload. With [Strict]
// nothing is answered before its line is on disk, and nothing is decided any more after a line could not be
// written; decisions made at the same time share a flush. With [BestEffort] a decision that finds the queue full is
// counted in the metrics and in custom.dropped of the next line, and not logged.
package server
