package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine/access"
	"github.com/tipstaff/tipstaff/engine/report"
)

// whoCanFlags are the flags of who-can.
type whoCanFlags struct {
	accessFlags
	data, control   bool
	subOperation    string
	attributes      []string
	namespace, name string
}

const whoCanLong = `Who-can lists every subject that can do an action on a resource, or might, each with the paths that lead there:
assignment, role, permission block, scope and groups.

In Azure, ACTION is an operation in full and RESOURCE its id, or the id or address that a template or plan has for
it. Whether the action is one on contents (dataActions) is told from the role definitions; --data or --control
decides. No role definitions are built in: give those of Azure with --roles.

In Kubernetes, ACTION is a verb and RESOURCE is like secrets, pods/log, deployments.apps or /metrics.

Every subject is one of
  allowed            it can
  can activate       it is eligible in PIM
  can grant himself  it may write the access policies of the vault
  ambiguous          it depends on how Azure reads /*/ in an action
  unknown            it depends on something that was not read, and the answer says on what`

const whoCanExample = `  az role definition list > roles.json
  tipstaff who-can Microsoft.KeyVault/vaults/secrets/getSecret/action /subscriptions/…/vaults/kv-ai snapshot --roles roles.json
  tipstaff who-can Microsoft.Authorization/roleAssignments/write azurerm_key_vault.main plan.json --roles roles.json
  tipstaff who-can get secrets manifests --namespace claims-ai`

func (p *program) whoCanCommand() *cobra.Command {
	var f whoCanFlags
	cmd := &cobra.Command{
		Use: "who-can ACTION RESOURCE [PATH…|-]", Short: "List who can do something, and why", Long: whoCanLong, Example: whoCanExample,
		Args: cobra.MinimumNArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.whoCan(cmd.Context(), &f, args[0], args[1], args[2:])
		},
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.data, "data", false, "the action is one of dataActions")
	flags.BoolVar(&f.control, "control", false, "the action is one of actions")
	cmd.MarkFlagsMutuallyExclusive("data", "control")
	flags.StringArrayVar(&f.attributes, "attribute", nil, "an attribute that conditions ask for, as `@Source[name]=value`; repeatable")
	flags.StringVar(&f.subOperation, "sub-operation", "", "the suboperation that conditions ask for, such as `Blob.List`")
	flags.StringVarP(&f.namespace, "namespace", "n", "", "`NAMESPACE` of the Kubernetes resource")
	flags.StringVar(&f.name, "name", "", "`NAME` of the Kubernetes resource")
	return cmd
}

// whoCanAnswer is the JSON form of an answer.
type whoCanAnswer struct {
	Schema   string          `json:"schema"`
	AsOf     time.Time       `json:"as_of"`
	Action   string          `json:"action"`
	Resource string          `json:"resource"`
	Plane    string          `json:"plane,omitempty"`
	Holders  []access.Holder `json:"holders"`
	Read     access.Counts   `json:"read"`
}

func (p *program) whoCan(ctx context.Context, f *whoCanFlags, action, resource string, paths []string) error {
	circumstances, err := f.circumstances()
	if err := errors.Join(f.check(), err); err != nil {
		return usage(err)
	}
	m, now, failure := p.readModel(ctx, &f.accessFlags, paths)
	if m == nil {
		return failure
	}
	answer := whoCanAnswer{Schema: accessSchema, AsOf: now.UTC(), Action: action, Resource: resource, Read: m.Counts()}
	if strings.Contains(action, "/") {
		plane, err := f.plane(m, action)
		if err != nil {
			return usage(err)
		}
		answer.Plane = plane.String()
		answer.Holders, err = m.WhoCan(access.Question{
			Plane: plane, Action: action, Resource: resource, Time: now, Circumstances: circumstances,
		})
		if err != nil {
			return usage(err)
		}
	} else {
		answer.Holders = m.WhoCanKubernetes(f.kubernetes(action, resource))
	}
	if err := f.write(p.stdout, answer); err != nil {
		return &exitError{exitOutput, err}
	}
	return failure
}

