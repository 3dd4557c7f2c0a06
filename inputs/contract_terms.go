package inputs

import (
	"path"
	"strconv"
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// team states who owns the data and who looks after it. Who has left the team, or is to leave, does not count.
func (c *contract) team(s stated) {
	team := c.member(c.root, "team", document.Array, document.Object)
	members := c.elements(team, "team", document.Object)
	if team.Kind() == document.Object { // since version 3.1
		members = c.objects(team, "members")
		s.set("owner", c.text(team, "name"))
	}
	for _, m := range members {
		role := strings.ToLower(c.text(m, "role").Text())
		who := c.text(m, "username")
		if !who.Defined() {
			who = c.text(m, "name")
		}
		if !who.Defined() || !absent(m.Get("dateOut")) {
			continue
		}
		switch {
		case strings.Contains(role, "steward"):
			s.set("steward", who)
		case strings.Contains(role, "owner"):
			s.set("owner", who)
		}
	}
}

// servers states where the data is. Data that is in several places is in none of them alone.
func (c *contract) servers(s stated) {
	var regions, places []document.Value
	for _, v := range c.objects(c.root, "servers") {
		for _, key := range []string{"region", "regionName"} {
			if region := c.text(v, key); region.Defined() {
				regions = append(regions, region)
			}
		}
		if place := c.text(v, "location"); place.Defined() {
			places = append(places, place)
		}
	}
	s.set("region", joinTexts(regions, ", "))
	s.set("storage.uri", joinTexts(places, ", "))
}

// files returns the local files of the servers that hold a table: those that are named after it, or all of them if the
// contract has no other table. They are paths from the directory of the contract.
func (c *contract) files(table document.Value) document.Value {
	var files []document.Value
	for _, v := range c.objects(c.root, "servers") {
		file := c.text(v, "path")
		if c.text(v, "type").Text() != "local" || file.Text() == "" || path.IsAbs(file.Text()) {
			continue
		}
		stem := strings.TrimSuffix(path.Base(file.Text()), path.Ext(file.Text()))
		named := strings.EqualFold(stem, c.text(table, "name").Text()) || strings.EqualFold(stem, c.text(table, "physicalName").Text())
		if named || len(c.tables) == 1 {
			files = append(files, file)
		}
	}
	if files == nil {
		return document.Value{}
	}
	return document.ArrayValue(files...).From(files[0])
}

// roles returns who has access. For what, and for how long, the standard has no place.
func (c *contract) roles() document.Value {
	list := c.member(c.root, "roles", document.Array)
	if !list.Defined() {
		return list
	}
	grants := []document.Value{}
	for _, r := range c.elements(list, "roles", document.Object) {
		role := c.text(r, "role")
		grants = append(grants, column(
			r, document.Field("principal", role), document.Field("role", role),
			document.Field("purpose", document.UnknownValue().From(r)), document.Field("expires", document.UnknownValue().From(r)),
		))
	}
	return document.ArrayValue(grants...).From(list)
}

// unitDays are how many days so many of a unit have.
var unitDays = map[string]struct{ days, units int }{
	"d": {1, 1}, "day": {1, 1}, "days": {1, 1}, "w": {7, 1}, "week": {7, 1}, "weeks": {7, 1}, "mo": {365, 12}, "month": {365, 12},
	"months": {365, 12}, "y": {365, 1}, "yr": {365, 1}, "year": {365, 1}, "years": {365, 1},
}

// retention returns for how many days a table is kept at most, by all that the agreement says of it.
func (c *contract) retention(table string) document.Value {
	var longest document.Value
	most := -1
	for _, p := range c.objects(c.root, "slaProperties") {
		property := strings.ToLower(c.text(p, "property").Text())
		if property != "retention" && property != "re" || !c.concerns(c.text(p, "element").Text(), table) {
			continue
		}
		value, unit := c.scalar(p, "value"), c.text(p, "unit")
		of, known := unitDays[strings.ToLower(unit.Text())]
		n, err := strconv.Atoi(value.Text())
		if err != nil || !known || n < 0 || n > 100_000 {
			c.fail(orPlace(value, p), "write a whole number, and d or y as unit", "the retention of %q %q is no number of days", value.Text(), unit.Text())
			continue
		}
		if days := (n*of.days + of.units - 1) / of.units; days > most {
			most = days
			longest = document.NumberValue(strconv.Itoa(most)).From(value)
		}
	}
	return longest
}

// concerns reports whether an element of the agreement is about a table: it names it, or a column of it, or
// nothing at all.
func (c *contract) concerns(element, table string) bool {
	if element == "" || len(c.tables) == 1 {
		return true
	}
	for e := range strings.SplitSeq(element, ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(e), ".")
		if strings.EqualFold(name, table) {
			return true
		}
	}
	return false
}
