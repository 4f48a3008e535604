#!/usr/bin/env node
// Prints what the benchmark measured side by side: node benches/table.mjs native.tsv wasm-3.tsv ...
//
// "ratio" is the second file against the first. "exponent" says how the time for everything grows with size: 1 means in
// proportion. A kernel of one operation is everything; of the others, the time per operation times the size.

import { readFile } from "node:fs/promises";
import { basename } from "node:path";

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("Name the files that the benchmark wrote.");
  process.exit(1);
}

async function read(file) {
  const [header, ...lines] = (await readFile(file, "utf8")).trim().split("\n");
  if (!header.startsWith("kernel\t")) throw new Error(`${file} is not the output of the benchmark.`);
  return lines.map((line) => {
    const [kernel, size, operations, median, fastest] = line.split("\t");
    return { kernel, size: Number(size), operations: Number(operations), median: Number(median), fastest: Number(fastest) };
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

const columns = await Promise.all(files.map(async (file) => ({ name: basename(file, ".tsv"), rows: await read(file) })));
const [first, second = first] = columns;
const find = (column, { kernel, size }) => column.rows.find((row) => row.kernel === kernel && row.size === size);

const table = [["kernel", "size", ...columns.map(({ name }) => name), "ratio", "exponent"]];
for (const row of first.rows) {
  const measured = columns.map((column) => find(column, row));
  const other = find(second, row);
  const smaller = second.rows.find(({ kernel, size }) => kernel === row.kernel && size < row.size);
  table.push([
    row.kernel,
    row.size.toLocaleString("en"),
    ...measured.map((found) => (found ? `${time(found.median)} (${time(found.fastest)})` : "")),
    other ? (other.fastest / row.fastest).toFixed(2) : "",
    other ? exponent(other, smaller) : "",
  ]);
}

const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
for (const row of table) {
  console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  "));
}
console.log("\nMedian, in brackets the fastest; ratio and exponent are those of the fastest, of WebAssembly.");
