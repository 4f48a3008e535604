#!/usr/bin/env node
// What a visit downloads, held under a ceiling: WebAssembly, JavaScript and style sheets, compressed as a plain host does it
// (gzip).
//
// - first load: what a first visit waits for: the files that index.html names, and the chunks of the start screen;
// - with a plan: what a visit waits for that begins with a saved plan;
// - with its tools: what follows at once, unasked: inspector, findings and dialogs;
// - all: everything there is. What is not waited for is fetched once the first screen stands.

import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { filesOf } from "./page/loader.mjs";

// The first is the budget. The others are what the page has come to: they only go down, or up with a reason.
const CEILINGS = { "first load": 250_000, "with a plan": 580_000, "with its tools": 910_000, all: 2_000_000 };

const dist = process.argv[2] ?? fileURLToPath(new URL("../dist", import.meta.url));

const html = await readFile(join(dist, "index.html"), "utf8").catch(() => {
  console.error(`There is no built page at ${dist}. Run "make build" first.`);
  process.exit(1);
});

const files = [];
let loader = "";
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  const name = relative(dist, join(entry.parentPath ?? entry.path, entry.name));
  if (!entry.isFile() || name.startsWith(".") || !/\.(wasm|js|mjs|css)$/.test(name)) continue;
  const bytes = await readFile(join(dist, name));
  if (/-chunks-\w+\.js$/.test(name)) loader = bytes.toString();
  files.push({
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  });
}

function piecesOf(chunk) {
  const pieces = filesOf(loader, chunk);
  if (pieces) return pieces;
  console.error(`The built page has no chunk "${chunk}".`);
  process.exit(1);
}

// What a `<meta>` names is for later.
const addresses = new Set([...html.matchAll(/\s(?:href|src)="?\.\/([^"\s>]+)/g)].map(([, name]) => name));
const named = files.filter((file) => addresses.has(file.name)).map((file) => file.name);
// A sheet that is switched off is not fetched: the chunk that its class names switches it on.
const late = [...html.matchAll(/<link\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => /\sdisabled\b/.test(tag));
const sheetsWith = (chunk) => named.filter((name) => late.some((tag) => tag.includes(name) && tag.includes(`class=${chunk}`)));
const lateSheets = named.filter((name) => late.some((tag) => tag.includes(name)));
const atOnce = named.filter((name) => !lateSheets.includes(name));
const visits = {
  "first load": [...new Set([...atOnce, ...piecesOf("start")])],
  "with a plan": [...new Set([...atOnce, ...sheetsWith("screen"), ...piecesOf("screen")])],
  "with its tools": [...new Set([...atOnce, ...lateSheets, ...piecesOf("screen"), ...piecesOf("tools")])],
  all: files.map((file) => file.name),
};

const kB = (bytes) => (bytes / 1000).toFixed(1);
const firstUse = (file) => Object.values(visits).findIndex((names) => names.includes(file.name));
files.sort((a, b) => firstUse(a) - firstUse(b) || b.gzip - a.gzip);
const totals = Object.entries(visits).map(([name, names]) => {
  const sum = (column) => files.filter((file) => names.includes(file.name)).reduce((total, file) => total + file[column], 0);
  return { name, raw: sum("raw"), gzip: sum("gzip"), brotli: sum("brotli"), ceiling: CEILINGS[name] };
});

const used = (file) =>
  ["first load", "with a plan", "with its tools"].filter((visit) => visits[visit].includes(file.name)).join(", ") || "afterwards";
const rows = [
  ["file", "waited for by", "kB", "gzip", "brotli", "ceiling"],
  ...files.map((file) => [file.name, used(file), kB(file.raw), kB(file.gzip), kB(file.brotli), ""]),
  ...totals.map((total) => [total.name, "", kB(total.raw), kB(total.gzip), kB(total.brotli), kB(total.ceiling)]),
];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) {
  const cells = row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])));
  console.log(`  ${cells.join("  ")}`.trimEnd());
}

for (const { name, gzip, ceiling } of totals) {
  if (gzip <= ceiling) continue;
  console.error(`${name}: ${kB(gzip - ceiling)} kB with gzip over the ceiling of ${kB(ceiling)} kB.`);
  process.exitCode = 1;
}
