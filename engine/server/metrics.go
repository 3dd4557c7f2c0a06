package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/tipstaff/tipstaff/engine"
)

// metrics count what the server does, for Prometheus.
type metrics struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	seconds   *prometheus.HistogramVec
	decisions map[string]prometheus.Counter // by outcome
	reloads   *prometheus.CounterVec
	panics    prometheus.Counter
}

// buckets of response times, from what one decision takes to what a search may.
var buckets = []float64{.00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025, .1, .5, 2.5}

func newMetrics(s *Server) *metrics {
	m := &metrics{
		registry:  prometheus.NewRegistry(),
		decisions: map[string]prometheus.Counter{},
		requests:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tipstaff_requests_total", Help: "Requests answered."}, []string{"endpoint", "code"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "tipstaff_request_seconds", Help: "Time from the header of a request to its answer.", Buckets: buckets,
		}, []string{"endpoint"}),
		reloads: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tipstaff_reloads_total", Help: "Reloads of policies and facts."}, []string{"result"}),
		panics:  prometheus.NewCounter(prometheus.CounterOpts{Name: "tipstaff_panics_total", Help: "Requests that were answered with 500 after a panic."}),
	}
	decisions := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tipstaff_decisions_total", Help: "Decisions, but those of searches."}, []string{"outcome"})
	for _, outcome := range []string{engine.Permit, engine.Deny, engine.Indeterminate} {
		m.decisions[outcome] = decisions.WithLabelValues(outcome)
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	counter := func(name, help string, value func(*Log) uint64) prometheus.Collector {
		return prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 {
			if s.config.Log == nil {
				return 0
			}
			return float64(value(s.config.Log))
		})
	}
	m.registry.MustRegister(
		m.requests, m.seconds, decisions, m.reloads, m.panics,
		gauge("tipstaff_policy_loaded_seconds", "When the policies that decide were loaded.", func() float64 { return float64(s.current.Load().loaded.Unix()) }),
		gauge("tipstaff_policy_stale", "1 if newer policies or facts do not load.", func() float64 {
			if s.stale.Load() != nil {
				return 1
			}
			return 0
		}),
		gauge("tipstaff_waiting", "Requests that are being decided or wait for it.", func() float64 { return float64(s.waiting.taken.Load()) }),
		counter("tipstaff_log_lines_total", "Lines written to the decision log.", func(l *Log) uint64 { return l.written.Load() }),
		counter("tipstaff_log_dropped_total", "Decisions that are not in the decision log.", func(l *Log) uint64 { return l.dropped.Load() }),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return m
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

func (m *metrics) count(endpoint string, status int) {
	m.requests.WithLabelValues(endpoint, strconv.Itoa(status)).Inc()
}

func (m *metrics) observe(endpoint string, status int, took time.Duration) {
	m.count(endpoint, status)
	m.seconds.WithLabelValues(endpoint).Observe(took.Seconds())
}

func (m *metrics) decision(outcome string) {
	if c, ok := m.decisions[outcome]; ok {
		c.Inc()
	}
}
