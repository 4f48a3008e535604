# The commands of the project. Each installs what it needs first (scripts/setup) and says nothing about that when nothing
# is missing.

PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help serve build test check e2e bench setup

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

serve: ## Build the page and serve it at http://127.0.0.1:8080/ (PORT=… for another port)
	@scripts/serve $(PORT)

build: ## Build the optimized page into dist/
	@scripts/build

test: ## Run every test
	@scripts/test

check: ## Run the tests that need neither the built page nor a browser
	@scripts/test quick

e2e: ## Build the page and run the browser tests
	@scripts/test build size browser

setup: ## Install whatever building and testing need
	@scripts/setup test

bench: ## Measure the domain natively and as WebAssembly, and the built page in a browser
	@scripts/bench
	@scripts/build
	@node benches/page.mjs
