package document_test

import (
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

func TestAppendJSON(t *testing.T) {
	number := document.NumberValue("1.50")
	tests := []struct {
		name string
		v    document.Value
		want string
	}{
		{"null", document.NullValue(), `null`},
		{"booleans", document.ArrayValue(document.BoolValue(true), document.BoolValue(false)), `[true,false]`},
		{"number as written", number, `1.50`},
		{"escapes", document.StringValue("\"\\\n\r\t\x01é\u2028<"), "\"\\\"\\\\\\n\\r\\t\\u0001é\u2028<\""},
		{"invalid UTF-8", document.StringValue("a\xffb"), "\"a\ufffdb\""},
		{"empty", document.ArrayValue(document.ArrayValue(), document.ObjectValue(), document.StringValue("")), `[[],{},""]`},
		{"order", document.ObjectValue(document.Field("b", number), document.Field("a", document.NullValue())), `{"b":1.50,"a":null}`},
		{"unknown members", document.ObjectValue(document.Field("a", document.UnknownValue()), document.Field("b", number), document.Field("c", document.Value{})), `{"b":1.50}`},
		{"unknown elements", document.ArrayValue(document.UnknownValue(), number), `[null,1.50]`},
	}
	for _, test := range tests {
		if got := string(test.v.AppendJSON(nil)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}
