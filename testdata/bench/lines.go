package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// linesCommand makes this program judge the lines of a file by a library, one after the other, so that libraries
// can be compared as whole processes where their makers offer no program.
const linesCommand = "lines"

// lineJudges are the libraries that can judge lines.
var lineJudges = map[string]func(ctx context.Context) (single, error){
	opaName: func(ctx context.Context) (single, error) { return opaSingle(ctx, logRules, rule.line) },
	goName:  func(context.Context) (single, error) { return goSingle(logRules, linePlace, lineKind) },
}

// opaLines judges a log by OPA's library in a process of its own.
func opaLines() contestant { return judgingLines(opaName) }

// goLines does it by hand.
func goLines() contestant { return judgingLines(goName) }

// selfProgram is this program.
var selfProgram = program{"bench", "", func(context.Context, string, io.Writer) (string, error) { return os.Executable() }}

func judgingLines(name string) contestant {
	return running(name, command{
		program: selfProgram, arguments: []string{linesCommand, name, logFile}, read: readMessages,
	})
}

// linesMain judges the lines of the file that the last argument names, by the library that the one before names,
// and prints what they break. It returns the exit code.
func linesMain(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	debug.SetGCPercent(400) // collecting garbage less often costs little memory and saves OPA a third of the time
	out := bufio.NewWriter(stdout)
	err := judgeLines(ctx, args[1:], out)
	if err := errors.Join(err, out.Flush()); err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return 2
	}
	return 0
}

func judgeLines(ctx context.Context, args []string, out io.Writer) error {
	if len(args) != 2 || lineJudges[args[0]] == nil {
		return errors.New("lines wants a library and a file")
	}
	judge, err := lineJudges[args[0]](ctx)
	if err != nil {
		return err
	}
	file, err := os.Open(args[1])
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	lines := bufio.NewScanner(file)
	for number := 1; lines.Scan(); number++ {
		found, err := judge(ctx, lines.Bytes())
		if err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
		for _, id := range found {
			if _, err := fmt.Fprintf(out, "%s: %s\n", id, lineName(number)); err != nil {
				return err
			}
		}
	}
	return lines.Err()
}

func readMessages(output []byte) (findings, error) {
	found := findings{}
	for line := range bytes.Lines(output) {
		if err := found.add(string(bytes.TrimSuffix(line, []byte("\n")))); err != nil {
			return nil, err
		}
	}
	return found, nil
}
