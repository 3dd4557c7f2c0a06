package inputs

import (
	"strconv"
	"strings"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// loggedTime is a time as a log has it. Two of them compare only if both or neither have a zone.
type loggedTime struct {
	at    time.Time
	zoned bool
}

// parseTime reads a logged time: text of the shape that timeShape accepts, or seconds or milliseconds since
// 1970 in UTC.
func parseTime(v document.Value) (loggedTime, bool) {
	if v.Kind() == document.Number {
		return parseEpoch(v.Text())
	}
	text := v.Text()
	if text == "" || timeShape(text) != len(text) {
		return loggedTime{}, false
	}
	day, clock := text[:len("0000-00-00")], text[len("0000-00-00 "):]
	zone := clock[clockShape(clock):]
	clock = clock[:len(clock)-len(zone)]
	zoned := zone != ""
	switch len(zone) {
	case 0:
		zone = "Z"
	case len("+0000"):
		zone = zone[:3] + ":" + zone[3:]
	}
	at, err := time.Parse(time.RFC3339, day+"T"+clock+zone) // the one layout that is parsed quickly
	return loggedTime{at, zoned}, err == nil
}

func parseEpoch(text string) (loggedTime, bool) {
	const firstMilliseconds, last = 1e11, 4e12 // the year 5138 in seconds, 2096 in milliseconds
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || n < 0 || n > last {
		return loggedTime{}, false
	}
	if n < firstMilliseconds {
		n *= 1000
	}
	return loggedTime{time.UnixMicro(int64(n * 1000)), true}, true
}

// timeline follows the times of a log.
type timeline struct {
	clocks      [2]logClock // without and with zone
	first, last document.Value
	longest     time.Duration
	outOfOrder  int
	zoneless    int
}

// logClock is the latest time so far.
type logClock struct {
	latest  time.Time
	written document.Value
}

// observe takes the next time of the log, and returns the later one that came before it, undefined if none
// did.
func (t *timeline) observe(written document.Value, l loggedTime) document.Value {
	written = detached(written)
	if !t.first.Defined() {
		t.first = written
	}
	t.last = written
	clock := &t.clocks[1]
	if !l.zoned {
		clock = &t.clocks[0]
		t.zoneless++
	}
	if l.at.Before(clock.latest) {
		t.outOfOrder++
		return clock.written
	}
	if clock.written.Defined() {
		t.longest = max(t.longest, l.at.Sub(clock.latest))
	}
	*clock = logClock{l.at, written}
	return document.Value{}
}

// detached returns a string or number that belongs to no document and keeps no line in memory.
func detached(v document.Value) document.Value {
	if v.Kind() == document.Number {
		return document.NumberValue(strings.Clone(v.Text()))
	}
	return document.StringValue(strings.Clone(v.Text()))
}
