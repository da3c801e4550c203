# `make help` lists what there is. Functions are the folders of functions/; no list of them is kept here.

SHELL         := bash
.SHELLFLAGS   := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS     += --no-builtin-rules --no-print-directory

GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

OAPI_CODEGEN  := github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2

functions  := $(patsubst functions/%/,%,$(wildcard functions/*/))
host_arch  := $(if $(filter arm64 aarch64,$(shell uname -m)),arm64,x86_64)
samplepath := build/samplepath
go_build   := go build -ldflags "-s -w"
ARCH       ?= arm64
# Where nobody can be asked whether permissions may grow (CI has no terminal), nobody is.
APPROVAL   ?= $(if $(shell [ -t 0 ] || echo none),never,broadening)
context    := -c arch=$(ARCH) $(if $(STAGE),-c stage=$(STAGE))

# Everything that is built for this machine, tests too, is built alike, so that Go compiles each package once. The race
# detector alone needs cgo.
export CGO_ENABLED := 0
# Nothing that is built says where or from which commit: two builds of the same code are equal, a commit deploys only the
# functions that it changes, and every clone shares Go's cache.
builds := -tags=lambda.norpc -trimpath -buildvcs=false
export GOFLAGS     := $(filter-out $(builds),$(GOFLAGS)) $(builds)
# The application synthesized for this machine, which the local stack runs.
export SAMPLEPATH_APP := build/app
# The CDK runs in Node and would open every run with a banner about its version.
export JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION    := 1
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := 18,20

.PHONY: new-action help run demo test test-packages lint fmt build local-build synth local-synth diff deploy destroy account token second-factor bench openapi clients answers golden clean \
        need-go need-node need-database need-trial

help: ## What there is
	@awk -F ':.*## ' '/^[a-z%-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo "  Functions: $(or $(functions),none)" | fold -s -w 110


run: local-synth need-database ## The application on this machine, with demo data, until Ctrl-C
	@$(samplepath) run

demo: local-synth need-database ## One campaign through HTTP as four parties, then its timeline, inboxes and cost
	@$(samplepath) demo

invoke-%: local-synth need-database ## One function on its event of events/: make invoke-order-sample
	@$(samplepath) invoke $*


test: $(samplepath) local-synth need-database ## All tests (TESTFLAGS=-v for each of them)
	@$(samplepath) dynamodb -- $(MAKE) test-packages

# The race detector is worth its time where goroutines are: in the rules' clients and in the parts of the local stack. Their
# scenarios and simulations run in the second half, without it, and so does the walk through all lives of a sample.
race  = $(shell command -v $$(CGO_ENABLED=1 go env CC) >/dev/null && echo -race)
raced = $(shell go list ./... | grep -E '^samplepath/(shared|infra/local)/' | grep -v -e '/bench')

test-packages:
	@CGO_ENABLED=$(if $(race),1,0) go test -timeout 20m $(TESTFLAGS) $(race) $(raced)
	@go test -timeout 20m $(TESTFLAGS) $(filter-out $(raced),$(shell go list ./...))

lint: need-go ## golangci-lint, and that everything is formatted
	@go run $(GOLANGCI_LINT) run
	@go run $(GOLANGCI_LINT) fmt --diff

fmt: need-go ## Format
	@go run $(GOLANGCI_LINT) fmt

bench: local-synth need-database ## The budgets of the README, measured
	@$(go_build) -o build/bench/empty ./infra/local/bench/empty
	@$(samplepath) bench

golden: need-go need-node need-database ## Renew the golden files; look at the difference before committing it
	@go test -run '^TestGolden' $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

answers: need-go need-database $(samplepath) ## Renew the answers that the OpenAPI document shows: what the actions' tests were answered; then make golden
	@$(samplepath) dynamodb -- go test $$(grep -rl --include='*_test.go' 'apitest.Main(' functions | xargs -n 1 dirname | sort -u | sed 's|^|./|') -update

new-action: need-go ## The files of a new action: make new-action NAME=get-agency-summary FEATURE=B4 (KIND, AREA, ROUTE)
	@go run ./infra/newaction -name '$(NAME)' -feature '$(FEATURE)' $(if $(KIND),-kind '$(KIND)') $(if $(AREA),-area '$(AREA)') $(if $(ROUTE),-path '$(ROUTE)')

openapi: $(samplepath) ## Print the OpenAPI 3.1 document
	@$(samplepath) openapi

clients: need-go need-node node_modules ## A TypeScript and a Go client of the OpenAPI document, into build/clients, and compiled
	@rm -rf build/clients && mkdir -p build/clients && cp -R infra/clients/. shared/openapi/openapi.json build/clients/
	@cd build/clients/go && go run $(OAPI_CODEGEN) -config config.yaml ../openapi.json && go vet ./...
	@npx --no-install openapi-typescript build/clients/openapi.json -o build/clients/typescript/client.d.ts
	@npx --no-install tsc -p build/clients/typescript


build: need-go ## All functions for Lambda, into build/arm64/<function>/bootstrap (or ARCH=x86_64)
	@GOOS=linux GOARCH=$(ARCH:x86_64=amd64) $(go_build) -o build/stage/$(ARCH)/ ./functions/...
	@$(call place,$(ARCH))

build-%: need-go ## One function for Lambda: make build-order-sample
	@GOOS=linux GOARCH=$(ARCH:x86_64=amd64) $(go_build) -o build/stage/$(ARCH)/ ./functions/$*

synth: build need-node ## The CloudFormation templates, into cdk.out (STAGE=dev for another stage)
	@go run ./infra -o cdk.out $(context) $(ARGS)
	@echo "cdk.out: $$(ls cdk.out/*.template.json | wc -l) stacks"

diff: build need-node node_modules ## What a deployment would change (STAGE, ARGS as for deploy)
	@npx --no-install cdk diff $(context) $(ARGS)

deploy: build need-node node_modules ## Deploy all stacks with the shell's AWS credentials (STAGE=dev ARGS="-c key=value ...")
	@npx --no-install cdk deploy --all --require-approval $(APPROVAL) $(context) $(ARGS)

destroy: need-trial build need-node node_modules ## Remove a stage that keeps nothing, with all it holds: make destroy STAGE=dev
	@npx --no-install cdk destroy --all --force $(context) $(ARGS)

# Both read their arguments from the environment, which make hands on: a password shows in no list of processes.
account: need-go ## An account: make account KIND=agency NAME="Glow" EMAIL=a@example.com STAGE=dev (infra/account has the rest)
	@$(handed) go run ./infra/account create

token: need-go ## An ID token for an account of a stage for trying: make token EMAIL=a@example.com STAGE=dev
	@$(handed) go run ./infra/account token

second-factor: need-go ## An authenticator app, which operators need: make second-factor EMAIL=a@example.com STAGE=dev
	@$(handed) go run ./infra/account factor

handed = $(foreach v,KIND EMAIL NAME SHOP MARKET HANDLE FOLLOWERS ID STAGE,$(if $($(v)),$(v)='$(subst ','\'',$($(v)))'))

node_modules: package-lock.json
	@npm ci --silent && touch $@

clean: ## Remove what was built
	@rm -rf build cdk.out node_modules

# Functions for this machine. Go leaves an executable alone that is up to date.
local-build: need-go $(samplepath)
	@$(go_build) -o build/stage/local/ ./functions/...
	@$(call place,local)

$(samplepath): need-go
	@go build -o $@ ./infra/local/samplepath

local-synth: local-build need-node $(SAMPLEPATH_APP)/manifest.json

# Synthesized again only when something that describes the application has changed.
$(SAMPLEPATH_APP)/manifest.json: go.mod infra/main.go $(wildcard infra/stack/*.go shared/contract/*.go) shared/table/schema.go
	@go run ./infra -o $(@D) -assets build/local -c local=true -c arch=$(host_arch)
	@touch $@

# Gives every executable of build/stage/<where> the place and name that Lambda expects; a link costs nothing.
place = for f in $(functions); do mkdir -p build/$(1)/$$f && ln -f build/stage/$(1)/$$f build/$(1)/$$f/bootstrap; done

need-trial:
	@[ -n "$(filter-out prod,$(STAGE))" ] || \
	  { echo "make destroy STAGE=...: only a stage for trying; without a stage, and prod, keep their data" >&2; exit 1; }

need-go:
	@v=$$(go env GOVERSION 2>/dev/null) && printf 'go1.26\n%s\n' "$$v" | sort -C -V || \
	  { echo "Go 1.26 or newer is needed (found: $${v:-none}): https://go.dev/dl" >&2; exit 1; }

need-node:
	@v=$$(node --version 2>/dev/null) && printf 'v20\n%s\n' "$$v" | sort -C -V || \
	  { echo "Node 22 or 24 is needed, the CDK runs in it (found: $${v:-none}): https://nodejs.org" >&2; exit 1; }; \
	  printf 'v22\n%s\n' "$$v" | sort -C -V || echo "Node $$v still works here, but is no longer maintained: take 22 or 24." >&2

need-database:
	@[ -n "$${DYNAMODB_ENDPOINT:-}" ] || java -version >/dev/null 2>&1 || command -v docker >/dev/null || \
	  { echo "DynamoDB Local is needed: install Java 17 or newer, or Docker, or set DYNAMODB_ENDPOINT" >&2; exit 1; }
