package sample_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
	"github.com/tipstaff/tipstaff/inputs/sample"
)

func TestCSV(t *testing.T) {
	const table = "claim_id,email,amount\n1,ann@example.com,10.5\n2,bob@example.com,3\n"
	const read = "claim_id:integer email:text=email amount:number"
	tests := []struct{ name, file, content, want string }{
		{"a header over three columns", "a.csv", table, "2 " + read},
		{"a name in capitals", "A.CSV", table, "2 " + read},
		{"another name", "a.txt", table, "not taken"},
		{"semicolons", "a.csv", strings.ReplaceAll(table, ",", ";"), "2; " + read},
		{"tabs", "a.tsv", strings.ReplaceAll(table, ",", "\t"), "2\t " + read},
		{"bars", "a.psv", strings.ReplaceAll(table, ",", "|"), "2| " + read},
		{"quotes between tabs", "a.tsv", strings.ReplaceAll(table, ",", "\t") + "3\teve@\"example\".com\t1\n", "3\t " + read},
		{"decimal commas between semicolons", "a.csv", "id;amount\n1;10,5\n2;3,0\n", "2; id:integer amount:number"},
		{"commas in quotes", "a.csv", "id,notes\n1,\"a; b, c\"\n2,\"d; e, f\"\n", "2 id:integer notes:text"},
		{"line ends of Windows", "a.csv", strings.ReplaceAll(table, "\n", "\r\n"), "2 " + read},
		{"a byte order mark", "a.csv", "\ufeff" + table, "2 " + read},
		{"UTF-16", "a.csv", string(utf16Of(binary.LittleEndian, table)), "2 " + read},
		{"UTF-16 the other way", "a.csv", string(utf16Of(binary.BigEndian, table)), "2 " + read},
		{"an encoding of one byte", "a.csv", "id,stra\xdfe\n1,x\n2,y\n", "2 id:integer stra\ufffde:text"},
		{"no end of the last line", "a.csv", strings.TrimSuffix(table, "\n"), "2 " + read},
		{"a cell of several lines", "a.csv", "id,notes\n1,\"a\nb\"\n", "1 id:integer notes:text"},
		{"rows of different widths", "a.csv", "id,email\n1\n2,bob@example.com,ann@example.com\n", "2~2 id:integer email:text=email :text"},
		{"a column of dates, one of times and one of truths", "a.csv", "id,day,at,ok,left\n1,2026-01-02,2026-01-02T03:04:05Z,true,\n", "1 id:integer day:date at:timestamp ok:boolean left:empty"},
		{"only a header", "a.csv", "customer_id,email\n", "0 customer_id:empty email:empty"},
		{"no header, nothing detected", "a.csv", "Ann,Bob\nEve,Dan\n", "not taken"},
		{"no header: its words are in the minority", "a.csv", "Elm Street,Ann Quay\nOak Lane,Bob Reef\n", "not taken"},
		{"no header: a number in the first row", "a.csv", "Ann,34\nBob,28\n", "not taken"},
		{"no header: a blank in the first row", "a.csv", "Ann,\nBob,28\n", "not taken"},
		{"no header: nothing known in the first row", "a.csv", "Ann,unknown\nBob,28\n", "not taken"},
		{"no header: the first row is there again", "a.csv", "Ann,x\nBob,28\nAnn,29\n", "not taken"},
		{"no header: an address in the first row", "a.csv", "email,ann@example.com\nx,3\n", "not taken"},
		{"one column", "a.csv", "id\n1\n2\n", "not taken"},
		{"one column of a class", "a.csv", "email\nann@example.com\n", "1 email:text=email"},
		{"no header, but a class", "a.csv", string(csvOf("Ann,4111111111111111", slices.Repeat([]string{"Bob"}, 30), cards(30))), "31 :text :integer=card_number"},
		{"prose", "a.csv", "Cats, and dogs.\nNothing else\n", "not taken"},
		{"nothing", "a.csv", "", "not taken"},
		{"blank lines", "a.csv", "\n\n\n", "not taken"},
		{"binary", "a.csv", "id,email\n\x00\x01", "not taken"},
		{
			"a quote in the wrong place", "a.csv", table + "3,ann@\"example.com,1\n",
			"error: 4:1: the row that starts here cannot be read: a quote stands where none may be (a cell with a quote in it is written in quotes, with two quotes for each in it)",
		},
		{
			"a quote that is never closed", "a.csv", table + "3,\"ann@example.com,1\n4,x,2\n",
			"error: 4:1: the row that starts here cannot be read: a quote stands where none may be (a cell with a quote in it is written in quotes, with two quotes for each in it)",
		},
		{
			"a row of many cells", "a.csv", table + strings.Repeat("x,", 64) + "x\n",
			"error: 4:1: the row has 65 cells, the table 3 columns (is the delimiter what it should be in all of the file?)",
		},
		{"a row that does not end", "a.csv", table + "\"" + strings.Repeat("x", 17<<20), "error: behind row 2 there is one larger than 16777216 bytes: is a quote never closed?"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := summary(inspect(tt.file, []byte(tt.content))); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestPlaces looks for every column where its name is, in characters.
func TestPlaces(t *testing.T) {
	content := "Größe,\"e, mail\",größe_2\r\n1,ann@example.com,3\n"
	r, err := inspect("a.csv", []byte(content))
	if err != nil || r == nil {
		t.Fatalf("%v, %v", r, err)
	}
	line := []rune(strings.SplitN(content, "\r\n", 2)[0])
	columns := r.Value.At("properties", "columns").Elements()
	want := []string{"Größe,", "e, mail\"", "größe_2"}
	if len(columns) != len(want) {
		t.Fatalf("%d columns", len(columns))
	}
	for i, c := range columns {
		span, ok := r.Document.Span(c.Node())
		if !ok || span.Start.Line != 1 || !strings.HasPrefix(strings.TrimPrefix(string(line[span.Start.Column-1:]), `"`), want[i]) {
			t.Errorf("column %d stands at %v, %t", i+1, span, ok)
		}
	}
	email := r.Value.At("properties", "sensitive_data_detected").Elements()[0]
	if span, ok := r.Document.Span(email.Node()); !ok || span.Start.Column != 7 {
		t.Errorf("what is detected stands at %v, %t", span, ok)
	}
	if span, ok := r.Document.Span(r.Node); !ok || span.Start != (document.Position{Line: 1, Column: 1}) {
		t.Errorf("the table stands at %v, %t", span, ok)
	}
	if text, ok := r.Document.Line(1, 1000); !ok || text != string(line) {
		t.Errorf("the header is shown as %q", text)
	}
	if text, ok := r.Document.Line(2, 1000); ok {
		t.Errorf("line 2 is shown: %s", text)
	}
}

// TestNoValues looks for the cells of random tables, and of damaged ones, in everything that is said about them.
func TestNoValues(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 13))
	word := func() string {
		b := make([]byte, 6+random.IntN(10))
		for i := range b {
			b[i] = "abcdefghijkmnopqrstuvwyz0123456789@.-"[random.IntN(37)]
		}
		return "q" + string(b)
	}
	read := 0
	for range 300 {
		width := 2 + random.IntN(4)
		var cells []string
		header := []string{"customer_id", "email", "full_name", "card_number", "notes"}[:width]
		if random.IntN(3) == 0 {
			header = nil // a table without a header: its first row must not be taken for one
			for range width {
				header = append(header, word())
			}
			cells = append(cells, header...)
		}
		lines := []string{strings.Join(header, ",")}
		for range 1 + random.IntN(30) {
			row := make([]string, width)
			for i := range row {
				row[i] = word()
			}
			row[0] = "Elm " + row[0]
			row[width-1] += "@example.com"
			cells = append(cells, row...)
			lines = append(lines, strings.Join(row, ","))
		}
		content := strings.Join(lines, "\n")
		if random.IntN(4) == 0 {
			content += "\n" + word() + ",\"" + cells[len(cells)-1]
		}
		r, err := inspect("a.csv", []byte(content))
		said := fmt.Sprint(err)
		if r != nil {
			read++
			said += string(r.Value.AppendJSON(nil))
		}
		for _, c := range cells {
			if strings.Contains(said, c) {
				t.Fatalf("%q is shown: %s", c, said)
			}
		}
	}
	if read < 100 {
		t.Errorf("only %d tables were read", read)
	}
}

// TestShuffled reads a table small enough to be sampled whole in many orders: all that changes is its digest.
func TestShuffled(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	rows := make([]string, 1500)
	numbers := cards(len(rows))
	for i := range rows {
		rows[i] = fmt.Sprintf("%d,user%d@example.com,%s,%d", i, i, numbers[i], random.IntN(2))
	}
	first := ""
	for range 5 {
		r, err := inspect("a.csv", []byte("id,contact,x,flag\n"+strings.Join(rows, "\n")))
		got := summary(r, err)
		if first == "" {
			first = got
		}
		if got != first || got != "1500 id:integer contact:text=email x:integer=card_number flag:integer" {
			t.Errorf("got %s", got)
		}
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
}

func TestSampler(t *testing.T) {
	for _, tt := range []struct{ n, width, want int }{{10, 3, 10}, {2000, 3, 2000}, {100_000, 3, 2000}, {100_000, 1000, 500}, {1000, 1_000_000, 100}} {
		got := sample.Drawn(1, tt.n, tt.width)
		if len(got) != tt.want || !slices.Equal(got, sample.Drawn(1, tt.n, tt.width)) {
			t.Errorf("%d of %d rows", len(got), tt.n)
		}
		for i := range tt.want / 2 {
			if got[i] != i {
				t.Fatalf("row %d is %d", i, got[i])
			}
		}
		slices.Sort(got)
		if len(slices.Compact(got)) != tt.want {
			t.Errorf("a row of %d is there twice", tt.n)
		}
	}
	if slices.Equal(sample.Drawn(1, 100_000, 3), sample.Drawn(2, 100_000, 3)) {
		t.Error("another seed draws the same rows")
	}
	late := 0
	for _, row := range sample.Drawn(1, 100_000, 3)[1000:] {
		if row >= 50_500 {
			late++
		}
	}
	if late < 430 || late > 570 { // binomial, 1000 at a half: 4.4 deviations
		t.Errorf("%d of 1000 rows are from the later half", late)
	}
}

// failing is a file of which only the start can be read.
type failing struct{ *bytes.Reader }

// ReadAt reads as [io.ReaderAt] says.
func (f failing) ReadAt(b []byte, at int64) (int, error) {
	if at > 0 {
		return 0, errors.New("the disk is gone")
	}
	return f.Reader.ReadAt(b[:min(len(b), 100)], at)
}

func TestUnreadable(t *testing.T) {
	content := []byte("id,email\n" + strings.Repeat("1,ann@example.com\n", 100))
	stored := inputs.Bytes{ReaderAt: failing{bytes.NewReader(content)}, Path: "a.csv", Size: int64(len(content)), Start: content}
	if r, err := sample.Format.Inspect(inputs.File{Path: "a.csv"}, stored); err == nil || !strings.Contains(err.Error(), "the disk is gone") {
		t.Errorf("got %v, %v", r, err)
	}
}
