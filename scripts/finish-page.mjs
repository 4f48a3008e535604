// Trunk runs this after it has written the page (a hook in Trunk.toml).
//
// - Cut: a module that was built with the feature `split` is cut into chunks, of which the page loads one at first.
// - Optimized: every WebAssembly file of a release goes through wasm-opt.
// - One style sheet instead of many, and one for each chunk that others come with: they compress better together, and the page
//   waits for one answer.
// - Quiet: Trunk puts the hash of the WebAssembly on its preload link as `integrity`. Browsers ignore it there, and
//   Chromium says so on the console (https://crbug.com/981419). As `data-integrity` it is silent, and boot.js checks it
//   when it takes the file: the preload is still used, so the file is fetched once.
// - Offline: a release gets a manifest and a service worker. `trunk serve` gets neither: there the files change.

import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cut } from "./page/cut.mjs";
import { filesOf } from "./page/loader.mjs";
import { integrityOf, named } from "./page/names.mjs";
import { addManifest, addWorker } from "./page/offline.mjs";
import { optimize } from "./page/optimize.mjs";

const staging = process.env.TRUNK_STAGING_DIR;
const isRelease = process.env.TRUNK_PROFILE === "release";
const page = join(staging, "index.html");
let html = await readFile(page, "utf8");

/** The links of a kind, as they stand in the page, with the names of their files. */
function links(pattern) {
  return [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => ({ tag, name: /\shref="?\.\/([^"\s>]+)/.exec(tag)?.[1] }))
    .filter(({ tag }) => pattern.test(tag));
}

function only(kind, found) {
  if (found.length === 1) return found[0];
  console.error(`index.html should have one link to ${kind}, but has ${found.length}.`);
  process.exit(1);
}

/** Makes one sheet of those that `sheets` link to, with `attributes` on its link. */
async function joinSheets(sheets, stem, attributes) {
  const style = Buffer.concat(await Promise.all(sheets.map(({ name }) => readFile(join(staging, name)))));
  const sheet = named(stem, style, ".css");
  await Promise.all(sheets.map(({ name }) => rm(join(staging, name))));
  await writeFile(join(staging, sheet), style);
  const link = `<link ${attributes}href=./${sheet} integrity=${integrityOf(style)} rel=stylesheet>`;
  sheets.forEach(({ tag }, place) => {
    html = html.replace(tag, place === 0 ? link : "");
  });
}

/** The files of each screen that a visit can begin with. */
const firstScreens = ({ bytes }) => ["start", "screen"].map((chunk) => filesOf(bytes.toString(), chunk));

const script = only("the JavaScript of the page", links(/\brel="?modulepreload\b/));
const wasm = only("the WebAssembly of the page", links(/\brel="?preload\b.*\bas="?fetch\b|\bas="?fetch\b.*\brel="?preload\b/));

if (isRelease) {
  const built = (await cut({ script: join(staging, script.name), wasm: join(staging, wasm.name) })) ?? [
    { role: "script", name: script.name, bytes: await readFile(join(staging, script.name)) },
    { role: "wasm", name: wasm.name, bytes: await optimize(join(staging, wasm.name)) },
  ];
  await Promise.all([rm(join(staging, script.name)), rm(join(staging, wasm.name))]);
  await Promise.all(built.map(({ name, bytes }) => writeFile(join(staging, name), bytes)));
  const file = (role) => built.find((file) => file.role === role);
  const preload = ({ name, bytes }) =>
    `<link crossorigin href=./${name} integrity=${integrityOf(bytes)} rel=modulepreload>`;
  html = html.replace(script.tag, [file("script"), file("loader")].filter(Boolean).map(preload).join(""));
  const fetched = ({ name, bytes }) =>
    `<link as=fetch crossorigin href=./${name} data-integrity=${integrityOf(bytes)} rel=preload type=application/wasm>`;
  // The main chunk first: boot.js takes that one. Then what every first screen needs, whichever it is.
  const both = built.filter(({ role, name }) => role === "chunk" && firstScreens(file("loader")).every((names) => names.includes(name)));
  html = html.replace(wasm.tag, [file("wasm"), ...both].map(fetched).join(""));

  const groupOf = ({ tag }) => (/\sdisabled\b/.test(tag) ? /\sclass="?(\w+)/.exec(tag)?.[1] : "style");
  const sheets = links(/\brel="?stylesheet\b/);
  for (const group of new Set(sheets.map(groupOf))) {
    const attributes = group === "style" ? "" : `class=${group} disabled `;
    await joinSheets(sheets.filter((sheet) => groupOf(sheet) === group), group, attributes);
  }
  const icon = only("an icon", links(/\brel="?icon\b/));
  html = html.replace(icon.tag, `${icon.tag}${await addManifest(staging, icon.name)}`);
} else {
  html = html.replace(wasm.tag, wasm.tag.replace(/\sintegrity=/, " data-integrity="));
}

await writeFile(page, html);
if (isRelease) await addWorker(staging);
