package lib.lineage_test

import data.lib.lineage

_customers := {"id": "Dataset/customers", "name": "customers", "properties": {"classification": "restricted"}}

_orders := {"id": "Dataset/orders", "name": "orders"}

test_named if {
	lineage.named("customers", [_customers, _orders]) == {_customers}
	lineage.named("Dataset/orders", [_customers, _orders]) == {_orders}
}

test_not_named if {
	every name in ["customer", "", 7, null] {
		lineage.named(name, [_customers, _orders]) == set()
	}
	lineage.named("customers", "customers") == set()
}

test_label if {
	lineage.label(_customers) == "restricted"
	lineage.label(_orders) == null
}
