package inputs

import (
	"strings"

	"github.com/tipstaff/tipstaff/inputs/document"
)

// The claims that say who called, by their names in tokens and in logs.
const (
	claimObject = "http://schemas.microsoft.com/identity/claims/objectidentifier"
	claimName   = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"
)

// auditProperties says where entries have what a record says, best first. Names compare without case, since every
// exporter has its own.
var auditProperties = []struct {
	name  string
	paths [][]string
}{
	{"logged_at", [][]string{{"eventTimestamp"}, {"time"}, {"TimeGenerated"}}},
	{"operation", [][]string{{"operationName", "value"}, {"OperationNameValue"}, {"operationName"}}},
	{"category", [][]string{{"category", "value"}, {"CategoryValue"}, {"category"}}},
	{"result", [][]string{{"status", "value"}, {"ActivityStatusValue"}, {"resultType"}}},
	{"result_detail", [][]string{{"subStatus", "value"}, {"ActivitySubstatusValue"}, {"resultSignature"}}},
	{"status_code", [][]string{{"properties", "httpStatusCode"}, {"httpStatusCode_d"}, {"HttpStatusCode"}}},
	{"caller_id", [][]string{
		{"identity", "claim", "oid"},
		{"identity", "claim", claimObject},
		{"identity", "claims", claimObject},
		{"claims", claimObject},
		{"identity_claim_oid_g"},
		{"identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g"},
		{"Identity", "claim", claimObject},
	}},
	{"caller_name", [][]string{
		{"identity", "claim", "upn"},
		{"identity", "claim", claimName},
		{"identity", "claims", claimName},
		{"identity_claim_upn_s"},
		{"identity_claim_http_schemas_xmlsoap_org_ws_2005_05_identity_claims_upn_s"},
		{"caller"},
	}},
	{"caller_app", [][]string{
		{"identity", "claim", "appid"}, {"identity", "claims", "appid"}, {"claims", "appid"}, {"identity_claim_appid_g"},
	}},
	{"caller_ip", [][]string{{"callerIpAddress"}, {"httpRequest", "clientIpAddress"}, {"claims", "ipaddr"}}},
	{"role", [][]string{{"authorization", "role"}, {"identity", "authorization", "evidence", "role"}, {"authorization", "evidence", "role"}}},
	{"scope", [][]string{{"authorization", "scope"}, {"identity", "authorization", "scope"}}},
	{"resource_id", [][]string{{"resourceId"}, {"_ResourceId"}}},
	{"target", [][]string{{"properties", "id"}, {"id_s"}}},
	{"correlation_id", [][]string{{"correlationId"}}},
}

// auditFields are the properties of an AuditRecord.
func auditFields(h logHeader, root document.Value) (logFields, *malformation) {
	f := logFields{}
	if h.present() || !isAuditEntry(root) {
		return f, malformed(reasonUnexpectedStart)
	}
	found := map[string]document.Value{}
	for _, p := range auditProperties {
		if v := firstAt(root, p.paths); v.Defined() {
			f.add(p.name, v)
			found[p.name] = v
		}
	}
	if f.loggedAt = found["logged_at"]; !f.loggedAt.Defined() {
		return f, malformed(reasonInvalidTime)
	}
	f.level = graphMember(root, "level").Text()
	f.add("service", document.StringValue(auditService(found)).From(root))
	if found["status_code"].Text() == "401" && found["caller_id"].Kind() == document.Undefined {
		f.add("challenge", document.BoolValue(true).From(found["status_code"]))
	}
	return f, nil
}

// auditService tells a vault's own log from that of the control plane.
func auditService(found map[string]document.Value) string {
	category := found["category"].Text()
	if strings.EqualFold(category, "AuditEvent") || category == "" && containsFold(found["resource_id"].Text(), "/vaults/") {
		return "key_vault"
	}
	return "activity"
}

// firstAt is the scalar at the first of some paths that leads to one.
func firstAt(root document.Value, paths [][]string) document.Value {
	for _, path := range paths {
		v := root
		for _, name := range path {
			v = graphMember(v, name)
		}
		if v.Defined() && v.Kind() != document.Object && v.Kind() != document.Array && v.Text() != "" {
			return v
		}
	}
	return document.Value{}
}
