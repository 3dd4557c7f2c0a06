package sample

import (
	"regexp"
	"strings"
	"time"
)

// valueTypes tell the type of one value. The first that matches is its type, otherwise it is text.
var valueTypes = []struct {
	name  string
	match func(string) bool
}{
	{"binary", func(s string) bool { return strings.Contains(s, notText) }},
	{"integer", regexp.MustCompile(`^[-+]?[0-9]+$`).MatchString},
	{"number", regexp.MustCompile(`^[-+]?[0-9]*[.,]?[0-9]+([eE][-+]?[0-9]+)?$`).MatchString},
	{"boolean", regexp.MustCompile(`^(?i:true|false|yes|no)$`).MatchString},
	{"date", isDate},
	{"timestamp", isTimestamp},
}

func typeOf(text string) string {
	for _, t := range valueTypes {
		if t.match(text) {
			return t.name
		}
	}
	return "text"
}

// dateLayouts are how dates are written. 20060102 is a date only where the header says so.
var dateLayouts = []string{"2006-01-02", "2006/01/02", "02.01.2006", "02/01/2006", "01/02/2006", "02-01-2006"}

func isDate(text string) bool {
	_, ok := year(text, dateLayouts)
	return ok
}

func year(text string, layouts []string) (int, bool) {
	for _, l := range layouts {
		if len(text) == len(l) {
			if t, err := time.Parse(l, text); err == nil {
				return t.Year(), true
			}
		}
	}
	return 0, false
}

const dateLength = len("2006-01-02")

func isTimestamp(text string) bool {
	if len(text) <= dateLength || text[dateLength] != ' ' && text[dateLength] != 'T' {
		return false
	}
	clock := text[dateLength+1:]
	return isDate(text[:dateLength]) && len(clock) >= len("15:04") && clock[2] == ':'
}
