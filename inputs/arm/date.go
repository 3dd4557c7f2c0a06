package arm

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// instants are the ways to write a time that leave nothing to the culture of the server.
var instants = []string{time.RFC3339, "2006-01-02 15:04:05Z07:00"}

// instant reads a time with its zone.
func instant(v document.Value) (time.Time, bool) {
	for _, layout := range instants {
		if t, err := time.Parse(layout, v.Text()); err == nil && t.Nanosecond() == 0 {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

func fromEpoch(args []document.Value) document.Value {
	n, ok := integer(args[0])
	if !ok || n < -62135596800 || n > 253402300799 { // years 1 to 9999
		return document.Value{}
	}
	return text(time.Unix(n, 0).UTC().Format("2006-01-02T15:04:05Z"))
}

func toEpoch(args []document.Value) document.Value {
	t, ok := instant(args[0])
	if !ok {
		return document.Value{}
	}
	return number(t.Unix())
}

// dateAdd adds a duration to a time. In which form the result is without a format is documented in two ways.
func dateAdd(args []document.Value) document.Value {
	t, ok := instant(args[0])
	d, ok2 := duration(args[1].Text())
	if !ok || !ok2 || len(args) < 3 || !strings.HasSuffix(args[0].Text(), "Z") {
		return document.Value{}
	}
	layout, ok := dateLayout(args[2].Text())
	if !ok {
		return document.Value{}
	}
	return text(t.Add(d).Format(layout))
}

var durationForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(-)?P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$`)
})

// duration reads an ISO 8601 duration. A year has 365 days and a month 30, whenever they begin.
func duration(s string) (time.Duration, bool) {
	m := durationForm().FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(s, "P") || strings.HasSuffix(s, "T") {
		return 0, false
	}
	const day = 24 * time.Hour
	total := time.Duration(0)
	for i, unit := range []time.Duration{365 * day, 30 * day, 7 * day, day, time.Hour, time.Minute, time.Second} {
		if n, err := strconv.Atoi(m[i+2]); err == nil {
			if time.Duration(n) > (1<<62)/unit {
				return 0, false
			}
			total += time.Duration(n) * unit
		}
	}
	if m[1] != "" {
		total = -total
	}
	return total, total > -200*365*day && total < 200*365*day
}

// dateParts are the parts of a format that mean the same in every culture.
var dateParts = map[string]string{"yyyy": "2006", "MM": "01", "dd": "02", "HH": "15", "mm": "04", "ss": "05"}

// dateLayout returns a custom format as Go writes it.
func dateLayout(format string) (string, bool) {
	var b strings.Builder
	if len(format) < 2 { // a standard format
		return "", false
	}
	for rest := format; rest != ""; {
		n := 1
		for n < len(rest) && rest[n] == rest[0] {
			n++
		}
		part := rest[:n]
		rest = rest[n:]
		switch {
		case dateParts[part] != "":
			b.WriteString(dateParts[part])
		case strings.Trim(part, "-TZ.: ") == "": // literals
			b.WriteString(part)
		default:
			return "", false
		}
	}
	return b.String(), true
}