// circumstances are what conditions may ask for.
func (f *whoCanFlags) circumstances() (access.Circumstances, error) {
	c := access.Circumstances{SubOperation: f.subOperation, Attributes: map[string][]string{}}
	for _, text := range f.attributes {
		written, value, ok := strings.Cut(text, "]=")
		name, known := access.AttributeName(written + "]")
		if !ok || !known {
			return c, fmt.Errorf("--attribute: %q is not written as @Request[name]=value", text)
		}
		c.Attributes[name] = append(c.Attributes[name], value)
	}
	return c, nil
}

// plane returns the plane of an action; where it is not clear, it must be said.
func (f *whoCanFlags) plane(m *access.Model, action string) (access.Plane, error) {
	planes := m.Planes(action)
	switch {
	case f.data:
		return access.Data, nil
	case f.control:
		return access.Control, nil
	case strings.Contains(action, "*"):
		return 0, errors.New("the action must be one operation in full, without *")
	case len(planes) == 1:
		return planes[0], nil
	case len(planes) == 0:
		return 0, fmt.Errorf("no role that was read names %s: say with --data or --control which plane it is on", action)
	}
	return 0, fmt.Errorf("%s is an action and a data action: say with --data or --control which one is meant", action)
}

// kubernetes returns the question that a verb and a resource are.
func (f *whoCanFlags) kubernetes(verb, resource string) access.KubernetesQuestion {
	q := access.KubernetesQuestion{Verb: strings.ToLower(verb), Namespace: f.namespace, Name: f.name}
	if strings.HasPrefix(resource, "/") {
		q.URL = resource
		return q
	}
	resource, q.Subresource, _ = strings.Cut(resource, "/")
	q.Resource, q.Group, _ = strings.Cut(resource, ".")
	q.Resource = strings.ToLower(q.Resource)
	return q
}

func (f *whoCanFlags) write(to io.Writer, answer whoCanAnswer) error {
	w := bufio.NewWriter(to)
	var err error
	switch f.output {
	case "json":
		if answer.Holders == nil {
			answer.Holders = []access.Holder{}
		}
		err = writeJSON(w, answer)
	case "csv":
		err = writeCSV(w, whoCanRows(answer.Holders))
	default:
		printHolders(w, answer)
	}
	return errors.Join(err, w.Flush())
}

func whoCanRows(holders []access.Holder) [][]string {
	rows := [][]string{append([]string{"outcome", "subject_type", "subject_id", "subject_name"}, pathColumns...)}
	for _, h := range holders {
		for _, p := range h.Paths {
			rows = append(rows, append([]string{h.Outcome.String(), h.Type, h.ID, h.Name}, pathCells(p)...))
		}
	}
	return rows
}

func printHolders(w io.Writer, a whoCanAnswer) {
	plane := ""
	if a.Plane != "" {
		plane = " (" + a.Plane + " plane)"
	}
	fmt.Fprintf(w, "%s on %s%s, as of %s\n", report.Escape(a.Action), report.Escape(a.Resource), plane, a.AsOf.Format(time.RFC3339))
	count := map[access.Outcome]int{}
	for i, h := range a.Holders {
		if i == 0 || h.Outcome != a.Holders[i-1].Outcome {
			fmt.Fprintf(w, "\n%s\n", outcomeWords(h.Outcome))
		}
		count[h.Outcome]++
		fmt.Fprintf(w, "  %s\n", report.Escape(subjectWords(h.Subject)))
		for _, p := range h.Paths {
			printPath(w, p)
		}
		for _, d := range h.Denials {
			fmt.Fprintf(w, "    deny assignment %s (%s)\n", report.Escape(d.Name), d.Effect)
		}
	}
	fmt.Fprintln(w)
	if len(a.Holders) == 0 {
		fmt.Fprintln(w, "Nobody, as far as was read.")
	}
	for o := access.Allowed; o > access.Denied; o-- {
		if count[o] > 0 {
			fmt.Fprintf(w, "%d %s\n", count[o], outcomeWords(o))
		}
	}
	printCounts(w, a.Read)
}
