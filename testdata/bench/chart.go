package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strings"
)

// The measures of the chart, in pixels.
const (
	chartWidth = 760
	labelWidth = 150
	valueWidth = 150
	barHeight  = 16
	barGap     = 4
	titleSpace = 34
	margin     = 12
	smallest   = -3 // power of ten where the scale ends
	scaleWidth = chartWidth - labelWidth - valueWidth - 2*margin
)

// chartStyle follows the colours of the page that shows the chart.
const chartStyle = `<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.value { paint-order: stroke; stroke: #ffffff; stroke-width: 4px }
.quiet { fill: #59636e }
.page { fill: #ffffff }
.grid { stroke: #d1d9e0 }
.one { stroke: #59636e }
.bar { fill: #8c959f }
.ours { fill: #0969da }
.kin { fill: #54aeff }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.value { stroke: #0d1117 }
.quiet { fill: #9198a1 }
.page { fill: #0d1117 }
.grid { stroke: #3d444d }
.one { stroke: #9198a1 }
.bar { fill: #656c76 }
.ours { fill: #4493f8 }
.kin { fill: #1f5fae }
}
</style>
`

// writeSVG draws the CPU time of every contestant in its best round, as a multiple of tipstaff's. The scale is
// logarithmic and the same for all workloads.
func writeSVG(out io.Writer, all []results) error {
	s := scaleFor(all)
	var b strings.Builder
	y := titleSpace + margin
	for _, r := range all {
		y += s.group(&b, r, y)
	}
	s.axis(&b, y)
	height := y + titleSpace
	_, err := fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img">
<title>CPU time of tipstaff and its peers</title>
%[3]s<rect width="%[1]d" height="%[2]d" rx="6" class="page"/>
<text x="%[4]d" y="%[5]d" class="quiet">CPU time as a multiple of tipstaff's (logarithmic; shorter is cheaper)</text>
%[6]s</svg>
`, chartWidth, height, chartStyle, margin, margin+14, b.String())
	return err
}

// scale maps ratios to pixels: powers of ten from least to most.
type scale struct{ least, most int }

func scaleFor(all []results) scale {
	s := scale{-1, 1}
	for _, r := range all {
		for _, name := range r.Names {
			power := math.Log10(r.multiple(name))
			power = max(power, smallest) // what is cheaper still gets the shortest bar
			s.least, s.most = min(s.least, int(math.Floor(power))), max(s.most, int(math.Ceil(power)))
		}
	}
	return s
}

// multiple is the CPU time of a contestant as a multiple of tipstaff's, in their best rounds.
func (r results) multiple(name string) float64 {
	return ratio(max(summarise(r.Costs[name]).cpu, 1), max(summarise(r.Costs[tipstaffName]).cpu, 1))
}

func (s scale) at(power float64) float64 {
	return (power - float64(s.least)) / float64(s.most-s.least) * scaleWidth
}

// axis says what the lines stand for.
func (s scale) axis(b *strings.Builder, y int) {
	for power := s.least; power <= s.most; power++ {
		fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" class=\"quiet\">%g×</text>\n",
			margin+labelWidth+s.at(float64(power)), y+margin, math.Pow10(power))
	}
}

// group draws one workload at y and returns its height.
func (s scale) group(b *strings.Builder, r results, y int) int {
	top := y + titleSpace - 8
	bottom := top + len(r.Names)*(barHeight+barGap)
	fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\"><tspan class=\"title\">%s</tspan><tspan class=\"quiet\" dx=\"6\">%s</tspan></text>\n",
		margin, y+14, escape(r.Name), escape(r.About))
	for power := s.least; power <= s.most; power++ {
		class := "grid"
		if power == 0 {
			class = "one"
		}
		x := margin + labelWidth + s.at(float64(power))
		fmt.Fprintf(b, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" class=\"%s\"/>\n", x, x, top, bottom, class)
	}
	for i, name := range r.Names {
		s.bar(b, r, name, top+i*(barHeight+barGap))
	}
	return bottom - y + margin
}

func (s scale) bar(b *strings.Builder, r results, name string, y int) {
	class := "bar"
	switch {
	case name == tipstaffName:
		class = "ours"
	case strings.HasPrefix(name, tipstaffName):
		class = "kin"
	}
	multiple := r.multiple(name)
	width := s.at(math.Log10(multiple))
	baseline := y + barHeight - 4
	fmt.Fprintf(b, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", margin+labelWidth-8, baseline, escape(name))
	fmt.Fprintf(b, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" class=\"%s\"/>\n",
		margin+labelWidth, y, max(width, 1), barHeight, class)
	fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%d\" class=\"value\">%s× <tspan class=\"quiet\">%s</tspan></text>\n",
		margin+labelWidth+max(width, 1)+6, baseline, factor(multiple), escape(r.spent(name)))
}

// spent is the CPU time of a contestant: per unit for libraries, as a whole for programs.
func (r results) spent(name string) string {
	cpu := summarise(r.Costs[name]).cpu
	if r.Kind == process {
		return milliseconds(cpu)
	}
	return microseconds(cpu, r.Size)
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder never fails
	return b.String()
}
