package server

import (
	"net/http"
)

// problem is why a request is answered with another status than 200.
type problem struct {
	status int
	reason string
}

func (p *problem) Error() string { return p.reason }

var (
	errTooLarge = &problem{http.StatusRequestEntityTooLarge, "the request is too large"}
	errUnread   = &problem{http.StatusBadRequest, "the request could not be read to its end"}
	errBusy     = &problem{http.StatusServiceUnavailable, "the server has too much to do"}
	errUnlogged = &problem{http.StatusServiceUnavailable, "the decision could not be logged"}
	errSlow     = &problem{http.StatusServiceUnavailable, "the decision took too long"}
	// errIncomplete is a search that came upon a candidate whose decision is indeterminate: a list without it would look complete.
	errIncomplete = &problem{http.StatusInternalServerError, "a rule raised an error, so that not all results are known"}
	errPanic      = &problem{http.StatusInternalServerError, "internal error"}
)

func bad(reason string) *problem { return &problem{http.StatusBadRequest, reason} }

// write answers with the problem, in the form of the AuthZEN API: a text.
func (p *problem) write(w http.ResponseWriter) {
	p.head(w)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(p.status)
	_, _ = w.Write([]byte(p.reason + "\n")) // the client may be gone
}

// head sets what clients need to know of a status.
func (p *problem) head(w http.ResponseWriter) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	if p.status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "1")
	}
}
