// Makes WebAssembly small and fast. By itself: node scripts/page/optimize.mjs FILE [LEVEL], in place, for the benchmarks.

import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

// Named one by one, because with all of them wasm-opt writes types that browsers refuse.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
];

/**
 * The bytes of `file`, optimized. What rustc has built for size is a little faster at the level of speed, and no larger once it is
 * compressed. The functions are sorted by name: those that are alike compress better together.
 */
export async function optimize(file, level = "3") {
  const output = `${file}.opt`;
  try {
    await promisify(execFile)("wasm-opt", [...FEATURES, `-O${level}`, "--reorder-functions-by-name", file, "-o", output]);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    console.error("wasm-opt is not there: the page works, but is larger than it should be. `make build` installs it.");
    return readFile(file);
  }
  const bytes = await readFile(output);
  await rm(output);
  return bytes;
}

const [script, file, level] = process.argv.slice(1);
if (script && file && import.meta.url === pathToFileURL(script).href) await writeFile(file, await optimize(file, level));
