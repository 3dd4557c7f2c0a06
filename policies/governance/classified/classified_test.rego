package governance.classified_test

import data.governance.classified as rule

_finding := {{"message": "customers carries no known classification", "path": ["properties", "classification"]}}

_dataset(properties) := {"resource": {"type": "Dataset", "name": "customers", "properties": properties}}

test_deny_unknown_label if rule.deny == _finding with input as _dataset({"classification": "top secret"})

test_deny_absent if rule.deny == _finding with input as _dataset({})

test_deny_misspelt_attribute if rule.deny == _finding with input as _dataset({"clasification": "public"})

test_deny_retyped if rule.deny == _finding with input as _dataset({"classification": ["public"]})

test_pass_level if rule.deny == set() with input as _dataset({"classification": "Internal"})

test_pass_alias if rule.deny == set() with input as _dataset({"classification": "HIGH"})
