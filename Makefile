# The commands of the project. Each installs what it needs first (see scripts/setup) and prints nothing about it when
# nothing is missing.

PORT ?= 8080

.DEFAULT_GOAL := help
.PHONY: help serve build setup

help: ## Show the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

serve: ## Build the page and serve it on http://127.0.0.1:8080/ (PORT=… for another port)
	@scripts/serve $(PORT)

build: ## Build the optimized page into dist/
	@scripts/build

setup: ## Install whatever building and testing need
	@scripts/setup test
