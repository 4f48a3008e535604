#!/usr/bin/env node
// Asks the advisory databases about the locked crates and npm packages. A known weakness fails; a database that cannot
// be had is said and skipped, because it says nothing about the project.

import { spawnSync } from "node:child_process";

const UNREACHABLE =
  /failed to (fetch|download|prepare)|couldn't fetch|could not (resolve|connect)|error sending request|network|timed? ?out|connection|audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONN/i;

function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", timeout: 120_000 });
  return { status, output: `${stdout ?? ""}${stderr ?? ""}`, stdout, missing: error?.code === "ENOENT" };
}

function cargo() {
  for (const [tool, ...args] of [
    ["cargo-deny", "deny", "check", "advisories"],
    ["cargo-audit", "audit"],
  ]) {
    if (run(tool, "--version").missing) continue;
    const { status, output } = run("cargo", ...args);
    if (status === 0) return "checked";
    if (UNREACHABLE.test(output)) return "skipped: the database of advisories cannot be reached";
    console.error(output);
    return "failed";
  }
  return "skipped: neither cargo-deny nor cargo-audit is installed";
}

function npm() {
  const { stdout, missing } = run("npm", "audit", "--json");
  if (missing) return "skipped: npm is not installed";
  try {
    const { vulnerabilities } = JSON.parse(stdout);
    if (!vulnerabilities) return "skipped: the registry gives no advisories";
    const bad = Object.values(vulnerabilities).filter(({ severity }) => severity === "high" || severity === "critical");
    for (const { name, severity, range } of bad) console.error(`npm package ${name} ${range}: ${severity}`);
    return bad.length > 0 ? "failed" : "checked";
  } catch {
    return "skipped: the registry gives no advisories";
  }
}

const results = { crates: cargo(), "npm packages": npm() };
for (const [what, result] of Object.entries(results)) console.log(`  ${what}: ${result}`);
if (Object.values(results).includes("failed")) process.exit(1);
// The caller tells "passed" from "could not look".
if (Object.values(results).every((result) => result.startsWith("skipped"))) process.exit(77);
