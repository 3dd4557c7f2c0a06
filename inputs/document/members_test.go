package document_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// dense writes a random value as short as JSON goes, so that there are more members than a document of its size is
// given room for.
func dense(b *strings.Builder, dice *rand.Rand, depth int) {
	n := dice.IntN(9)
	switch kind := dice.IntN(4); {
	case depth == 0 || kind == 0:
		b.WriteByte('0')
	case kind == 1:
		b.WriteByte('[')
		for i := range n {
			b.WriteString(","[:min(i, 1)])
			dense(b, dice, depth-1)
		}
		b.WriteByte(']')
	default:
		b.WriteByte('{')
		for i := range n {
			fmt.Fprintf(b, `%s"%d":`, ","[:min(i, 1)], i)
			dense(b, dice, depth-1)
		}
		b.WriteByte('}')
	}
}

func TestMembersStayApart(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	for i := range 500 {
		var b strings.Builder
		b.WriteString(`{"":`)
		dense(&b, dice, 1+i%7)
		b.WriteString(`,"colons":"` + strings.Repeat(":", dice.IntN(50)) + `","last":`)
		dense(&b, dice, 1+i%5)
		b.WriteString(`}`)
		doc, err := document.ParseJSON([]byte(b.String()), document.DefaultLimits, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(doc.Root.AppendJSON(nil)); got != b.String() {
			t.Fatalf("got  %s\nwant %s", got, b.String())
		}
	}
}
