// Package access answers who can do what: Azure RBAC with deny assignments, conditions, groups and PIM, the
// access policies of Key Vault, and Kubernetes RBAC, all as their documentation states them.
//
// [NewModel] takes the resources of a run, whatever format they came from. [Model.Decide] answers one question
// about one subject, [Model.WhoCan] finds all subjects of which the answer is not no, and [Model.WhatCan] lists
// what a subject holds; [Model.WhoCanKubernetes] and [Model.DecideKubernetes] do so for clusters. A model never
// changes and may be used by several goroutines: what a change of roles or assignments alters is the
// difference between the answers of two models over [Model.Subjects].
//
// # What grants
//
// A role assignment grants what one permission block of its role allows: an action that is among its actions
// and not among its notActions. Blocks are never merged, so notActions take from their own block and no other.
// Actions and data actions never cross: a [Question] names its [Plane]. Scopes are inherited by whatever is
// below them. A subject holds what is assigned to the groups it is in, however deep. A deny assignment that is
// enforced bars whom it names, unless it excludes them.
//
// Data actions on the contents of a vault follow its permission model: RBAC, or its access policies. Under
// access policies whoever can write the vault can grant himself its contents: [CanGrant].
//
// # What is not known
//
// Nothing is guessed. Where a path depends on something that nobody described, its outcome is [Indeterminate]
// with the reason: a role without definition, a value known after apply, a condition that cannot be read or
// asks for an attribute that is not given, a management group of which nobody says what is in it. Deciding
// fails closed, for only [Allowed] is access; listing fails open, so that nobody is left out.
//
// Of a group whose members are not described only the group itself is listed. A deny assignment that names
// such a group, or excludes it, leaves open whom it bars.
//
// # Two readings of wildcards
//
// A star stands for any characters. Whether a/*/read also stands for a/read is not documented, and what is
// known contradicts itself. Both readings are computed; where they differ the outcome is [Ambiguous].
//
// # Limits
//
// Roles of Microsoft Entra ID, the local RBAC of managed HSMs and of services, shared keys and SAS tokens are
// not looked at, nor who can make himself a role assignment. The semantics are those documented; no tenant
// has been asked.
package access
