package server_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	_, h := start(t, config())
	const action, doc = `"action":{"name":"read"}`, `"resource":{"type":"doc","id":"10"}`
	const zoe = `"subject":{"type":"user","id":"zoe"}`
	for _, test := range []struct {
		name, entity, body string
		status             int
		want               string
	}{
		{"subjects", "subject", `{"subject":{"type":"user"},` + action + `,` + doc + `}`, 200, `{"results":[{"type":"user","id":"ann"},{"type":"user","id":"zoe"}]}`},
		{"an id is ignored", "subject", `{"subject":{"type":"identity","id":"zoe"},` + action + `,` + doc + `}`, 200, `{"results":[{"type":"identity","id":"gate"}]}`},
		{
			"resources", "resource", `{` + zoe + `,` + action + `,"resource":{"type":"doc"}}`, 200,
			`{"results":[{"type":"doc","id":"10"},{"type":"doc","id":"11"},{"type":"doc","id":"12"},{"type":"doc","id":"watched"}]}`,
		},
		{"actions", "action", `{` + zoe + `,` + doc + `}`, 200, `{"results":[{"name":"list"},{"name":"read"}]}`},
		{"an action is ignored", "action", `{` + zoe + `,"action":{"name":"write"},` + doc + `}`, 200, `{"results":[{"name":"list"},{"name":"read"}]}`},
		{"unknown type", "subject", `{"subject":{"type":"robot"},` + action + `,` + doc + `}`, 200, `{"results":[]}`},
		{"unknown id", "resource", `{"subject":{"type":"user","id":"bob"},` + action + `,"resource":{"type":"doc"}}`, 200, `{"results":[]}`},
		{
			"page", "resource", `{` + zoe + `,` + action + `,"resource":{"type":"doc"},"page":{"limit":9}}`, 200,
			`{"page":{"next_token":"","count":4},"results":[{"type":"doc","id":"10"},{"type":"doc","id":"11"},{"type":"doc","id":"12"},{"type":"doc","id":"watched"}]}`,
		},
		{"no type", "subject", `{"subject":{},` + action + `,` + doc + `}`, 400, ""},
		{"no subject", "subject", `{` + action + `,` + doc + `}`, 400, ""},
		{"no id of the others", "subject", `{"subject":{"type":"user"},` + action + `,"resource":{"type":"doc"}}`, 400, ""},
		{"no action", "resource", `{` + zoe + `,"resource":{"type":"doc"}}`, 400, ""},
		{"page of the wrong type", "action", `{` + zoe + `,` + doc + `,"page":1}`, 400, ""},
		{"limit of nothing", "action", `{` + zoe + `,` + doc + `,"page":{"limit":0}}`, 400, ""},
		{"limit of the wrong type", "action", `{` + zoe + `,` + doc + `,"page":{"limit":"1"}}`, 400, ""},
		{"token of another", "action", `{` + zoe + `,` + doc + `,"page":{"token":"1.x"}}`, 400, ""},
		{"token of no sense", "action", `{` + zoe + `,` + doc + `,"page":{"token":"-1"}}`, 400, ""},
		{"a rule that fails", "resource", `{` + zoe + `,` + action + `,"resource":{"type":"doc"},"context":{"broken":1,"number":"x"}}`, 500, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ask(t, "POST", h.URL+"/access/v1/search/"+test.entity, test.body)
			if got.status != test.status || test.want != "" && got.body != test.want {
				t.Errorf("got %d %s, want %d %s", got.status, got.body, test.status, test.want)
			}
		})
	}
}

// searchResult is the answer to a search.
type searchResult struct {
	Page *struct {
		NextToken string `json:"next_token"`
	}
	Results []struct{ Type, ID, Name string }
}

func search(t *testing.T, url, entity, body string) searchResult {
	t.Helper()
	got := ask(t, "POST", url+"/access/v1/search/"+entity, body)
	var r searchResult
	if err := json.Unmarshal([]byte(got.body), &r); err != nil || got.status != 200 {
		t.Fatalf("got %d %s, %v", got.status, got.body, err)
	}
	return r
}

func TestPages(t *testing.T) {
	_, h := start(t, config())
	const body = `{"subject":{"type":"user","id":"zoe"},"action":{"name":"read"},"resource":{"type":"doc"}`
	var ids []string
	token, pages := "", 0
	for pages < 10 {
		r := search(t, h.URL, "resource", body+fmt.Sprintf(`,"page":{"limit":1,"token":%q}}`, token))
		if pages++; len(r.Results) > 1 || r.Page == nil {
			t.Fatalf("page %d is %+v", pages, r)
		}
		for _, found := range r.Results {
			ids = append(ids, found.ID)
		}
		if token = r.Page.NextToken; token == "" {
			break
		}
		changed := strings.Replace(body, "zoe", "ann", 1) + fmt.Sprintf(`,"page":{"token":%q}}`, token)
		if got := ask(t, "POST", h.URL+"/access/v1/search/resource", changed); got.status != 400 {
			t.Errorf("another request with the token: got %d", got.status)
		}
	}
	if want := []string{"10", "11", "12", "watched"}; !slices.Equal(ids, want) || pages != 4 {
		t.Errorf("got %v on %d pages, want %v on 4", ids, pages, want)
	}
}
