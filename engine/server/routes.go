package server

import (
	"io"
	"log"
	"net/http"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// quiet is where net/http says that a client broke off or speaks no TLS: clients could fill a disk with it.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }

// endpoint is one way to ask for decisions.
type endpoint struct {
	name   string // in metrics and traces
	answer func(x *exchange, root document.Value) *problem
	refuse func(w http.ResponseWriter, p *problem)
	anyway bool // answer even without a body, and whatever it claims to be
}

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for pattern, e := range map[string]endpoint{
		"POST /access/v1/evaluation":      {name: "evaluation", answer: (*exchange).evaluation},
		"POST /access/v1/evaluations":     {name: "evaluations", answer: (*exchange).evaluations},
		"POST /access/v1/search/subject":  {name: "search_subject", answer: searches["subject"].answer},
		"POST /access/v1/search/resource": {name: "search_resource", answer: searches["resource"].answer},
		"POST /access/v1/search/action":   {name: "search_action", answer: searches["action"].answer},
		"POST /v1/data/{path...}":         {name: "data", answer: (*exchange).data, refuse: refuseData, anyway: true},
		"GET /v1/data/{path...}":          {name: "data", answer: (*exchange).data, refuse: refuseData, anyway: true},
		"POST /v1/data":                   {name: "data", answer: (*exchange).data, refuse: refuseData, anyway: true},
		"GET /v1/data":                    {name: "data", answer: (*exchange).data, refuse: refuseData, anyway: true},
		"POST /kubernetes/authorize":      {name: "kubernetes_authorize", answer: (*exchange).authorize},
		"POST /kubernetes/admission":      {name: "kubernetes_admission", answer: (*exchange).admission},
	} {
		if e.name == "kubernetes_admission" && s.config.Objects == nil {
			continue
		}
		if e.refuse == nil {
			e.refuse = func(w http.ResponseWriter, p *problem) { p.write(w) }
		}
		mux.Handle(pattern, s.handle(e))
	}
	mux.Handle("GET /.well-known/authzen-configuration", s.guarded("metadata", s.metadata))
	mux.Handle("GET /metrics", s.guarded("metrics", s.metrics.handler().ServeHTTP))
	mux.Handle("GET /health", s.open(s.health))
	mux.Handle("GET /ready", s.open(s.ready))
	return mux
}

// echo returns the client's name of a request to it.
func echo(w http.ResponseWriter, r *http.Request) {
	if id := r.Header.Get("X-Request-Id"); id != "" {
		w.Header().Set("X-Request-Id", id)
	}
}

// open answers anybody.
func (s *Server) open(answer http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.recover(w, nil)
		echo(w, r)
		answer(w, r)
	})
}

// guarded answers those who have proved that they may ask.
func (s *Server) guarded(name string, answer http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.recover(w, nil)
		echo(w, r)
		if _, p := s.authenticate(w, r); p != nil {
			s.metrics.count(name, p.status)
			p.write(w)
			return
		}
		answer(w, r)
		s.metrics.count(name, http.StatusOK)
	})
}
