// Cuts the module into the chunks that src/app/chunks names.
//
// The cutting goes by the relocations that the linker left in the module, which wasm-bindgen does not keep: it begins
// with cargo's output. wasm-bindgen then makes the main chunk loadable as it would the whole.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { integrityOf, named } from "./names.mjs";
import { optimize } from "./optimize.mjs";
import { prune } from "./prune.mjs";

/** Runs a program and gives what it printed. */
async function run(program, args) {
  try {
    return await promisify(execFile)(program, args);
  } catch (error) {
    if (error.code === "ENOENT") throw new Error(`${program} is not on PATH: "make build" installs it and uses it.`);
    throw error;
  }
}

const STEM = "ipam-planner";
/** What the functions of a module that can be cut are imported from before it is. */
const UNCUT = "__wasm_split_placeholder__";
/** What wasm-split names the file that loads the chunks. */
const LOADER = "__wasm_split.js";

/** Leptos brings classes that stream the answers of a server. There is none, and exports are never removed by themselves. */
const isOfServers = (name) => /^(__wbg_)?intounderlying/.test(name);

/**
 * The files that take the place of `script` and `wasm`, which wasm-bindgen made of the whole; nothing when the module is
 * not one to cut. Each has a role: script, loader, wasm (the main chunk) or chunk.
 */
export async function cut({ script }) {
  if (!(await readFile(script, "utf8")).includes(UNCUT)) return undefined;
  const { stdout } = await run("cargo", ["metadata", "--no-deps", "--offline", "--format-version=1"]);
  const built = join(JSON.parse(stdout).target_directory, "wasm32-unknown-unknown/release", `${STEM}.wasm`);
  const work = await mkdtemp(join(tmpdir(), "ipam-planner-page-"));
  try {
    await run("wasm-split-cli", [built, work, "--target", "web", "--out-name", STEM]);
    const page = join(work, "page");
    const main = join(work, `${STEM}.wasm`);
    await run("wasm-bindgen", ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", page, main]);
    const pieces = (await readdir(work)).filter((name) => name.endsWith(".wasm") && name !== `${STEM}.wasm`).sort();
    const mainPage = join(page, `${STEM}_bg.wasm`);
    await writeFile(mainPage, prune(await readFile(mainPage), isOfServers));
    const wasm = await optimize(mainPage);
    const chunks = await Promise.all(
      pieces.map(async (piece) => {
        const bytes = await optimize(join(work, piece));
        return { role: "chunk", piece, bytes, name: named(piece.replace(/\.wasm$/, ""), bytes, ".wasm") };
      }),
    );
    return assemble({
      wasm,
      chunks,
      script: await readFile(join(page, `${STEM}.js`), "utf8"),
      loader: await readFile(join(work, LOADER), "utf8"),
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Gives the files their names, and every mention of one its name. */
function assemble({ wasm, chunks, script, loader }) {
  for (const { piece, name, bytes } of chunks) {
    // The browser refuses a chunk that is not the one that was built.
    loader = replaced(
      loader,
      `fetch(new URL("./${piece}", import.meta.url))`,
      `fetch(new URL("./${name}", import.meta.url), { integrity: "${integrityOf(bytes)}" })`,
    );
  }
  const wasmName = named(STEM, wasm, "_bg.wasm");
  script = replaced(script, `${STEM}_bg.wasm`, wasmName);
  // The two name each other: one name for both, of what both are before.
  const name = named(STEM, script + loader, ".js");
  const loaderName = name.replace(STEM, `${STEM}-chunks`);
  return [
    { role: "script", name, bytes: Buffer.from(replaced(script, `from "./${LOADER}"`, `from "./${loaderName}"`)) },
    { role: "loader", name: loaderName, bytes: Buffer.from(replaced(loader, `./${STEM}.js`, `./${name}`)) },
    { role: "wasm", name: wasmName, bytes: wasm },
    ...chunks,
  ];
}

function replaced(text, from, to) {
  if (!text.includes(from)) throw new Error(`What wasm-split or wasm-bindgen wrote has another form than expected: no ${from}`);
  return text.replaceAll(from, to);
}
