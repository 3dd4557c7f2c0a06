package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/tipstaff/tipstaff/engine"
	"github.com/tipstaff/tipstaff/policies"
)

// embeddedPolicy is the name by which --policy asks for the rules that are compiled in.
const embeddedPolicy = engine.Embedded

// policyFlags are the flags that say which rules judge.
type policyFlags struct {
	policy, data, namespaces []string
	allNamespaces            bool
	evaluator, cache         string
}

func (f *policyFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.policy, "policy", "p", nil, "policy `DIR|BUNDLE` instead of the embedded rules; repeatable; \"embedded\" adds those")
	flags.StringArrayVarP(&f.data, "data", "d", nil, "data `FILE|DIR` that overrides facts; repeatable")
	flags.StringArrayVar(&f.namespaces, "namespace", nil, "run the conftest-style rules of package `NAME` over whole documents; repeatable")
	flags.StringVar(&f.evaluator, "evaluator", string(engine.EvaluatorPlan), "what evaluates rules: `plan|opa`")
	flags.StringVar(&f.cache, "cache", cacheOfUser, "keep compiled policies in `DIR`; \"user\" is your cache directory, \"off\" keeps nothing")
	flags.BoolVar(&f.allNamespaces, "all-namespaces", false, "run the conftest-style rules of every package")
}

// load makes the engine that the flags, and the configuration below them, ask for. It calls makeRoom, if that is set,
// before it compiles.
func (f *policyFlags) load(ctx context.Context, c *config, makeRoom func()) (*engine.Engine, error) {
	config, err := f.engineConfig(c)
	if err != nil {
		return nil, usage(err)
	}
	config.Compiling = makeRoom
	e, err := engine.Load(ctx, config)
	if err != nil {
		return nil, loadFailure(err)
	}
	return e, nil
}

// engineConfig is what the flags, and the configuration below them, say of the engine.
func (f *policyFlags) engineConfig(c *config) (engine.Config, error) {
	config := engine.Config{Namespaces: first(f.namespaces, c.Namespace), Evaluator: engine.Evaluator(f.evaluator)}
	if !slices.Contains(engine.Evaluators, config.Evaluator) {
		return config, fmt.Errorf("--evaluator: %q is none of %v", f.evaluator, engine.Evaluators)
	}
	if config.Build = build(); config.Build != "" {
		config.Cache = openCache(f.cache)
	}
	if f.allNamespaces {
		config.Namespaces = []string{engine.AllNamespaces}
	}
	names := first(f.policy, c.Policy)
	if len(names) == 0 {
		names = []string{embeddedPolicy}
	}
	var err error
	if config.Bundles, err = bundles(names); err != nil {
		return config, err
	}
	config.Data, err = bundles(first(f.data, c.Data))
	return config, err
}

func bundles(names []string) ([]engine.Bundle, error) {
	var all []engine.Bundle
	for _, name := range names {
		b, err := bundle(name)
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	return all, nil
}

func first(lists ...[]string) []string {
	for _, list := range lists {
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// bundle opens a directory of policies or data, a single such file, an OPA bundle, or the embedded rules.
func bundle(name string) (engine.Bundle, error) {
	if name == embeddedPolicy {
		return engine.Bundle{Name: name, FS: policies.Bundle}, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return engine.Bundle{}, err
	}
	if info.IsDir() {
		return engine.Bundle{Name: name, FS: os.DirFS(name)}, nil
	}
	if strings.HasSuffix(name, ".tar.gz") || strings.HasSuffix(name, ".tgz") {
		return archive(name)
	}
	return engine.Bundle{Name: name, FS: os.DirFS(filepath.Dir(name)), File: filepath.Base(name)}, nil
}

// archive reads an OPA bundle.
func archive(name string) (engine.Bundle, error) {
	f, err := os.Open(name)
	if err != nil {
		return engine.Bundle{}, err
	}
	b, err := engine.ReadArchive(name, f)
	return b, errors.Join(err, f.Close())
}
