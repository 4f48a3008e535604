#!/usr/bin/env node
// Prints what the benchmark measured side by side: node benches/table.mjs native.tsv ... wasm-z.tsv. The last file is of the
// build that the page gets; goals, ratio (against the first file) and exponent are about that one.
//
// "exponent" says how the time for everything grows with size: 1 means in proportion. A kernel of one operation is
// everything; of the others, the time per operation times the size.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { GOALS } from "./goals.mjs";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("Name the files that the benchmark wrote.");
  process.exit(1);
}

async function read(file) {
  const [header, ...lines] = (await readFile(file, "utf8")).trim().split("\n");
  if (!header.startsWith("kernel\t")) throw new Error(`${file} is not the output of the benchmark.`);
  return lines.map((line) => {
    const [kernel, ...figures] = line.split("\t");
    const [size, operations, median, fastest, p95] = figures.map(Number);
    return { kernel, size, operations, median, fastest, p95 };
  });
}

const units = [
  ["s", 1e9],
  ["ms", 1e6],
  ["µs", 1e3],
  ["ns", 1],
];

function time(nanoseconds) {
  const [unit, length] = units.find(([, length]) => nanoseconds >= length) ?? units.at(-1);
  const value = nanoseconds / length;
  return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ${unit}`;
}

function exponent(row, smaller) {
  if (!smaller) return "";
  const growth = (row.fastest / smaller.fastest) * (row.operations === 1 ? 1 : row.size / smaller.size);
  return (Math.log(growth) / Math.log(row.size / smaller.size)).toFixed(2);
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    console.log(cells.join("  ").trimEnd());
  }
}

const columns = await Promise.all(files.map(async (file) => ({ name: basename(file, ".tsv"), rows: await read(file) })));
const [first, page] = [columns[0], columns.at(-1)];
const find = (column, kernel, size) => column.rows.find((row) => row.kernel === kernel && row.size === size);
const names = columns.map(({ name }) => name);
const thousands = (size) => size.toLocaleString("en");

const kernels = [["kernel", "size", ...names, "ratio", "exponent"]];
for (const { kernel, size, fastest } of first.rows) {
  const ofPage = find(page, kernel, size);
  const smaller = page.rows.findLast((row) => row.kernel === kernel && row.size < size);
  kernels.push([
    kernel,
    thousands(size),
    ...columns.map((column) => {
      const row = find(column, kernel, size);
      return row ? `${time(row.median)} (${time(row.fastest)})` : "";
    }),
    ofPage ? (ofPage.fastest / fastest).toFixed(2) : "",
    ofPage ? exponent(ofPage, smaller) : "",
  ]);
}
print(kernels);
console.log(`\nMedian, in brackets the fastest; ratio and exponent are those of the fastest of ${page.name}.\n`);

/** The figure of a goal in a column: nothing when a kernel was not measured. */
function reached(column, { kernels, figure = "fastest" }, size) {
  const rows = kernels.map((kernel) => find(column, kernel, size));
  return rows.every(Boolean) ? rows.reduce((sum, row) => sum + row[figure], 0) : undefined;
}

const goals = [["goal", "size", ...names, "goal", ""]];
for (const goal of GOALS) {
  const sizes = page.rows.filter(({ kernel }) => kernel === goal.kernels[0]).map(({ size }) => size);
  for (const size of sizes) {
    const figure = reached(page, goal, size);
    const wanted = goal.goals[size];
    if (figure === undefined) continue;
    goals.push([
      goal.kernels.join(" + ") + (goal.figure ? `, ${goal.figure}` : ""),
      thousands(size),
      ...columns.map((column) => {
        const figure = reached(column, goal, size);
        return figure === undefined ? "" : time(figure);
      }),
      wanted ? time(wanted) : "",
      wanted && figure > wanted ? `${(figure / wanted).toFixed(1)} times that` : "",
    ]);
  }
}
if (goals.length > 1) print(goals);
