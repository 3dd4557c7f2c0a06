package sample_test

import (
	"bytes"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// check reads what a fuzzer made up, twice: what comes out must be JSON, the same both times, and stand where it says.
func check(t *testing.T, name string, b []byte) {
	t.Helper()
	r, err := inspect(name, b)
	again, errAgain := inspect(name, b)
	if r == nil {
		if again != nil || (err == nil) != (errAgain == nil) {
			t.Fatalf("first nothing (%v), then %v (%v)", err, again, errAgain)
		}
		return
	}
	text := r.Value.AppendJSON(nil)
	if _, err := document.ParseJSON(text, document.Limits{}, nil); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if !bytes.Equal(text, again.Value.AppendJSON(nil)) {
		t.Fatalf("first %s\nthen %s", text, again.Value.AppendJSON(nil))
	}
	for _, v := range r.Value.All() {
		if v.Node() == 0 {
			continue
		}
		if span, ok := r.Document.Span(v.Node()); !ok || span.Start.Line < 1 || span.Start.Column < 1 {
			t.Fatalf("%s stands at %v, %t", v.AppendJSON(nil), span, ok)
		}
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("claim_id,email\n1,ann@example.com\n"))
	f.Add([]byte("\ufeffid;\"a;b\"\r\n1;\"x\ny\"\r\n"))
	f.Add(csvOf("id,x", cards(20), cards(20)))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.csv", b) })
}

func FuzzParquet(f *testing.F) {
	f.Add(parquetOf(f, payouts(3)))
	f.Add(parquetOf(f, payouts(2), parquet.Compression(&parquet.Snappy), parquet.DataPageVersion(2)))
	f.Add(parquetOf(f, payouts(2), parquet.WithEncryption(&parquet.EncryptionConfig{FooterKey: []byte("not-a-real-key-!"), EncryptedFooter: true})))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.parquet", b) })
}
