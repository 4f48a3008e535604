// Makes the page installable, and available without a network: a manifest with its icons, and a service worker that knows
// every file of the build.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { integrityOf, named } from "./names.mjs";

const sources = fileURLToPath(new URL("../../offline/", import.meta.url));
const WORKER = "service-worker.js";

/** A copy of a file among the files of the page, under a name of its content. */
async function add(staging, name, bytes) {
  const ending = extname(name);
  const copy = named(name.slice(0, -ending.length), bytes, ending);
  await writeFile(join(staging, copy), bytes);
  return copy;
}

/**
 * Adds the manifest, its icons and what registers the worker. `drawing` is the icon of the page, which is there already. Gives what
 * the head of the page says of them.
 */
export async function addManifest(staging, drawing) {
  const manifest = JSON.parse(await readFile(join(sources, "manifest.json"), "utf8"));
  for (const icon of manifest.icons) {
    icon.src = icon.type === "image/svg+xml" ? drawing : await add(staging, icon.src, await readFile(join(sources, icon.src)));
  }
  const written = await add(staging, "manifest.json", JSON.stringify(manifest));
  const register = await add(staging, "register.js", await readFile(join(sources, "register.js")));
  const [touch] = manifest.icons.filter(({ sizes }) => sizes === "192x192");
  return (
    `<link href=./${written} rel=manifest><link href=./${touch.src} rel=apple-touch-icon>` +
    `<meta content=./${register} name=offline>`
  );
}

/** Writes the worker for what is there now: the last thing that is done to a build. */
export async function addWorker(staging) {
  const names = (await readdir(staging)).filter((name) => name !== WORKER).sort();
  const files = await Promise.all(
    names.map(async (name) => {
      const address = name === "index.html" ? "./" : `./${name}`;
      return [address, integrityOf(await readFile(join(staging, name)))];
    }),
  );
  const list = `\n${files.map((file) => `  ${JSON.stringify(file)},\n`).join("")}`;
  const build = createHash("sha256").update(list).digest("hex").slice(0, 16);
  const worker = (await readFile(join(sources, WORKER), "utf8"))
    .replace("{build}", build)
    .replace("{/* files */}", `[${list}]`);
  await writeFile(join(staging, WORKER), worker);
}
