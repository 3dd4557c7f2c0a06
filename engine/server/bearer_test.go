package server_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lestrrat-go/jwx/v3/jwa"
	"github.com/lestrrat-go/jwx/v3/jwk"
	"github.com/lestrrat-go/jwx/v3/jwt"

	"github.com/tipstaff/tipstaff/engine/server"
)

const (
	issuer   = "https://issuer.example.com"
	audience = "tipstaff"
)

// issuerKey is a key of an issuer, and the file of its public half.
func issuerKey(t *testing.T) (private *rsa.PrivateKey, file string) {
	t.Helper()
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return private, keyFile(t, private.Public())
}

// keyFile writes a JWKS of one key.
func keyFile(t *testing.T, raw any) string {
	t.Helper()
	key, err := jwk.Import(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := key.Set(jwk.KeyIDKey, "k1"); err != nil {
		t.Fatal(err)
	}
	set := jwk.NewSet()
	if err := set.AddKey(key); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(set)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// token signs claims with a key.
func token(t *testing.T, algorithm jwa.SignatureAlgorithm, raw any, claims map[string]any) string {
	t.Helper()
	key, err := jwk.Import(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := key.Set(jwk.KeyIDKey, "k1"); err != nil {
		t.Fatal(err)
	}
	made := jwt.New()
	for name, value := range claims {
		if err := made.Set(name, value); err != nil {
			t.Fatal(err)
		}
	}
	signed, err := jwt.Sign(made, jwt.WithKey(algorithm, key))
	if err != nil {
		t.Fatal(err)
	}
	return string(signed)
}

func TestBearer(t *testing.T) {
	private, file := issuerKey(t)
	other, _ := issuerKey(t)
	c := config()
	var err error
	if c.Bearer, err = server.NewBearer(t.Context(), issuer, audience, file, testNow); err != nil {
		t.Fatal(err)
	}
	_, h := start(t, c)
	claims := func(change string, value any) map[string]any {
		all := map[string]any{"iss": issuer, "aud": audience, "sub": "gateway", "exp": testTime.Add(time.Hour).Unix()}
		if delete(all, change); value != nil {
			all[change] = value
		}
		return all
	}
	good := token(t, jwa.RS256(), private, claims("", nil))
	public, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	unsigned := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"k1"}`)) + "." + strings.Split(good, ".")[1] + "."
	for _, test := range []struct {
		name, header string
		status       int
	}{
		{"good", "Bearer " + good, 200},
		{"good, another case", "bearer " + good, 200},
		{"several audiences", "Bearer " + token(t, jwa.RS256(), private, claims("aud", []string{"x", audience})), 200},
		{"none", "", 401},
		{"undefined", "undefined", 401},
		{"empty", "Bearer ", 401},
		{"no token", "Bearer x", 401},
		{"basic", "Basic " + good, 401},
		{"expired", "Bearer " + token(t, jwa.RS256(), private, claims("exp", testTime.Add(-time.Hour).Unix())), 401},
		{"without end", "Bearer " + token(t, jwa.RS256(), private, claims("exp", nil)), 401},
		{"not yet", "Bearer " + token(t, jwa.RS256(), private, claims("nbf", testTime.Add(time.Hour).Unix())), 401},
		{"wrong audience", "Bearer " + token(t, jwa.RS256(), private, claims("aud", "another")), 401},
		{"no audience", "Bearer " + token(t, jwa.RS256(), private, claims("aud", nil)), 401},
		{"wrong issuer", "Bearer " + token(t, jwa.RS256(), private, claims("iss", "https://evil.example.com")), 401},
		{"another key", "Bearer " + token(t, jwa.RS256(), other, claims("", nil)), 401},
		{"unsigned", "Bearer " + unsigned, 401},
		{"signed with the public key", "Bearer " + token(t, jwa.HS256(), public, claims("", nil)), 401},
		{"changed", "Bearer " + good[:len(good)-4] + "AAAA", 401},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, path := range []string{"/access/v1/evaluation", "/v1/data/access/allow"} {
				got := ask(t, "POST", h.URL+path, zoeReads10, "Authorization", test.header)
				if got.status != test.status || got.status == 401 && (got.header.Get("WWW-Authenticate") == "" || strings.Contains(got.body, "true")) {
					t.Errorf("%s: got %d %s, want %d", path, got.status, got.body, test.status)
				}
			}
			for _, path := range []string{"/metrics", "/.well-known/authzen-configuration"} {
				if got := ask(t, "GET", h.URL+path, "", "Authorization", test.header); got.status != test.status {
					t.Errorf("%s: got %d", path, got.status)
				}
			}
		})
	}
	for _, path := range []string{"/health", "/ready"} {
		if got := ask(t, "GET", h.URL+path, ""); got.status != 200 {
			t.Errorf("%s: got %d", path, got.status)
		}
	}
	if got := ask(t, "POST", h.URL+"/access/v1/evaluation?access_token="+good, zoeReads10); got.status != 401 {
		t.Errorf("a token in the query: got %d", got.status)
	}
}

func TestNewBearerRefuses(t *testing.T) {
	private, public := issuerKey(t)
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.WriteFile(empty, []byte(`{"keys":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, issuer, audience, keys string }{
		{"no audience", issuer, "", public},
		{"no issuer", "", audience, public},
		{"no keys", issuer, audience, ""},
		{"no such file", issuer, audience, public + "x"},
		{"plain http", issuer, audience, "http://127.0.0.1/jwks"},
		{"private key", issuer, audience, keyFile(t, private)},
		{"secret key", issuer, audience, keyFile(t, []byte("0123456789abcdef0123456789abcdef"))},
		{"no key", issuer, audience, empty},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := server.NewBearer(t.Context(), test.issuer, test.audience, test.keys, testNow); err == nil {
				t.Error("it was accepted")
			}
		})
	}
}
