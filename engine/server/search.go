package server

import (
	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/inputs/document"
)

// search is one of the three Search APIs: which of the candidates, in the place of one entity, would be permitted.
type search struct {
	entity     string // what is searched for
	key        string // the member of it that tells candidates apart
	candidates func(u *universe, kind string) []string
}

var searches = map[string]search{
	"subject":  {"subject", "id", func(u *universe, kind string) []string { return u.subjects[kind] }},
	"resource": {"resource", "id", func(u *universe, kind string) []string { return u.resources[kind] }},
	"action":   {"action", "name", func(u *universe, _ string) []string { return u.actions }},
}

// found is one result; the order of its members is part of the answer.
type found struct {
	Type string `json:"type,omitempty"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// results is the response: page comes first.
type results struct {
	Page    *pageOut `json:"page,omitempty"`
	Results []found  `json:"results"`
}

func (s search) answer(x *exchange, root document.Value) *problem {
	kind, p := s.kind(root)
	if p != nil {
		return p
	}
	if _, err := engine.NewRequest(s.candidate(root, kind, "candidate").Value); err != nil {
		return bad(err.Error())
	}
	page, p := x.page(root)
	if p != nil {
		return p
	}
	defer x.limited()()
	candidates := s.candidates(x.snapshot.universe, lower(kind))
	out, next := results{Results: []found{}}, len(candidates)
	for i := page.start; i < len(candidates); i++ {
		d := x.decider.Decide(x.ctx, s.candidate(root, kind, candidates[i]))
		switch {
		case x.ctx.Err() != nil:
			return errSlow
		case d.Outcome == engine.Indeterminate:
			return errIncomplete
		case !d.Allow:
			continue
		}
		if page.limit > 0 && len(out.Results) == page.limit {
			next = i
			break
		}
		out.Results = append(out.Results, s.result(kind, candidates[i]))
	}
	if page.limit > 0 {
		out.Page = page.out(next, len(candidates), len(out.Results))
	}
	body := marshal(out)
	x.out = append(x.out, body...)
	x.log("access/search/"+s.entity, root, body, "")
	return nil
}

// kind is the type of what is searched for. Actions have none.
func (s search) kind(root document.Value) (string, *problem) {
	if s.key == "name" {
		return "", nil
	}
	switch kind := root.At(s.entity, "type"); {
	case !kind.Defined():
		return "", bad(s.entity + ".type is missing")
	case kind.Kind() != document.String || kind.Text() == "":
		return "", bad(s.entity + ".type is no text")
	default:
		return kind.Text(), nil
	}
}

// candidate is the request with a candidate in the place of what is searched for, which keeps its properties.
func (s search) candidate(root document.Value, kind, id string) engine.Request {
	entity := make([]document.Member, 0, 3)
	if kind != "" {
		entity = append(entity, document.Field("type", document.StringValue(kind)))
	}
	entity = append(entity, document.Field(s.key, document.StringValue(id)))
	if properties := root.At(s.entity, "properties"); properties.Defined() && s.key == "id" {
		entity = append(entity, document.Field("properties", properties))
	}
	members := make([]document.Member, 0, len(entities))
	for _, key := range entities {
		switch v := root.Get(key); {
		case key == s.entity:
			members = append(members, document.Field(key, document.ObjectValue(entity...)))
		case v.Defined():
			members = append(members, document.Field(key, v))
		}
	}
	return engine.Request{Value: document.ObjectValue(members...)}
}

func (s search) result(kind, id string) found {
	if s.key == "name" {
		return found{Name: id}
	}
	return found{Type: kind, ID: id}
}
