package inputs

import (
	"slices"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// AuditLog and AuditRecords read what Azure logs of a Key Vault and of the control plane, wherever it was exported
// from: diagnostic settings (a JSON object a line in a storage account, {"records": […]} from an event hub), rows of
// a Log Analytics workspace (AZKVAuditLogs, AzureDiagnostics, AzureActivity), and az monitor activity-log list.
//
// Every entry is one AuditRecord, in the same words whatever it came from: logged_at, service, operation, result,
// status_code, caller_id, caller_name, caller_app, caller_ip, role, scope, resource_id, target and correlation_id;
// what the entry does not say is absent. challenge is true of the 401 with which a vault answers every client's first
// call, which is no failed access. Log lines that are no records, and the log as a whole, are described as those of
// [PredictionLog] are.
var (
	AuditLog     = Format{Name: audits.format, DetectLine: detectAuditLine, Stream: audits.stream}
	AuditRecords = Format{Name: auditRecordsName, Detect: isAuditRecords, Read: readAuditRecords}
)

const auditRecordsName = "audit-records"

var audits = logKind{format: "audit-log", recordType: "AuditRecord", kindOf: "audit", fieldsOf: auditFields}

// isAuditEntry tells an entry of an audit log by what only those have.
func isAuditEntry(v document.Value) bool {
	if v.Kind() != document.Object {
		return false
	}
	named := func(name string) bool { return graphMember(v, name).Defined() }
	switch {
	case named("operationName") && named("resourceId") && named("time") && named("category"): // diagnostic settings
		return true
	case named("operationName") && named("eventTimestamp"): // az monitor activity-log list
		return true
	case named("TimeGenerated") && (named("OperationName") || named("OperationNameValue")): // Log Analytics
		return named("ResourceId") || named("_ResourceId")
	}
	return false
}

func detectAuditLine(line []byte) bool {
	line = trimLine(line)
	if len(line) > document.DefaultLimits.Line || len(line) == 0 || line[0] != '{' {
		return false
	}
	doc, err := document.ParseJSONLine(line, document.DefaultLimits, nil, 1)
	return err == nil && isAuditEntry(doc.Root)
}

// auditEntries are the entries in a document: an array of them, or the records of a batch.
func auditEntries(root document.Value) []document.Value {
	if records := root.Get("records"); root.Kind() == document.Object && records.Kind() == document.Array {
		root = records
	}
	return root.Elements()
}

func isAuditRecords(root document.Value) bool {
	entries := auditEntries(root)
	return len(entries) > 0 && isAuditEntry(entries[0])
}

// readAuditRecords reads the entries of a document. They may come in any order, as az prints the newest first: only a
// log that is written line by line can be out of order.
func readAuditRecords(f File) ([]*Resource, error) {
	var resources []*Resource
	var times []writtenTime
	s := logStream{kind: &audits, path: f.Path, levels: map[string]int{}}
	for _, doc := range f.Documents {
		for _, v := range auditEntries(doc.Root) {
			r, at, err := s.entry(doc, v)
			if err != nil {
				return nil, err
			}
			resources, times = append(resources, r), append(times, at)
		}
	}
	slices.SortStableFunc(times, func(a, b writtenTime) int { return a.at.Compare(b.at) })
	for _, t := range times {
		s.times.observe(t.written, t.loggedTime)
	}
	resources = append(resources, s.summary())
	for _, r := range resources {
		r.Format = auditRecordsName
	}
	return resources, nil
}

type writtenTime struct {
	loggedTime
	written document.Value
}

// entry is one entry of a document.
func (s *logStream) entry(doc *document.Document, v document.Value) (*Resource, writtenTime, error) {
	if !isAuditEntry(v) {
		return nil, writtenTime{}, &Error{
			Document: doc, Node: v.Node(), Reason: "this is no entry of an audit log, as those before it are",
			Hint: "an entry has an operation, a time and a resource",
		}
	}
	fields, _ := auditFields(logHeader{}, v)
	at, ok := parseTime(fields.loggedAt)
	if !ok {
		return nil, writtenTime{}, &Error{Document: doc, Node: v.Node(), Reason: "the time of the entry is no time"}
	}
	s.records++
	s.count(fields.level)
	r := s.resource(s.kind.recordType, s.records, "", document.ObjectValue(fields.members...).From(v))
	r.Value, r.Document, r.Node = r.Value.From(v), doc, v.Node()
	return r, writtenTime{at, fields.loggedAt}, nil
}
