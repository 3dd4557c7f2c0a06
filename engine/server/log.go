package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// Audit says what a decision is worth that could not be logged.
type Audit string

// The ways to log. The package comment says what they do.
const (
	Strict     Audit = "strict"
	BestEffort Audit = "best-effort"
)

// Audits lists the ways to log, the default first.
var Audits = []Audit{Strict, BestEffort}

// Sink is where a log is written: a file.
type Sink interface {
	Write([]byte) (int, error)
	// Sync returns when what was written will survive the machine.
	Sync() error
}

// Chain is where a log goes on: the number of the last line, and its digest.
type Chain struct {
	Seq  uint64
	Prev [sha256.Size]byte
}

// Log is a decision log. It is written by one goroutine, which ends with [Log.Close].
type Log struct {
	sink   Sink
	audit  Audit
	chain  Chain
	labels []byte
	now    func() time.Time

	queue   chan *entry
	stop    chan struct{}
	stopped chan struct{}
	once    sync.Once
	torn    bool // the last write ended in a line

	failed  atomic.Bool
	written atomic.Uint64
	dropped atomic.Uint64
	told    uint64 // dropped lines that the log knows of
	buffer  []byte
}

// entry are lines that belong together, each open for what the log adds to it.
type entry struct {
	lines [][]byte
	done  chan error // nil if nobody waits
}

const (
	logQueue = 4096    // entries
	logBatch = 1 << 20 // bytes of one write, about
)

// NewLog starts a log. labels say which server decided; the clock is for what the log says of itself.
func NewLog(sink Sink, audit Audit, chain Chain, labels map[string]string, now func() time.Time) *Log {
	l := &Log{
		sink: sink, audit: audit, chain: chain, labels: valueOf(labels).AppendJSON(nil), now: now,
		queue: make(chan *entry, logQueue), stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	go l.run()
	return l
}

// errLog is why nothing is logged any more.
var errLog = errors.New("the decision log could not be written")

// add logs lines, one behind the other. Strictly, it returns when they are safe; otherwise at once.
func (l *Log) add(lines [][]byte) error {
	if l.audit != Strict {
		select {
		case l.queue <- &entry{lines: lines}:
		default:
			l.dropped.Add(uint64(len(lines)))
		}
		return nil
	}
	e := &entry{lines: lines, done: make(chan error, 1)}
	select {
	case l.queue <- e:
	case <-l.stop:
		return errLog
	}
	select {
	case err := <-e.done:
		return err
	case <-l.stopped:
		select {
		case err := <-e.done:
			return err
		default:
			return errLog
		}
	}
}

// Failed reports whether a strict log has ended because it could not be written.
func (l *Log) Failed() bool { return l.failed.Load() }

// Close writes what is queued and ends the log. Decisions made after that are not logged, and strictly not made.
func (l *Log) Close() error {
	l.once.Do(func() { close(l.stop) })
	<-l.stopped
	if l.failed.Load() {
		return errLog
	}
	return nil
}

func (l *Log) run() {
	defer close(l.stopped)
	for {
		select {
		case e := <-l.queue:
			l.write(l.batch(e))
		case <-l.stop:
			for {
				select {
				case e := <-l.queue:
					l.write(l.batch(e))
				default:
					l.last()
					return
				}
			}
		}
	}
}

// batch is an entry with those that wait behind it.
func (l *Log) batch(first *entry) []*entry {
	entries, size := []*entry{first}, 0
	for size < logBatch {
		select {
		case e := <-l.queue:
			entries = append(entries, e)
			for _, line := range e.lines {
				size += len(line)
			}
		default:
			return entries
		}
	}
	return entries
}

// write writes entries, and tells those who wait.
func (l *Log) write(entries []*entry) {
	before, told, lines := l.chain, l.told, uint64(0)
	l.buffer = l.buffer[:0]
	if l.torn {
		l.buffer = append(l.buffer, '\n')
	}
	for _, e := range entries {
		for _, line := range e.lines {
			l.line(line)
			lines++
		}
	}
	err := l.flush()
	if err != nil {
		l.chain, l.told = before, told
		l.dropped.Add(lines)
	} else {
		l.written.Add(lines)
	}
	for _, e := range entries {
		if e.done != nil {
			e.done <- err
		}
	}
}

// line adds a line to the buffer, with what is known only now.
func (l *Log) line(line []byte) {
	start := len(l.buffer)
	l.buffer = append(l.buffer, line...)
	if dropped := l.dropped.Load(); dropped > l.told {
		l.buffer = append(strconv.AppendUint(append(l.buffer, `"dropped":`...), dropped-l.told, 10), ',')
		l.told = dropped
	}
	l.chain.Seq++
	l.buffer = strconv.AppendUint(append(l.buffer, `"seq":`...), l.chain.Seq, 10)
	l.buffer = append(l.buffer, `,"prev":"sha256:`...)
	l.buffer = hex.AppendEncode(l.buffer, l.chain.Prev[:])
	l.buffer = append(l.buffer, `"}}`...)
	l.chain.Prev = sha256.Sum256(l.buffer[start:])
	l.buffer = append(l.buffer, '\n')
}

// flush writes the buffer. A strict log that failed once is not tried again: what a file holds after a failed fsync
// is not known.
func (l *Log) flush() error {
	if l.failed.Load() {
		return errLog
	}
	n, err := l.sink.Write(l.buffer)
	if n > 0 {
		l.torn = n < len(l.buffer) && l.buffer[n-1] != '\n'
	}
	if err == nil && l.audit == Strict {
		err = l.sink.Sync()
	}
	if err != nil {
		l.failed.Store(l.audit == Strict)
		return errLog
	}
	return nil
}

// last says what was dropped since the last line.
func (l *Log) last() {
	if l.dropped.Load() == l.told || l.audit == Strict {
		return
	}
	line := append([]byte(`{"labels":`), l.labels...)
	line = append(line, `,"timestamp":`...)
	line = document.StringValue(l.now().UTC().Format(time.RFC3339Nano)).AppendJSON(line)
	l.write([]*entry{{lines: [][]byte{append(line, `,"custom":{`...)}}})
}
