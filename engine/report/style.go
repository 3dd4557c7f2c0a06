package report

import "github.com/fatih/color"

// style names a way of writing that adds to what the words say; it never says anything by itself.
type style string

const (
	plainStyle style = ""
	frameStyle style = "frame"
)

// attributes maps styles to colours: the frame, severities, and outcomes.
var attributes = map[style][]color.Attribute{
	frameStyle: {color.FgBlue, color.Bold},
	"critical": {color.FgMagenta, color.Bold},
	"high":     {color.FgRed, color.Bold},
	"medium":   {color.FgYellow, color.Bold},
	"low":      {color.FgCyan, color.Bold},
	"info":     {color.FgBlue, color.Bold},
	"pass":     {color.FgGreen, color.Bold},
	"waived":   {color.FgGreen},
	"unknown":  {color.FgYellow, color.Bold},
	"fail":     {color.FgRed, color.Bold},
	"error":    {color.FgRed, color.Bold},
}

// paint returns text in a style if the options allow colour.
func (o Options) paint(s style, text string) string {
	if !o.Color || text == "" || len(attributes[s]) == 0 {
		return text
	}
	c := color.New(attributes[s]...)
	c.EnableColor()
	return c.Sprint(text)
}
