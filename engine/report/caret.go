package report

import (
	"math"
	"strings"

	"github.com/tipstaff/tipstaff/engine"
)

const tabWidth = 4

// cell is one character of a source line as it is shown.
type cell struct {
	text  string
	width int
}

// excerpt returns the source line of l, cut to width columns around what l points at, and a line of carets
// to print below it. The line may be megabytes long (minified JSON): only what can be shown is looked at.
func excerpt(l engine.Location, width int) (source, carets string) {
	line := strings.TrimRight(l.Snippet, " \t\r\n")
	start, end := span(l, line)
	from := max(0, start-width)
	text, more := runes(line, from, from+2*width+2)
	cells := layOut(text)
	start, end = min(start-from, len(cells)), min(end-from, len(cells))
	lo, hi := window(cells, start, end, width-2)
	var b strings.Builder
	if lo > 0 || from > 0 {
		b.WriteString("…")
	}
	offset := columns.StringWidth(b.String()) + total(cells[lo:start])
	for _, c := range cells[lo:hi] {
		b.WriteString(c.text)
	}
	if hi < len(cells) || more {
		b.WriteString("…")
	}
	carets = strings.Repeat(" ", offset) + strings.Repeat("^", max(1, total(cells[start:min(end, hi)])))
	return b.String(), carets
}

// span returns the first rune of line that l points at and the one after the last, which may be beyond the
// end: the rest of the line if l ends on another, and all but its indent if the column is not known.
func span(l engine.Location, line string) (start, end int) {
	if l.Column < 1 {
		return len(line) - len(strings.TrimLeft(line, " \t")), math.MaxInt
	}
	start, end = l.Column-1, l.EndColumn-1
	if l.EndLine > l.Line || end <= start {
		end = math.MaxInt
	}
	return start, end
}

// runes returns the runes of line from the one to before the other, and whether there are more.
func runes(line string, from, to int) (text string, more bool) {
	n, begin := 0, len(line)
	for i := range line {
		if n == from {
			begin = i
		}
		if n == to {
			return line[begin:i], true
		}
		n++
	}
	return line[begin:], false
}

// layOut returns the cells of text, its tabs as spaces.
func layOut(text string) []cell {
	cells := make([]cell, 0, len(text))
	column := 0
	for i := 0; i < len(text); {
		shown, size := show(text, i)
		if text[i] == '\t' {
			shown = strings.Repeat(" ", tabWidth-column%tabWidth)
		}
		c := cell{shown, columns.StringWidth(shown)}
		cells = append(cells, c)
		column += c.width
		i += size
	}
	return cells
}

// window returns which cells to show in width columns: as much as fits of start to end, then of what is
// before it, half of the rest at most, then of what is after it, and again of what is before it.
func window(cells []cell, start, end, width int) (lo, hi int) {
	lo, hi = start, start
	used := 0
	right := func(limit int) {
		for hi < limit && used+cells[hi].width <= width {
			used += cells[hi].width
			hi++
		}
	}
	left := func(room int) {
		for lo > 0 && used+cells[lo-1].width <= room {
			lo--
			used += cells[lo].width
		}
	}
	right(end)
	left(used + (width-used)/2)
	right(len(cells))
	left(width)
	return lo, hi
}

func total(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}
