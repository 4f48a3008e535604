// Which browser the tests drive: the one that CHROME names, or the first Chrome or Chromium of this machine.
// Run by itself it prints the path (scripts/setup asks that way).

import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "google-chrome-beta",
  "google-chrome-unstable",
  "chrome",
  "microsoft-edge",
  "microsoft-edge-stable",
];

const PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A launcher can be there without the browser behind it (Ubuntu's `chromium-browser` without snap). */
function runs(path) {
  return spawnSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0;
}

function onPath(name) {
  return (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
}

/** The path of a browser, or `undefined`. */
export function findChrome() {
  const named = process.env.CHROME;
  const candidates = named ? [named, ...onPath(named)] : [...NAMES.flatMap(onPath), ...PLACES];
  return candidates.find((path) => isProgram(path) && runs(path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = findChrome();
  if (path) console.log(path);
  process.exitCode = path ? 0 : 1;
}
