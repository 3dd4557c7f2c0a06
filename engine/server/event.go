package server

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// event is one decision for the log. It is encoded as OPA's EventV1, without the end that the log adds.
type event struct {
	id, batch    string // decision_id, batch_decision_id
	trace        string
	path         string
	input        document.Value
	result       []byte // JSON
	failure      string // error
	from, caller string // requested_by: the address; and who that proved to be
	request      string // the client's X-Request-ID
	at           time.Time
}

// newID returns the id of a decision.
func newID() string { return uuid.NewString() }

// append appends the event, which was decided by a snapshot.
func (e *event) append(b []byte, labels []byte, s *snapshot) []byte {
	hidden := s.masks.hide(e.input, e.result)
	b = append(b, `{"labels":`...)
	b = append(b, labels...)
	b = textMember(b, "decision_id", e.id)
	b = textMember(b, "batch_decision_id", e.batch)
	b = textMember(b, "trace_id", e.trace)
	b = append(b, `,"bundles":{"policy":{"revision":`...)
	b = document.StringValue(s.revision).AppendJSON(b)
	b = append(b, `}}`...)
	b = textMember(b, "path", e.path)
	if hidden.input.Defined() {
		b = hidden.input.AppendJSON(append(b, `,"input":`...))
	}
	if len(hidden.result) > 0 {
		b = append(append(b, `,"result":`...), hidden.result...)
	}
	b = listMember(b, "erased", hidden.erased)
	b = listMember(b, "masked", hidden.masked)
	if e.failure != "" {
		b = append(b, `,"error":{"message":`...)
		b = append(document.StringValue(e.failure).AppendJSON(b), '}')
	}
	b = textMember(b, "requested_by", e.from)
	b = append(b, `,"timestamp":"`...)
	b = append(e.at.UTC().AppendFormat(b, time.RFC3339Nano), `","custom":{`...)
	n := len(b)
	b = textMember(b, "caller", e.caller)
	b = textMember(b, "request_id", e.request)
	if len(b) > n {
		b = append(append(b[:n], b[n+1:]...), ',') // the comma belongs behind
	}
	return b
}

// textMember appends a member that is left out if it is empty.
func textMember(b []byte, key, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, ',', '"'), key...), `":`...)
	return document.StringValue(value).AppendJSON(b)
}

func listMember(b []byte, key string, values []string) []byte {
	if len(values) == 0 {
		return b
	}
	elements := make([]document.Value, 0, len(values))
	for _, v := range values {
		elements = append(elements, document.StringValue(v))
	}
	return document.ArrayValue(elements...).AppendJSON(append(append(append(b, ',', '"'), key...), `":`...))
}

// valueOf is v, which must be what encoding/json can write, as a value.
func valueOf(v any) document.Value {
	b, err := json.Marshal(v)
	if err != nil {
		return document.NullValue()
	}
	doc, err := document.ParseJSON(b, document.Limits{Bytes: int64(len(b)) + 1, Depth: 1 << 10}, nil)
	if err != nil {
		return document.NullValue()
	}
	return doc.Root
}
