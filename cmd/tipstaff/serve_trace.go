package main

import (
	"context"
	"fmt"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"

	"github.com/tipstaff/tipstaff/engine/server"
)

// flushTime is how long the last traces may take to be sent.
const flushTime = 5 * time.Second

// trace has the server's requests traced, if a collector is named. The function ends that.
func (f *serveFlags) trace(ctx context.Context, c *server.Config) (stop func() error, err error) {
	if f.traces == "" {
		return func() error { return nil }, nil
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(f.traces))
	if err != nil {
		return nil, fmt.Errorf("--otlp-endpoint: %w", err)
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(resource.NewSchemaless(
		attribute.String("service.name", "tipstaff"), attribute.String("service.version", version()))))
	c.Tracer = provider.Tracer("github.com/tipstaff/tipstaff/engine/server")
	return func() error {
		rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
		defer cancel()
		return provider.Shutdown(rest)
	}, nil
}
