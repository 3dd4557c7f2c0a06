// Package policies is the Rego bundle that comes with tipstaff: the rules with their tests, the facts that an
// organisation overrides, and the catalogues of the controls that rules support.
//
// A rule is a folder: key_vault/purge_protection holds package key_vault.purge_protection, whose path is the id
// of the rule, and its test. What several rules need is in lib; facts and controls are data whose path is their
// folder (facts/key_vault/data.yaml is data.facts.key_vault). The root of the tree is a bundle root, so Rego tools
// read it as it is. There is no list of rules to keep: a folder that is there is a rule.
package policies

import "embed"

// Bundle is the whole tree, with the data and the tests of every folder. Its root is the root of the bundle.
//
//go:embed all:*
var Bundle embed.FS
