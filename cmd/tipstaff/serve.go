package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
	"github.com/tipstaff/tipstaff/engine/server"
	"github.com/tipstaff/tipstaff/inputs"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	policyFlags
	listen, publicURL            string
	tls                          server.TLS
	issuer, audience, issuerKeys string
	decisionLog, audit           string
	failLevel, waivers, traces   string
	reloadEvery                  time.Duration
	maxWaiting                   int
}

const serveExample = `  tipstaff serve
  tipstaff serve -p policies -d facts --decision-log decisions.jsonl
  tipstaff serve --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem --client-ca clients.pem
  curl -H 'Content-Type: application/json' -d @request.json http://127.0.0.1:8181/access/v1/evaluation`

const serveLong = `Serve answers access requests over HTTP: the OpenID AuthZEN Authorization API 1.0, OPA's /v1/data,
Kubernetes' AdmissionReview (/kubernetes/admission) and SubjectAccessReview (/kubernetes/authorize).
/health, /ready and /metrics say how it is.

An address that others can reach needs TLS and a client credential: --client-ca, or bearer tokens.
Policies and facts are read again when they change, and on SIGHUP; what does not load changes nothing,
and /ready says so. Decisions are logged only with --decision-log.`

func (p *program) serveCommand() *cobra.Command {
	var f serveFlags
	cmd := &cobra.Command{
		Use: "serve", Short: "Answer access requests over HTTP", Long: serveLong, Example: serveExample, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context(), &f) },
	}
	f.policyFlags.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.listen, "listen", "127.0.0.1:8181", "serve at `HOST:PORT`")
	flags.StringVar(&f.publicURL, "public-url", "", "`URL` by which clients know the server, for the AuthZEN metadata")
	flags.StringVar(&f.tls.Certificate, "tls-cert", "", "`FILE` of the server's certificate, PEM")
	flags.StringVar(&f.tls.Key, "tls-key", "", "`FILE` of the certificate's key, PEM")
	flags.StringVar(&f.tls.ClientCA, "client-ca", "", "`FILE` of the authority that client certificates must be from, PEM")
	flags.StringVar(&f.issuer, "oidc-issuer", "", "issuer `URL` that bearer tokens must be from")
	flags.StringVar(&f.audience, "oidc-audience", "", "`AUDIENCE` that bearer tokens must be for")
	flags.StringVar(&f.issuerKeys, "oidc-keys", "", "the issuer's keys: a JWKS, `FILE|URL`")
	flags.StringVar(&f.decisionLog, "decision-log", "", "append every decision to `FILE`")
	flags.StringVar(&f.audit, "audit", string(server.Strict), "`strict|best-effort`: answer only what is safely logged, or count what is not")
	flags.StringVar(&f.failLevel, "fail-level", "", "least `SEVERITY` that refuses admission (default low)")
	flags.StringVar(&f.waivers, "waivers", "", "`FILE` of waivers, for admission")
	flags.StringVar(&f.traces, "otlp-endpoint", "", "send OpenTelemetry traces to the collector at `URL` (OTLP over HTTP)")
	flags.DurationVar(&f.reloadEvery, "reload-every", 2*time.Second, "look for changed policies and facts every `DURATION`; 0 for SIGHUP only")
	flags.IntVar(&f.maxWaiting, "max-waiting", 0, "answer 503 to more than `N` requests at once (default 1024)")
	return cmd
}

func (p *program) serve(ctx context.Context, f *serveFlags) error {
	settings, err := hereConfig()
	if err != nil {
		return usage(err)
	}
	config, err := p.serverConfig(ctx, f, settings)
	if err != nil {
		return usage(err)
	}
	listener, err := server.Listen(f.listen, f.tls, config.Bearer)
	if err != nil {
		return usage(err)
	}
	defer func() { _ = listener.Close() }() // the server has closed it, if it came to that
	stopTraces, err := f.trace(ctx, config)
	if err != nil {
		return usage(err)
	}
	if config.Log, err = f.openLog(p.now); err != nil {
		return err
	}
	s, err := server.New(ctx, *config)
	if err == nil {
		if p.useRoom != nil {
			p.useRoom()
		}
		fmt.Fprintf(p.stderr, "tipstaff: serving %s by %s\n", listener.Addr(), s.Revision())
		reloading, stop := context.WithCancel(ctx)
		go f.follow(reloading, s, settings)
		if err = s.Serve(ctx, listener); err != nil {
			err = &exitError{exitEvaluation, err}
		}
		stop()
	}
	if config.Log != nil {
		if closed := config.Log.Close(); closed != nil {
			err = errors.Join(err, &exitError{exitOutput, closed})
		}
	}
	if lost := stopTraces(); lost != nil {
		err = errors.Join(err, &exitError{exitOutput, lost})
	}
	return err
}

// hereConfig is the configuration of the working directory.
func hereConfig() (*config, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	return findConfig(dir)
}

// serverConfig is what the flags say of the server. Its errors are wrong usage.
func (p *program) serverConfig(ctx context.Context, f *serveFlags, settings *config) (c *server.Config, err error) {
	c = &server.Config{
		Now: p.now, Objects: manifest, Version: version(), PublicURL: strings.TrimSuffix(f.publicURL, "/"), Errors: escaped{p.stderr},
		Load:   func(ctx context.Context) (*engine.Engine, error) { return f.load(ctx, settings, nil) },
		Limits: server.Limits{Waiting: f.maxWaiting},
	}
	if err := checkPublicURL(f.publicURL); err != nil {
		return nil, err
	}
	if c.FailLevel, err = engine.ParseSeverity(firstText(f.failLevel, settings.FailLevel, string(engine.Low))); err != nil {
		return nil, fmt.Errorf("--fail-level: %w", err)
	}
	if path := firstText(f.waivers, settings.Waivers); path != "" {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the waivers: %w", err)
		}
		if c.Waivers, err = engine.ParseWaivers(path, text); err != nil {
			return nil, err
		}
	}
	if f.issuer+f.audience+f.issuerKeys != "" {
		c.Bearer, err = server.NewBearer(ctx, f.issuer, f.audience, f.issuerKeys, p.now)
	}
	return c, err
}

// checkPublicURL refuses what clients would refuse: the standard wants https, and no query or fragment.
func checkPublicURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("--public-url: %q is no https URL without query and fragment", text)
	}
	return nil
}

// manifest reads the object of an admission.
func manifest(doc *document.Document) ([]*inputs.Resource, error) {
	return inputs.Kubernetes.Read(inputs.File{Path: "object", Documents: []*document.Document{doc}})
}

func (f *serveFlags) openLog(now func() time.Time) (*server.Log, error) {
	audit := server.Audit(f.audit)
	if !slices.Contains(server.Audits, audit) {
		return nil, usage(fmt.Errorf("--audit: %q is none of %v", f.audit, server.Audits))
	}
	if f.decisionLog == "" {
		return nil, nil //nolint:nilnil // there need not be one
	}
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	labels := map[string]string{"app": "tipstaff", "id": host, "version": version()}
	l, err := server.OpenLog(f.decisionLog, audit, labels, now)
	if err != nil {
		return nil, &exitError{exitOutput, err}
	}
	return l, nil
}

// escaped writes lines for people to a terminal.
type escaped struct {
	to interface{ Write([]byte) (int, error) }
}

func (e escaped) Write(b []byte) (int, error) {
	for line := range strings.Lines(string(b)) {
		if _, err := fmt.Fprintf(e.to, "tipstaff: %s\n", report.Escape(strings.TrimRight(line, "\n"))); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}
