package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress shows on a terminal, after a second, how many resources have been judged.
type progress struct {
	bar   *progressbar.ProgressBar // nil: nobody is looking
	since time.Time
	now   func() time.Time
}

// patience is how long a run may take before it shows progress.
const patience = time.Second

func (p *program) progress(quiet bool) *progress {
	f, ok := p.stderr.(*os.File)
	if quiet || !ok || !term.IsTerminal(int(f.Fd())) || p.getenv("CI") != "" {
		return &progress{}
	}
	return &progress{
		since: p.now(), now: p.now,
		bar: progressbar.NewOptions64(-1,
			progressbar.OptionSetWriter(f), progressbar.OptionSetDescription("judging resources"),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetRenderBlankState(false)),
	}
}

func (g *progress) judged(n int) {
	if g.bar == nil || g.now().Sub(g.since) < patience {
		return
	}
	_ = g.bar.Set(n) // a terminal that cannot be written to is no reason to stop judging
}

func (g *progress) stop() {
	if g.bar != nil {
		_ = g.bar.Finish()
	}
}
