// Package engine judges resources and access requests against a bundle of Rego rules.
package engine
