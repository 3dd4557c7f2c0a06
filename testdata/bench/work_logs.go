package main

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// logRules are the rules over log lines.
var logRules = []rule{
	{"prediction.confidence", record, "medium", "properties.confidence", `not @ >= 0.5`},
	{"prediction.model", record, "high", "properties.model_version", `not startswith(@, "2.")`},
	{"prediction.purpose", record, "high", "properties.purpose", `not @ in {"fraud-detection", "credit-scoring"}`},
	{"prediction.latency", record, "low", "properties.latency_ms", `not @ <= 900`},
	{"prediction.region", record, "high", "properties.region", `not @ == "westeurope"`},
}

const record = "PredictionRecord"

// prediction is one line of a log.
type prediction struct {
	LoggedAt   string  `json:"logged_at"`
	Level      string  `json:"level"`
	Logger     string  `json:"logger"`
	RequestID  string  `json:"request_id"`
	TraceID    string  `json:"trace_id"`
	SessionID  string  `json:"session_id"`
	Model      string  `json:"model"`
	Version    string  `json:"model_version,omitempty"`
	Prediction string  `json:"prediction"`
	Confidence float64 `json:"confidence"`
	Latency    int     `json:"latency_ms"`
	Purpose    string  `json:"purpose,omitempty"`
	Region     string  `json:"region"`
	User       string  `json:"user_id"`
}

// generateLog makes a log of predictions, one object a line. One line in fifty has each of the faults.
func generateLog(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: logRules, mustFind: ids(logRules)}
	d := dice{rand.New(rand.NewPCG(seed, seed))}
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	for i := range size {
		p := prediction{
			LoggedAt: at.Add(time.Duration(i) * 37 * time.Millisecond).Format("2006-01-02T15:04:05.000Z"),
			Level:    "INFO", Logger: "scoring.api.v2", RequestID: fmt.Sprintf("request-%07d", i+1),
			TraceID: d.uuid(), SessionID: d.uuid(), Model: "credit-risk", Version: d.text("2.4.1", "1.9.0", ""),
			Prediction: d.text("approve", "refer"), Confidence: 0.5 + float64(d.IntN(500))/1000,
			Latency: 20 + d.IntN(800), Purpose: d.text("credit-scoring", "marketing", ""),
			Region: d.text("westeurope", "eastus"), User: fmt.Sprintf("user-%05d", d.IntN(100_000)),
		}
		if d.IntN(50) == 0 {
			p.Confidence = float64(d.IntN(500)) / 1000
		}
		if d.IntN(50) == 0 {
			p.Latency = 901 + d.IntN(5000)
		}
		b, err := encode(p)
		if err != nil {
			return nil, err
		}
		w.add(p.RequestID, b)
	}
	return w, w.writeTipstaff(rule.tipstaff)
}

// text returns the good text, or in one of fifty cases one of the faults.
func (d dice) text(good string, faults ...string) string {
	if d.IntN(50) > 0 {
		return good
	}
	return faults[d.IntN(len(faults))]
}
