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

const whatCanExample = `  tipstaff what-can grp-platform-owners snapshot --roles roles.json
  tipstaff what-can system:serviceaccount:claims-ai:claim-triage manifests`

func (p *program) whatCanCommand() *cobra.Command {
	var f accessFlags
	cmd := &cobra.Command{
		Use: "what-can SUBJECT [PATH…|-]", Short: "List what a subject can do, and why", Example: whatCanExample,
		Long: "What-can lists what a user, group, service principal or service account holds: the permission blocks of its roles\n" +
			"at their scopes, access policies of vaults, rules in a cluster, and the deny assignments that concern it. SUBJECT is an\n" +
			"id or a name. No role definitions are built in: give those of Azure with --roles.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return p.whatCan(cmd.Context(), &f, args[0], args[1:]) },
	}
	f.register(cmd)
	return cmd
}

// whatCanAnswer is the JSON form of an answer.
type whatCanAnswer struct {
	Schema   string          `json:"schema"`
	AsOf     time.Time       `json:"as_of"`
	Subjects []heldBySubject `json:"subjects"`
	Read     access.Counts   `json:"read"`
}

// heldBySubject is what one subject of the name that was asked for holds.
type heldBySubject struct {
	access.Subject
	Holdings []access.Holding `json:"holdings"`
}

func (p *program) whatCan(ctx context.Context, f *accessFlags, subject string, paths []string) error {
	if err := f.check(); err != nil {
		return err
	}
	m, now, failure := p.readModel(ctx, f, paths)
	if m == nil {
		return failure
	}
	answer := whatCanAnswer{Schema: accessSchema, AsOf: now.UTC(), Subjects: []heldBySubject{}, Read: m.Counts()}
	for _, s := range m.Find(subject) {
		answer.Subjects = append(answer.Subjects, heldBySubject{s, m.WhatCan(s, now)})
	}
	if len(answer.Subjects) == 0 && failure == nil {
		failure = &exitError{exitInconclusive, fmt.Errorf("nothing that was read names %s", subject)}
	}
	if err := writeWhatCan(p.stdout, f.output, answer); err != nil {
		return &exitError{exitOutput, err}
	}
	return failure
}

func writeWhatCan(to io.Writer, format string, answer whatCanAnswer) error {
	w := bufio.NewWriter(to)
	var err error
	switch format {
	case "json":
		err = writeJSON(w, answer)
	case "csv":
		err = writeCSV(w, whatCanRows(answer.Subjects))
	default:
		printHoldings(w, answer)
	}
	return errors.Join(err, w.Flush())
}

func whatCanRows(subjects []heldBySubject) [][]string {
	columns := append([]string{"subject_type", "subject_id", "subject_name"}, pathColumns...)
	rows := [][]string{append(columns, "actions", "not_actions", "data_actions", "not_data_actions")}
	for _, s := range subjects {
		for _, h := range s.Holdings {
			row := append([]string{s.Type, s.ID, s.Name}, pathCells(h.Path)...)
			for _, list := range [][]string{h.Actions, h.NotActions, h.DataActions, h.NotDataActions} {
				row = append(row, strings.Join(list, " | "))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func printHoldings(w io.Writer, a whatCanAnswer) {
	for _, s := range a.Subjects {
		fmt.Fprintf(w, "%s, as of %s\n", report.Escape(subjectWords(s.Subject)), a.AsOf.Format(time.RFC3339))
		for i, h := range s.Holdings {
			if i == 0 || h.Outcome != s.Holdings[i-1].Outcome {
				fmt.Fprintf(w, "\n  %s\n", outcomeWords(h.Outcome))
			}
			printPath(w, h.Path)
			for _, list := range []struct {
				name  string
				texts []string
			}{{"", h.Actions}, {"not ", h.NotActions}, {"data ", h.DataActions}, {"not data ", h.NotDataActions}} {
				for _, text := range list.texts {
					fmt.Fprintf(w, "        %s%s\n", list.name, report.Escape(text))
				}
			}
		}
		if len(s.Holdings) == 0 {
			fmt.Fprintln(w, "  holds nothing, as far as was read")
		}
		fmt.Fprintln(w)
	}
	printCounts(w, a.Read)
}
