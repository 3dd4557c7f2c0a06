package server_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/tipstaff/tipstaff/engine/server"
)

// authority makes certificates.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	file        string
}

func newAuthority(t *testing.T) *authority {
	a := &authority{}
	var der []byte
	der, a.key = sign(t, nil, &x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	var err error
	if a.certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	a.file = pemFile(t, "CERTIFICATE", der)
	return a
}

func sign(t *testing.T, by *authority, template *x509.Certificate) ([]byte, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template.SerialNumber, template.Subject = big.NewInt(1), pkix.Name{CommonName: "gateway"}
	template.NotBefore, template.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	parent, signer := template, key
	if by != nil {
		parent, signer = by.certificate, by.key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	return der, key
}

func pemFile(t *testing.T, kind string, der []byte) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func (a *authority) issue(t *testing.T, usage x509.ExtKeyUsage) (certificate, key string) {
	der, private := sign(t, a, &x509.Certificate{ExtKeyUsage: []x509.ExtKeyUsage{usage}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}})
	b, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pemFile(t, "CERTIFICATE", der), pemFile(t, "PRIVATE KEY", b)
}

func TestListen(t *testing.T) {
	a := newAuthority(t)
	certificate, key := a.issue(t, x509.ExtKeyUsageServerAuth)
	_, keys := issuerKey(t)
	bearer, err := server.NewBearer(t.Context(), issuer, audience, keys, testNow)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, address string
		tls           server.TLS
		bearer        *server.Bearer
		want          string // in the error; "" if it listens
	}{
		{"loopback", "127.0.0.1:0", server.TLS{}, nil, ""},
		{"loopback, TLS", "127.0.0.1:0", server.TLS{Certificate: certificate, Key: key}, nil, ""},
		{"everywhere", ":0", server.TLS{}, nil, "only with TLS"},
		{"everywhere, IPv4", "0.0.0.0:0", server.TLS{}, nil, "only with TLS"},
		{"everywhere, IPv6", "[::]:0", server.TLS{}, nil, "only with TLS"},
		{"a name", "localhost:0", server.TLS{}, nil, "only with TLS"},
		{"TLS without credential", "0.0.0.0:0", server.TLS{Certificate: certificate, Key: key}, nil, "only with TLS"},
		{"credential without TLS", "0.0.0.0:0", server.TLS{}, bearer, "only with TLS"},
		{"TLS and client CA", "0.0.0.0:0", server.TLS{Certificate: certificate, Key: key, ClientCA: a.file}, nil, ""},
		{"TLS and bearer", "0.0.0.0:0", server.TLS{Certificate: certificate, Key: key}, bearer, ""},
		{"client CA without TLS", "127.0.0.1:0", server.TLS{ClientCA: a.file}, nil, "both a certificate and its key"},
		{"no key", "127.0.0.1:0", server.TLS{Certificate: certificate}, nil, "both a certificate and its key"},
		{"CA of nothing", "127.0.0.1:0", server.TLS{Certificate: certificate, Key: key, ClientCA: keys}, nil, "no certificate"},
		{"no port", "127.0.0.1", server.TLS{}, nil, "HOST:PORT"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, err := server.Listen(test.address, test.tls, test.bearer)
			if err == nil {
				err = l.Close()
			}
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	if _, err := server.Listen(":0", server.TLS{}, nil); !errors.Is(err, server.ErrExposed) {
		t.Errorf("got %v", err)
	}
}

func TestClientCertificates(t *testing.T) {
	ours, others := newAuthority(t), newAuthority(t)
	certificate, key := ours.issue(t, x509.ExtKeyUsageServerAuth)
	listener, err := server.Listen("127.0.0.1:0", server.TLS{Certificate: certificate, Key: key, ClientCA: ours.file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, to := config(), &sink{}
	c.Log = server.NewLog(to, server.Strict, server.Chain{}, nil, testNow)
	s, err := server.New(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = s.Serve(t.Context(), listener) }()
	roots := x509.NewCertPool()
	roots.AddCert(ours.certificate)
	for _, test := range []struct {
		name string
		by   *authority
		use  x509.ExtKeyUsage
		want bool
	}{
		{"ours", ours, x509.ExtKeyUsageClientAuth, true},
		{"none", nil, 0, false},
		{"of another authority", others, x509.ExtKeyUsageClientAuth, false},
		{"for another use", ours, x509.ExtKeyUsageServerAuth, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			config := &tls.Config{RootCAs: roots}
			if test.by != nil {
				pair, err := tls.LoadX509KeyPair(test.by.issue(t, test.use))
				if err != nil {
					t.Fatal(err)
				}
				config.Certificates = []tls.Certificate{pair}
			}
			client := &http.Client{Transport: &http.Transport{TLSClientConfig: config}}
			defer client.CloseIdleConnections()
			response, err := client.Post("https://"+listener.Addr().String()+"/access/v1/evaluation", "application/json", strings.NewReader(zoeReads10))
			if (err == nil) != test.want {
				t.Fatalf("got %v, want an answer: %v", err, test.want)
			}
			if err == nil {
				b, _ := io.ReadAll(response.Body)
				_ = response.Body.Close()
				if string(b) != yes {
					t.Errorf("got %s", b)
				}
			}
		})
	}
	if err := c.Log.Close(); err != nil || !strings.Contains(to.String(), `"caller":"CN=gateway"`) {
		t.Errorf("the log does not name the caller: %s, %v", to.String(), err)
	}
}
