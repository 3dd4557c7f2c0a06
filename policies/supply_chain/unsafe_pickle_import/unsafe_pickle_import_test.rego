package supply_chain.unsafe_pickle_import_test

import data.supply_chain.unsafe_pickle_import as rule

_file(properties) := {"resource": {"type": "Artifact", "name": "model.bin", "properties": properties}}

_import(module, name, listed) := {"module": module, "name": name, "listed": listed}

_harmless := _import("collections", "OrderedDict", "allowed")

_finding(imported, i) := {
	"message": $"model.bin imports {imported}, which is not known to be harmless",
	"path": ["properties", "imports", i],
}

_unreadable := {"message": "model.bin imports what cannot be read", "path": ["properties", "imports"]}

test_deny_what_is_not_allowed if {
	every listed in ["denied", "unknown", "", null, "ALLOWED", true] {
		imports := [_harmless, _import("os", "system", listed)]
		rule.deny == {_finding("os.system", 1)} with input as _file({"imports": imports, "problems": [], "pickles": 1})
	}
}

test_deny_absent if {
	rule.deny == {_unreadable} with input as _file({"problems": [], "pickles": 1})
	rule.deny == {_unreadable} with input as _file({"imports": [], "pickles": 1})
	rule.deny == {_unreadable} with input as _file({"imports": []})
	rule.deny == {_unreadable} with input as _file({})
	rule.deny == {_finding("os.system", 0)} with input as _file({
		"imports": [{"module": "os", "name": "system"}],
		"problems": [],
	})
	rule.deny == {_unreadable} with input as _file({"imports": [{"listed": "allowed"}], "problems": []})
}

test_deny_broken if {
	rule.deny == {_unreadable} with input as _file({
		"imports": [_harmless],
		"problems": [{"kind": "truncated"}],
		"pickles": 1,
	})
}

test_deny_retyped if {
	every imports in [null, "os.system", {}] {
		rule.deny == {_unreadable} with input as _file({"imports": imports, "problems": [], "pickles": 1})
	}
	every pickles in ["0", null, [0], false] {
		rule.deny == {_unreadable} with input as _file({"imports": [], "problems": [{}], "pickles": pickles})
	}
	every problems in [null, {}, "", 0] {
		rule.deny == {_unreadable} with input as _file({"imports": [], "problems": problems, "pickles": 1})
	}
}

test_pass_harmless if {
	rule.deny == set() with input as _file({"imports": [_harmless], "problems": [], "pickles": 1})
}

test_pass_without_pickles if {
	rule.deny == set() with input as _file({"imports": [], "problems": [{"kind": "offsets"}], "pickles": 0})
}

test_not_applicable if {
	rule.not_applicable with input as _file({"encryption": {"looks": "fernet"}, "inspected": "none"})
	not rule.not_applicable with input as _file({"encryption": {"looks": "zip"}, "inspected": "part"})
	not rule.not_applicable with input as _file({"inspected": "none"})
}
