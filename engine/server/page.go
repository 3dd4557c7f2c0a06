package server

import (
	"crypto/sha256"
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// page is the part of the results that a search asks for.
type page struct {
	start int    // the candidate to begin with
	limit int    // results; 0 if everything is asked for
	bound string // the request and the policy that a token belongs to
}

// pageOut is the page of a response. An empty token is the end.
type pageOut struct {
	NextToken string `json:"next_token"`
	Count     int    `json:"count"`
}

// page reads the member page of a search.
func (x *exchange) page(root document.Value) (page, *problem) {
	given := root.Get("page")
	if !given.Defined() {
		return page{}, nil
	}
	if given.Kind() != document.Object {
		return page{}, bad("page is " + given.Kind().String() + ", want an object")
	}
	p := page{limit: x.server.limits.Page, bound: x.bound(root)}
	if limit := given.Get("limit"); limit.Defined() {
		n, err := strconv.Atoi(limit.Text())
		if limit.Kind() != document.Number || err != nil || n < 1 {
			return p, bad("page.limit is no positive whole number")
		}
		p.limit = min(p.limit, n)
	}
	switch token := given.Get("token"); {
	case token.Defined() && token.Kind() != document.String:
		return p, bad("page.token is no text")
	case token.Text() == "":
		return p, nil
	default:
		return p, p.resume(token.Text())
	}
}

// bound is a digest of everything that may not change from page to page: the request without page, the endpoint, and
// the policy.
func (x *exchange) bound(root document.Value) string {
	b := append([]byte(x.snapshot.revision), x.request.URL.Path...)
	for _, m := range root.Members() {
		if m.Key.Text() != "page" {
			b = append(m.Key.AppendJSON(b), ':')
			b = m.Value.AppendJSON(b)
		}
	}
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:18])
}

// resume goes to where a token points.
func (p *page) resume(token string) *problem {
	start, bound, ok := strings.Cut(token, ".")
	n, err := strconv.Atoi(start)
	if !ok || err != nil || n < 0 {
		return bad("page.token is none that this server gave")
	}
	if bound != p.bound {
		return bad("page.token belongs to another request, or the policy has changed since: search again from the start")
	}
	p.start = n
	return nil
}

// out is the page of a response after which the search goes on at the candidate next.
func (p *page) out(next, end, count int) *pageOut {
	o := &pageOut{Count: count}
	if next < end {
		o.NextToken = strconv.Itoa(next) + "." + p.bound
	}
	return o
}

func lower(s string) string { return strings.ToLower(s) }
