package server

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
)

// TLS names the files that a listener needs; without Certificate it speaks plain HTTP.
type TLS struct {
	Certificate, Key string // PEM
	ClientCA         string // PEM; if set, every client needs a certificate that it has signed
}

// ErrExposed is why an address is not served.
var ErrExposed = errors.New("an address that others can reach is served only with TLS (a certificate and its key) and " +
	"a credential of the client (a client CA, or the issuer, audience and keys of bearer tokens)")

// Listen opens an address, if that is safe: one that is not loopback needs TLS and a client credential, which a
// bearer token is.
func Listen(address string, t TLS, bearer *Bearer) (net.Listener, error) {
	config, err := t.config()
	if err != nil {
		return nil, err
	}
	loopback, err := isLoopback(address)
	if err != nil {
		return nil, err
	}
	if !loopback && (config == nil || t.ClientCA == "" && bearer == nil) {
		return nil, fmt.Errorf("%s: %w", address, ErrExposed)
	}
	listener, err := net.Listen("tcp", address) //nolint:noctx // it opens at once or not at all
	if err != nil || config == nil {
		return listener, err
	}
	return tls.NewListener(listener, config), nil
}

// isLoopback reports whether an address can be reached from this machine only. A name counts as what it is, not what it
// resolves to now.
func isLoopback(address string) (bool, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false, fmt.Errorf("the address is no HOST:PORT: %w", err)
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback(), nil
}

// config is what the files say, nil without a certificate.
func (t TLS) config() (*tls.Config, error) {
	switch {
	case t.Certificate == "" && t.Key == "" && t.ClientCA == "":
		return nil, nil //nolint:nilnil // no TLS is no error
	case t.Certificate == "" || t.Key == "":
		return nil, errors.New("TLS needs both a certificate and its key")
	}
	certificate, err := tls.LoadX509KeyPair(t.Certificate, t.Key)
	if err != nil {
		return nil, fmt.Errorf("read the certificate: %w", err)
	}
	config := &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"h2", "http/1.1"}}
	if t.ClientCA == "" {
		return config, nil
	}
	pem, err := os.ReadFile(t.ClientCA)
	if err != nil {
		return nil, fmt.Errorf("read the client CA: %w", err)
	}
	config.ClientCAs, config.ClientAuth = x509.NewCertPool(), tls.RequireAndVerifyClientCert
	if !config.ClientCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate", t.ClientCA)
	}
	return config, nil
}
