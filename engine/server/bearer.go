package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/lestrrat-go/httprc/v3"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

// Bearer checks tokens of an OpenID Connect issuer: signed with one of its keys, for an audience, and not expired.
type Bearer struct {
	issuer, audience string
	keys             func(context.Context) (jwk.Set, error)
	now              func() time.Time
}

// NewBearer returns what checks the tokens that an issuer makes for an audience; both are mandatory. Its keys are a JWKS
// in a file, or at an https URL, from where they are fetched now and then. Keys that could also sign are refused: who
// checks tokens must not be able to make them.
func NewBearer(ctx context.Context, issuer, audience, keys string, now func() time.Time) (*Bearer, error) {
	if issuer == "" || audience == "" || keys == "" {
		return nil, errors.New("bearer tokens need an issuer, an audience and the issuer's keys (a JWKS file or https URL)")
	}
	b := &Bearer{issuer: issuer, audience: audience, now: now}
	if !strings.Contains(keys, "://") {
		text, err := os.ReadFile(keys) //nolint:gosec // the operator names the file
		if err != nil {
			return nil, fmt.Errorf("read the issuer's keys: %w", err)
		}
		set, err := jwk.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("%s is no JWKS: %w", keys, err)
		}
		b.keys = func(context.Context) (jwk.Set, error) { return set, nil }
		return b, publicOnly(set)
	}
	if !strings.HasPrefix(keys, "https://") {
		return nil, fmt.Errorf("the issuer's keys must come from a file or an https URL, not %s", keys)
	}
	cache, err := jwk.NewCache(ctx, httprc.NewClient())
	if err != nil {
		return nil, err
	}
	if err := cache.Register(ctx, keys); err != nil {
		return nil, fmt.Errorf("fetch the issuer's keys: %w", err)
	}
	b.keys = func(ctx context.Context) (jwk.Set, error) { return cache.Lookup(ctx, keys) }
	set, err := b.keys(ctx)
	if err != nil {
		return nil, fmt.Errorf("fetch the issuer's keys: %w", err)
	}
	return b, publicOnly(set)
}

// publicOnly refuses keys that are secret, and a set of none.
func publicOnly(set jwk.Set) error {
	if set.Len() == 0 {
		return errors.New("the issuer's JWKS holds no key")
	}
	for i := range set.Len() {
		key, _ := set.Key(i)
		if private, err := jwk.IsPrivateKey(key); private || err != nil {
			return errors.New("the issuer's JWKS holds a key that is not public")
		}
	}
	return nil
}

// check returns whom a token belongs to.
func (b *Bearer) check(ctx context.Context, token string) (string, error) {
	set, err := b.keys(ctx)
	if err != nil {
		return "", err
	}
	if err := publicOnly(set); err != nil {
		return "", err
	}
	parsed, err := jwt.Parse([]byte(token), jwt.WithKeySet(set, jws.WithInferAlgorithmFromKey(true)), jwt.WithValidate(true),
		jwt.WithIssuer(b.issuer), jwt.WithAudience(b.audience), jwt.WithRequiredClaim("exp"), jwt.WithClock(jwt.ClockFunc(b.now)),
		jwt.WithAcceptableSkew(30*time.Second))
	if err != nil {
		return "", err
	}
	subject, _ := parsed.Subject()
	return subject, nil
}

var errUnauthorized = &problem{http.StatusUnauthorized, "a valid bearer token is needed"}

// authenticate returns who asks. Without [Config].Bearer everybody may whom the listener lets in; a header that says
// otherwise is not looked at, for clients without a token send any.
func (s *Server) authenticate(w http.ResponseWriter, r *http.Request) (string, *problem) {
	caller := ""
	if r.TLS != nil && len(r.TLS.VerifiedChains) > 0 {
		caller = r.TLS.PeerCertificates[0].Subject.String()
	}
	if s.config.Bearer == nil {
		return caller, nil
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") && len(r.Header["Authorization"]) == 1 {
		if subject, err := s.config.Bearer.check(r.Context(), strings.TrimSpace(token)); err == nil {
			return subject, nil
		}
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="tipstaff"`)
	return "", errUnauthorized
}
