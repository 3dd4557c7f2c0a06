package server

import (
	"errors"
	"io"
	"net/http"
	"sync/atomic"
	"time"
)

// Limits bound what clients can cost. The zero value of each field stands for its default in [DefaultLimits].
type Limits struct {
	Body        int64         // bytes of one request
	Bodies      int64         // bytes of all requests that are being read or decided
	Depth       int           // nesting of one request
	Header      int           // bytes of the header
	HeaderTime  time.Duration // to send the header
	ReadTime    time.Duration // to send the whole request
	WriteTime   time.Duration // from the end of the header to the end of the response
	IdleTime    time.Duration // between two requests
	DecideTime  time.Duration // to decide one request, batch or search
	Waiting     int           // requests, read in full, that are being decided or wait for it
	Evaluations int           // of one batch
	Page        int           // results of one page
}

// DefaultLimits are the limits used unless a caller sets others.
var DefaultLimits = Limits{
	Body: 1 << 20, Bodies: 256 << 20, Depth: 64, Header: 32 << 10,
	HeaderTime: 5 * time.Second, ReadTime: 10 * time.Second, WriteTime: 20 * time.Second, IdleTime: time.Minute,
	DecideTime: 5 * time.Second, Waiting: 1024, Evaluations: 10_000, Page: 1000,
}

func orDefault[T int | int64 | time.Duration](value *T, byDefault T) {
	if *value <= 0 {
		*value = byDefault
	}
}

// orDefaults puts the defaults in the place of what is not set.
func (l Limits) orDefaults() Limits {
	d := DefaultLimits
	orDefault(&l.Body, d.Body)
	orDefault(&l.Bodies, d.Bodies)
	orDefault(&l.Depth, d.Depth)
	orDefault(&l.Header, d.Header)
	orDefault(&l.HeaderTime, d.HeaderTime)
	orDefault(&l.ReadTime, d.ReadTime)
	orDefault(&l.WriteTime, d.WriteTime)
	orDefault(&l.IdleTime, d.IdleTime)
	orDefault(&l.DecideTime, d.DecideTime)
	orDefault(&l.Waiting, d.Waiting)
	orDefault(&l.Evaluations, d.Evaluations)
	orDefault(&l.Page, d.Page)
	return l
}

// gate counts what is going on at once, and refuses what would be too much.
type gate struct {
	limit, taken atomic.Int64
}

// enter takes n, or reports that there is no room. What was taken must be given back with leave.
func (g *gate) enter(n int64) bool {
	if g.taken.Add(n) > g.limit.Load() {
		g.taken.Add(-n)
		return false
	}
	return true
}

func (g *gate) leave(n int64) { g.taken.Add(-n) }

// firstRead is how much memory a body gets before more of it has come than that: a client that announces a megabyte
// and sends nothing costs little.
const firstRead = 4 << 10

// readBody reads a body. The bytes are the caller's: decoded values and what policies remember are parts of them. It
// takes room from the gate as the body grows, which the caller gives back.
func readBody(r *http.Request, limit int64, room *gate) (body []byte, taken int64, err error) {
	if r.ContentLength > limit {
		return nil, 0, errTooLarge
	}
	size := int64(firstRead)
	if n := r.ContentLength; n >= 0 && n < size {
		size = n + 1 // to see the end
	}
	if !room.enter(size) {
		return nil, 0, errBusy
	}
	taken, body = size, make([]byte, 0, size)
	for {
		n, err := r.Body.Read(body[len(body):cap(body)])
		body = body[:len(body)+n]
		switch {
		case int64(len(body)) > limit:
			return nil, taken, errTooLarge
		case errors.Is(err, io.EOF):
			return body, taken, nil
		case err != nil:
			return nil, taken, errUnread
		}
		if len(body) == cap(body) {
			more := int64(cap(body))
			if !room.enter(more) {
				return nil, taken, errBusy
			}
			taken += more
			body = append(make([]byte, 0, 2*more), body...)
		}
	}
}
