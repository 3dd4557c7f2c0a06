package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/engine/report"
)

// output is one -o FORMAT[=FILE].
type output struct{ format, file string }

// parseOutputs reads -o values; at most one may go to stdout.
func parseOutputs(values []string) ([]output, error) {
	var outputs []output
	toStdout := 0
	for _, v := range values {
		format, file, hasFile := strings.Cut(v, "=")
		if !slices.Contains(report.Formats(), format) {
			return nil, fmt.Errorf("unknown output format %q: want one of %s", format, strings.Join(report.Formats(), ", "))
		}
		if hasFile && file == "" {
			return nil, fmt.Errorf("output %q has no file after the equals sign", v)
		}
		if !hasFile {
			toStdout++
		}
		outputs = append(outputs, output{format, file})
	}
	if toStdout > 1 {
		return nil, errors.New("only one output can go to stdout: write the others as FORMAT=FILE")
	}
	return outputs, nil
}

// write renders r to every output. All are tried; the error joins those that did not work.
func (p *program) write(r *engine.Report, outputs []output, o report.Options) error {
	var errs []error
	for _, out := range outputs {
		errs = append(errs, p.writeOne(r, out, o))
	}
	return errors.Join(errs...)
}

func (p *program) writeOne(r *engine.Report, out output, o report.Options) error {
	if out.file == "" {
		return report.Write(p.stdout, out.format, r, o)
	}
	o.Color = false
	return writeFile(out.file, func(w io.Writer) error { return report.Write(w, out.format, r, o) })
}

// writeFile writes a file whole or not at all: a half-written report must not be taken for one. What is no regular
// file, as a pipe or /dev/stdout, is written to and not replaced.
func writeFile(path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return writeDevice(path, write)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	err = errors.Join(write(f), f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

func writeDevice(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// display says how text is shown on stdout: in colour on a terminal unless told otherwise, at its width.
func (p *program) display(noColor, quiet bool) report.Options {
	o := report.Options{Quiet: quiet, Source: os.ReadFile}
	f, ok := p.stdout.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return o
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		o.Width = min(width, 120)
	}
	o.Color = !noColor && p.getenv("NO_COLOR") == "" && p.getenv("TERM") != "dumb"
	return o
}
