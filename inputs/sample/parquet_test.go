package sample_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/sample"
)

// parquetOf returns a file with rows in it.
func parquetOf[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, append(options, parquet.CreatedBy("tipstaff", "0", "0"))...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type payout struct {
	ID     int64     `parquet:"payout_id"`
	Card   int64     `parquet:"card"`
	Amount int64     `parquet:"amount,decimal(2:18)"`
	Born   int32     `parquet:"birth_date,date"`
	At     time.Time `parquet:"at,timestamp(microsecond)"`
	Score  float64   `parquet:"score"`
	Paid   bool      `parquet:"paid"`
	Note   *string   `parquet:"note,optional"`
	Raw    []byte    `parquet:"raw"`
	Holder holder    `parquet:"holder"`
	Mails  []string  `parquet:"mails,list"`
}

type holder struct {
	Name string `parquet:"full_name"`
}

func payouts(n int) []payout {
	rows := make([]payout, n)
	numbers := cards(n)
	for i := range rows {
		_, _ = fmt.Sscan(numbers[i], &rows[i].Card)
		rows[i].ID, rows[i].Amount, rows[i].Born, rows[i].Score, rows[i].Paid = int64(i), int64(100*i+5), int32(5000+i), float64(i)/7, i%2 == 0
		rows[i].At = time.Unix(1_795_000_000+int64(i), 0)
		rows[i].Raw = []byte{0xff, byte(i), 0xfe}
		rows[i].Holder.Name = fmt.Sprintf("Quentin Holder %d", i)
		for j := range i % 4 {
			rows[i].Mails = append(rows[i].Mails, fmt.Sprintf("holder%d.%d@example.com", i, j))
		}
		if note := fmt.Sprintf("paid after call %d", i); i%3 == 0 {
			rows[i].Note = &note
		}
	}
	return rows
}

const payoutColumns = "payout_id:integer card:integer=card_number amount:number birth_date:date=date_of_birth at:timestamp score:number paid:boolean" +
	" note:text raw:binary holder.full_name:text=person_name mails.list.element:text=email"

func TestParquet(t *testing.T) {
	rows := payouts(40)
	key := []byte("not-a-real-key-!")
	tests := []struct {
		name    string
		content []byte
		want    string
	}{
		{"all types", parquetOf(t, rows), "40 " + payoutColumns},
		{"several row groups", parquetOf(t, rows, parquet.MaxRowsPerRowGroup(7)), "40 " + payoutColumns},
		{"compressed", parquetOf(t, rows, parquet.Compression(&parquet.Zstd)), "40 " + payoutColumns},
		{"pages of the second version", parquetOf(t, rows, parquet.DataPageVersion(2), parquet.PageBufferSize(64)), "40 " + payoutColumns},
		{"no rows", parquetOf(t, rows[:0]), "0 " + strings.NewReplacer("integer", "empty", "number", "empty", "text", "empty", "boolean", "empty", "timestamp", "empty", "date:date", "date:empty", "binary", "empty", "=card_number", "", "=date_of_birth", "", "=person_name", "", "=email", "").Replace(payoutColumns)},
		{"an encrypted footer", parquetOf(t, rows, parquet.WithEncryption(&parquet.EncryptionConfig{FooterKey: key, EncryptedFooter: true})), " encrypted footer"},
		{
			"encrypted columns", parquetOf(t, rows[:5], parquet.WithEncryption(&parquet.EncryptionConfig{FooterKey: key})),
			"5 payout_id:empty card:empty amount:empty birth_date:empty at:empty score:empty paid:empty note:empty raw:empty full_name:empty element:empty encrypted columns",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(inspect("payouts.bin", tt.content)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestParquetEncrypted is about what nobody could see: it is unknown, and not nothing.
func TestParquetEncrypted(t *testing.T) {
	for _, footer := range []bool{true, false} {
		r, err := inspect("a.parquet", parquetOf(t, payouts(5), parquet.WithEncryption(&parquet.EncryptionConfig{FooterKey: []byte("not-a-real-key-!"), EncryptedFooter: footer})))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"detected_classes", "sensitive_data_detected"} {
			if v := r.Value.At("properties", name); !isUnknown(v) {
				t.Errorf("%s is %s", name, v.AppendJSON(nil))
			}
		}
	}
}

// TestParquetDamaged cuts a file off and changes each of its bytes: what comes out is an error, or says nothing but
// what is there, and never a value.
func TestParquetDamaged(t *testing.T) {
	whole := parquetOf(t, payouts(25))
	for _, tt := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"only how it starts", []byte("PAR1"), "it is cut off"},
		{"cut off", whole[:len(whole)/2], "it does not end like one"},
		{"two kinds of magic bytes", append([]byte("PARE"), whole[4:]...), "it starts and ends in different ways"},
		{"a footer larger than the file", append(append([]byte{}, whole[:len(whole)-8]...), "\xff\xff\xff\x00PAR1"...), "its footer is too large"},
		{"no footer", []byte("PAR1\x00\x00\x00\x00PAR1"), "its footer"},
		{"no data", append(append([]byte("PAR1"), make([]byte, 0)...), whole[len(whole)/2:]...), "the Parquet file is damaged"},
	} {
		if got := summary(inspect("a.parquet", tt.content)); !strings.Contains(got, tt.want) || !strings.HasPrefix(got, "error: the Parquet file is damaged: ") {
			t.Errorf("%s: got %s", tt.name, got)
		}
	}
	damaged := 0
	for i := 4; i < len(whole); i += 3 {
		b := bytes.Clone(whole)
		b[i] ^= 0x55
		r, err := inspect("a.parquet", b)
		said := fmt.Sprint(err)
		if err != nil {
			damaged++
		} else {
			said += string(r.Value.AppendJSON(nil))
		}
		for _, value := range []string{"Quentin Holder", "paid after", "@example.com", "4111"} {
			if strings.Contains(said, value) {
				t.Fatalf("byte %d: %q is shown: %s", i, value, said)
			}
		}
	}
	if damaged < len(whole)/30 {
		t.Errorf("only %d of %d damages were seen", damaged, len(whole)/3)
	}
}

// TestPages looks at pages with limits that they are over.
func TestPages(t *testing.T) {
	for _, version := range []int{1, 2} {
		b := parquetOf(t, payouts(200), parquet.DataPageVersion(version), parquet.Compression(&parquet.Snappy))
		stored := inputs.Bytes{ReaderAt: bytes.NewReader(b), Size: int64(len(b)), Start: b}
		for _, tt := range []struct {
			bytes, values int32
			want          bool
		}{{1 << 20, 1 << 20, true}, {1 << 20, 199, false}, {100, 1 << 20, false}} {
			if err := sample.Bounded(stored, tt.bytes, tt.values); (err == nil) != tt.want {
				t.Errorf("%+v: %v", tt, err)
			}
		}
	}
}
