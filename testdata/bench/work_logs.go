package main

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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

// generateLog makes a log of predictions in memory. One line in 50 has each of the faults.
func generateLog(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: logRules, mustFind: ids(logRules)}
	d := logDice{dice{rand.New(rand.NewPCG(seed, seed))}, 50}
	for i := range size {
		p := d.prediction(i)
		b, err := encode(p)
		if err != nil {
			return nil, err
		}
		w.add(p.RequestID, b)
	}
	return w, w.writeTipstaff(rule.tipstaff)
}

const logFile = "predictions.jsonl"

// generateLogFile makes a log of predictions in a file. One line in 1,000 has each of the faults, so that what is
// measured is going through the lines and not writing reports of them.
func generateLogFile(dir string, seed uint64, size int) (*work, error) {
	w := &work{dir: dir, rules: logRules, mustFind: ids(logRules), size: size}
	file, err := os.Create(filepath.Join(dir, logFile))
	if err != nil {
		return nil, err
	}
	out := bufio.NewWriter(file)
	d := logDice{dice{rand.New(rand.NewPCG(seed, seed))}, 1000}
	for i := range size {
		b, err := encode(d.prediction(i))
		if err != nil {
			return nil, errors.Join(err, file.Close())
		}
		w.bytes += len(b)
		_, _ = out.Write(b) // Flush repeats its error
	}
	return w, errors.Join(out.Flush(), file.Close(), w.writeTipstaff(rule.tipstaff))
}

// lineName is what findings call the line of a number that counts from 1: its request.
func lineName(number int) string { return fmt.Sprintf("request-%07d", number) }

// logDice make one line in so many faulty.
type logDice struct {
	dice
	oneIn int
}

func (d logDice) prediction(i int) prediction {
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	p := prediction{
		LoggedAt: at.Add(time.Duration(i) * 37 * time.Millisecond).Format("2006-01-02T15:04:05.000Z"),
		Level:    "INFO", Logger: "scoring.api.v2", RequestID: lineName(i + 1),
		TraceID: d.uuid(), SessionID: d.uuid(), Model: "credit-risk", Version: d.text("2.4.1", "1.9.0", ""),
		Prediction: d.text("approve", "refer"), Confidence: 0.5 + float64(d.IntN(500))/1000,
		Latency: 20 + d.IntN(800), Purpose: d.text("credit-scoring", "marketing", ""),
		Region: d.text("westeurope", "eastus"), User: fmt.Sprintf("user-%05d", d.IntN(100_000)),
	}
	if d.IntN(d.oneIn) == 0 {
		p.Confidence = float64(d.IntN(500)) / 1000
	}
	if d.IntN(d.oneIn) == 0 {
		p.Latency = 901 + d.IntN(5000)
	}
	return p
}

// text returns the good text, or where a line is faulty one of the faults.
func (d logDice) text(good string, faults ...string) string {
	if d.IntN(d.oneIn) > 0 {
		return good
	}
	return faults[d.IntN(len(faults))]
}
