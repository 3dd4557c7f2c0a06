package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

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
	flags.StringArrayVarP(&f.policy, "policy", "p", nil, "policy `DIR` instead of the embedded rules; repeatable; \"embedded\" adds those")
	flags.StringArrayVarP(&f.data, "data", "d", nil, "data `FILE|DIR` that overrides facts; repeatable")
	flags.StringArrayVar(&f.namespaces, "namespace", nil, "run the conftest-style rules of package `NAME` over whole documents; repeatable")
	flags.StringVar(&f.evaluator, "evaluator", string(engine.EvaluatorPlan), "what evaluates rules: `plan|opa`")
	flags.StringVar(&f.cache, "cache", cacheOfUser, "keep compiled policies in `DIR`; \"user\" is your cache directory, \"off\" keeps nothing")
	flags.BoolVar(&f.allNamespaces, "all-namespaces", false, "run the conftest-style rules of every package")
}

// load makes the engine that the flags, and the configuration below them, ask for. It calls makeRoom, if that is set,
// before it compiles.
func (f *policyFlags) load(ctx context.Context, c *config, makeRoom func()) (*engine.Engine, error) {
	if !slices.Contains(engine.Evaluators, engine.Evaluator(f.evaluator)) {
		return nil, usage(fmt.Errorf("--evaluator: %q is none of %v", f.evaluator, engine.Evaluators))
	}
	config := engine.Config{Namespaces: first(f.namespaces, c.Namespace), Evaluator: engine.Evaluator(f.evaluator), Compiling: makeRoom}
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
	for _, name := range names {
		b, err := bundle(name)
		if err != nil {
			return nil, usage(err)
		}
		config.Bundles = append(config.Bundles, b)
	}
	for _, name := range first(f.data, c.Data) {
		b, err := bundle(name)
		if err != nil {
			return nil, usage(err)
		}
		config.Data = append(config.Data, b)
	}
	e, err := engine.Load(ctx, config)
	if err != nil {
		return nil, loadFailure(err)
	}
	return e, nil
}

func first(lists ...[]string) []string {
	for _, list := range lists {
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// bundle opens a directory of policies or data, a single such file, or the embedded rules.
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
	return engine.Bundle{Name: name, FS: os.DirFS(filepath.Dir(name)), File: filepath.Base(name)}, nil
}
