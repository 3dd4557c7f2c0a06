package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// broken are the conditions of all rules over single items, by hand.
var broken = map[string]func(document.Value) bool{
	`not @`:                                notTrue,
	`not @ == false`:                       func(v document.Value) bool { return v.Kind() != document.Boolean || v.Bool() },
	`not @ == "Disabled"`:                  not("Disabled"),
	`not @ == "Enabled"`:                   not("Enabled"),
	`not @ == "Deny"`:                      not("Deny"),
	`not @ == "Standard"`:                  not("Standard"),
	`not @ == "westeurope"`:                not("westeurope"),
	`not @ == "Microsoft.KeyVault"`:        not("Microsoft.KeyVault"),
	`not @ == "AllowOnlyApprovedOutbound"`: not("AllowOnlyApprovedOutbound"),

	`not @ in {"TLS1_2", "TLS1_3"}`:                           not("TLS1_2", "TLS1_3"),
	`not @ in {"production", "test"}`:                         not("production", "test"),
	`not @ in {"public", "internal", "confidential"}`:         not("public", "internal", "confidential"),
	`not @ in {"standard", "standard2", "standard3"}`:         not("standard", "standard2", "standard3"),
	`not @ in {"fraud-detection", "credit-scoring"}`:          not("fraud-detection", "credit-scoring"),
	`not @ in {"westeurope", "northeurope", "swedencentral"}`: not("westeurope", "northeurope", "swedencentral"),

	`not lower(@) == "disabled"`:           notFold("disabled"),
	`not lower(@) == "microsoft.keyvault"`: notFold("microsoft.keyvault"),

	`not startswith(@, "cc-")`:             notPrefix("cc-"),
	`not startswith(@, "2.")`:              notPrefix("2."),
	`not startswith(@, "/subscriptions/")`: notPrefix("/subscriptions/"),
	`not startswith(@, "SystemAssigned")`:  notPrefix("SystemAssigned"),
	`not contains(@, "platform")`:          func(v document.Value) bool { return !strings.Contains(v.Text(), "platform") },

	`not @ >= 0.5`: outside(0.5, infinity),
	`not @ >= 2`:   outside(2, infinity),
	`not @ >= 90`:  outside(90, infinity),
	`not @ <= 900`: outside(-infinity, 900),
	`count(@) > 2`: func(v document.Value) bool { return v.Len() > 2 },

	`some range in @; range.value == "0.0.0.0/0"`: func(v document.Value) bool {
		return slices.ContainsFunc(v.Elements(), func(e document.Value) bool { return e.Get("value").Text() == "0.0.0.0/0" })
	},
	`some target in @; startswith(target.destination, "*")`: func(v document.Value) bool {
		return slices.ContainsFunc(v.Members(), func(m document.Member) bool {
			return strings.HasPrefix(m.Value.Get("destination").Text(), "*")
		})
	},
	`some c in @; c.properties.privateLinkServiceConnectionState.status != "Approved"`: func(v document.Value) bool {
		return slices.ContainsFunc(v.Elements(), func(e document.Value) bool {
			status := e.At("properties", "privateLinkServiceConnectionState", "status")
			return status.Defined() && status.Text() != "Approved"
		})
	},
}

const infinity = 1e300

// notTrue is Rego's negation: only what is absent and what is false is not true.
func notTrue(v document.Value) bool {
	return !v.Defined() || v.Kind() == document.Boolean && !v.Bool()
}

func not(texts ...string) func(document.Value) bool {
	return func(v document.Value) bool { return v.Kind() != document.String || !slices.Contains(texts, v.Text()) }
}

func notFold(text string) func(document.Value) bool {
	return func(v document.Value) bool { return !strings.EqualFold(v.Text(), text) }
}

func notPrefix(prefix string) func(document.Value) bool {
	return func(v document.Value) bool { return !strings.HasPrefix(v.Text(), prefix) }
}

func outside(least, most float64) func(document.Value) bool {
	return func(v document.Value) bool {
		n, err := strconv.ParseFloat(v.Text(), 64)
		return v.Kind() != document.Number || err != nil || n < least || n > most
	}
}
