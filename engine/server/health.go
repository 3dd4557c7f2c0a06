package server

import (
	"net/http"
	"time"
)

// health says that the process answers.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, struct{}{})
}

// readiness is whether decisions are made, and by what.
type readiness struct {
	Ready    bool   `json:"ready"`
	Revision string `json:"revision"`
	Loaded   string `json:"loaded"`
	Stale    bool   `json:"stale"`            // newer policies or facts do not load
	Reason   string `json:"reason,omitempty"` // why not ready, or stale
	Since    string `json:"since,omitempty"`  // stale
}

// ready answers 503 if no decision would be made. Policies that are not the newest still decide.
func (s *Server) ready(w http.ResponseWriter, _ *http.Request) {
	current := s.current.Load()
	r := readiness{Ready: true, Revision: current.revision, Loaded: current.loaded.UTC().Format(time.RFC3339)}
	if stale := s.stale.Load(); stale != nil {
		r.Stale, r.Reason, r.Since = true, stale.reason, stale.since.UTC().Format(time.RFC3339)
	}
	status := http.StatusOK
	switch {
	case s.ending.Load():
		r.Ready, r.Reason = false, "the server is ending"
	case s.config.Log != nil && s.config.Log.Failed():
		r.Ready, r.Reason = false, errLog.Error()
	}
	if !r.Ready {
		status = http.StatusServiceUnavailable
	}
	writeJSON(w, status, r)
}
