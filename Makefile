# Everything that CI does can be done here; .ci/run only calls these targets and the linters.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
TOOL := go tool -modfile=.ci/tools.mod
# Packages whose code runs in several goroutines: their tests run once more under the race detector.
RACE ?= ./engine/... ./inputs/...
TESTFLAGS ?= -timeout 20m
FUZZTIME ?= 10s

.PHONY: build test vet lint fmt fix bench bench-readme fuzz fuzz-plan update

build:
	go build -o tipstaff ./cmd/tipstaff

test: vet
	go test $(TESTFLAGS) ./...
	go test -race $(TESTFLAGS) $(RACE)

# testdata/bench is a module of its own; it is built and vetted here, and run by "make bench".
vet:
	go vet ./...
	go -C testdata/bench vet ./...

lint:
	$(TOOL) golangci-lint run ./...
	cd testdata/bench && go tool -modfile=../../.ci/tools.mod golangci-lint run ./...
	$(TOOL) regal lint policies

fmt:
	$(TOOL) golangci-lint fmt ./... testdata/bench/...

# What formatters and linters can mend by themselves.
fix: fmt
	$(TOOL) golangci-lint run --fix ./...

bench:
	go test -run '^$$' -bench . -benchmem ./...
	go -C testdata/bench test ./...
	go run -C testdata/bench .

# Measures every workload against every peer and writes chart and table into the README. It fails if tipstaff is not the
# cheapest, after writing. BENCHFLAGS="-workload plan" measures one workload only, and -recorded none.
BENCHFLAGS ?= -workload all
bench-readme:
	go run -C testdata/bench . $(BENCHFLAGS) -readme ../../README.md

# Every fuzz target, one after the other, for FUZZTIME each.
fuzz:
	@ran=0; \
	for package in $$(go list ./...); do \
		listed=$$(go test -list '^Fuzz' "$$package"); \
		for target in $$(grep '^Fuzz' <<< "$$listed" || true); do \
			echo "fuzz $$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) "$$package"; \
			ran=$$((ran + 1)); \
		done; \
	done; \
	echo "$$ran fuzz targets"; \
	test "$$ran" -gt 0

# Both evaluators on what nobody thought of: generated policies, and generated resources for all rules. What is proved
# of generated policies under unknown values is held against many values.
fuzz-plan:
	go test -run '^$$' -fuzz '^FuzzRego$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./engine/plan
	go test -run '^$$' -fuzz '^FuzzProve$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./engine/plan
	go test -run '^$$' -fuzz '^FuzzEvaluators$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./engine

# Rewrites golden files, in the packages whose tests know -update.
update:
	@packages=$$(grep -rlE 'flag\.Bool\("update"' --include='*_test.go' . | xargs -r -n1 dirname | sort -u); \
	test -n "$$packages"; \
	go test $$packages -update
