package server

import (
	"net/http"
)

// metadata is where the endpoints are, for clients that look for them.
type metadata struct {
	PolicyDecisionPoint       string `json:"policy_decision_point"`
	AccessEvaluationEndpoint  string `json:"access_evaluation_endpoint"`
	AccessEvaluationsEndpoint string `json:"access_evaluations_endpoint"`
	SearchSubjectEndpoint     string `json:"search_subject_endpoint"`
	SearchResourceEndpoint    string `json:"search_resource_endpoint"`
	SearchActionEndpoint      string `json:"search_action_endpoint"`
}

// metadata answers with the addresses below the one that the client used, unless the server was told its own.
func (s *Server) metadata(w http.ResponseWriter, r *http.Request) {
	base := s.config.PublicURL
	if base == "" {
		scheme := "https://"
		if r.TLS == nil {
			scheme = "http://"
		}
		base = scheme + r.Host
	}
	writeJSON(w, http.StatusOK, metadata{
		base, base + "/access/v1/evaluation", base + "/access/v1/evaluations",
		base + "/access/v1/search/subject", base + "/access/v1/search/resource", base + "/access/v1/search/action",
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header()["Content-Type"] = jsonType
	w.WriteHeader(status)
	_, _ = w.Write(append(marshal(v), '\n')) // the client may be gone
}
