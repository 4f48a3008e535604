#!/usr/bin/env node
// Holds the licence of every crate and npm package to a list. What is shipped needs a permissive one; what only builds
// and tests the page may also be under the Mozilla licence.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BSL-1.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unicode-3.0",
  "Unlicense",
  "Zlib",
]);
const TOOLS = new Set([...PERMISSIVE, "MPL-2.0"]);

/** Whether an SPDX expression can be met with `allowed` licences only. Old crates write "/" for OR. */
export function isMet(expression, allowed) {
  const words = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const licence = () => {
    if (words[at] === "(") {
      at += 1;
      const inner = either();
      if (words[at] !== ")") return false;
      at += 1;
      return inner;
    }
    let name = words[at] ?? "";
    at += 1;
    if (words[at] === "WITH") {
      name += ` WITH ${words[at + 1]}`;
      at += 2;
    }
    return allowed.has(name);
  };
  const both = () => {
    let met = licence();
    while (words[at] === "AND") {
      at += 1;
      met = licence() && met;
    }
    return met;
  };
  const either = () => {
    let met = both();
    while (words[at] === "OR") {
      at += 1;
      met = both() || met;
    }
    return met;
  };
  return either() && at === words.length;
}

function crates() {
  const output = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output).packages.map(({ name, version, license }) => ({ name, version, license, allowed: PERMISSIVE }));
}

function npmPackages() {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  return Object.entries(packages)
    .filter(([path]) => path !== "")
    .map(([path, { version, license }]) => ({ name: path.replace("node_modules/", ""), version, license, allowed: TOOLS }));
}

if (process.argv[1]?.endsWith("licences.mjs")) {
  const all = [...crates(), ...npmPackages()];
  const refused = all.filter(({ license, allowed }) => !license || !isMet(license, allowed));
  for (const { name, version, license } of refused) {
    console.error(`${name} ${version} is under "${license ?? "no licence"}", which scripts/licences.mjs does not allow.`);
  }
  if (refused.length > 0) process.exit(1);
  console.log(`  ${all.length} packages, each under a permitted licence.`);
}
