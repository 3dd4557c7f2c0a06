package lib.log_stream_test

import data.lib.log_stream

test_measured if {
	log_stream.measured({"records": 0, "malformed": 0, "owner": "risk"})
	not log_stream.measured({"records": "3", "malformed": 0})
	not log_stream.measured({"records": 3})
	not log_stream.measured("records")
}

test_declared if {
	log_stream.declared({"owner": "risk"})
	log_stream.declared({"retention_days": 30})
	not log_stream.declared({"uri": "app.log"})
	not log_stream.declared({"owner": "risk", "records": 3, "malformed": 0})
	not log_stream.declared({"retention_days": 30, "records": 3, "malformed": 0})
}

test_limit if {
	log_stream.limit("Prediction", {"prediction": 7}) == 7
	not log_stream.limit("access", {"prediction": 7})
	not log_stream.limit(["access"], {"access": 7})
	not log_stream.limit("access", {"access": "7"})
}
