// Trunk runs this after it has written index.html (a hook in Trunk.toml).
//
// Trunk puts the hash of the WebAssembly on its preload link as `integrity`. Browsers ignore it there, and Chromium
// says so on the console (https://crbug.com/981419). As `data-integrity` it is silent, and boot.js checks it when it
// takes the file: the preload is still used, so the file is fetched once.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const file = join(process.env.TRUNK_STAGING_DIR, "index.html");
const html = await readFile(file, "utf8");

let found = 0;
const finished = html.replace(/<link\b[^>]*>/g, (link) => {
  if (!/\brel="?preload\b/.test(link) || !/\bas="?fetch\b/.test(link)) return link;
  found += 1;
  return link.replace(/\sintegrity=/, " data-integrity=");
});

if (found !== 1) {
  console.error(`index.html should preload one WebAssembly file, but has ${found} such links.`);
  process.exit(1);
}
await writeFile(file, finished);
