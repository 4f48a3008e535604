// Starting Chromium: quiet, cut off from every other host, and so that it can be killed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "playwright-core";
import { findChrome } from "./chrome.mjs";

const isRoot = process.getuid?.() === 0;
/** Chromium's sandbox refuses to run as root, and in containers without user namespaces. */
const noSandbox = isRoot || process.env.CHROME_NO_SANDBOX === "1";

const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-extensions",
  "--disable-features=OptimizationHints,MediaRouter,Translate,InterestFeedContentSuggestions,AutofillServerCommunication",
  "--disable-sync",
  "--metrics-recording-only",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
  // Whatever the page or the browser itself wants from another host ends here.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

function executable() {
  const path = findChrome();
  if (!path) throw new Error("There is no Chrome or Chromium: install one or name its program in CHROME.");
  return path;
}

/** A browser for tests that do not care about its life. Contexts are isolated from each other. */
export function launchBrowser({ args = [] } = {}) {
  return chromium
    .launch({ executablePath: executable(), chromiumSandbox: !noSandbox, args: [...FLAGS, ...args] })
    .catch((error) => {
      throw notStarted(error.message, error);
    });
}

function notStarted(output, cause) {
  const hint =
    !noSandbox && /sandbox|namespace/i.test(output)
      ? " Where its sandbox cannot work (some containers), set CHROME_NO_SANDBOX=1."
      : "";
  return new Error(`The browser did not start.${hint}\n${output}`, { cause });
}

/**
 * A browser with its profile in `userDataDir`, for tests about what survives. `kill()` ends it the way a power cut
 * does: all of its processes at once, with nothing flushed. Started again with the same folder it finds what was
 * on disk.
 */
export async function launchKillable(userDataDir, { args = [] } = {}) {
  const child = spawn(
    executable(),
    [
      ...FLAGS,
      ...(noSandbox ? ["--no-sandbox"] : []),
      "--headless",
      "--hide-scrollbars",
      "--password-store=basic",
      "--use-mock-keychain",
      "--remote-debugging-port=0",
      `--user-data-dir=${userDataDir}`,
      ...args,
      "about:blank",
    ],
    // A group of its own, so that one signal reaches every process of the browser.
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const exited = once(child, "exit");
  const kill = async (signal = "SIGKILL") => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal);
    await exited;
  };
  const abandon = () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", abandon);
  exited.then(() => process.off("exit", abandon));

  const endpoint = await debuggingAddress(child);
  const browser = await chromium.connectOverCDP(endpoint);
  return { browser, context: browser.contexts()[0], kill };
}

/** Chromium prints the address on its standard error. */
function debuggingAddress(child) {
  return new Promise((found, failed) => {
    let output = "";
    const giveUp = setTimeout(() => failed(new Error(`The browser did not answer within 20 s:\n${output}`)), 20_000);
    const settle = (then, value) => {
      clearTimeout(giveUp);
      then(value);
    };
    child.stderr.setEncoding("utf8");
    // Kept flowing afterwards, too: a full pipe would block the browser.
    child.stderr.on("data", (chunk) => {
      if (output.length < 20_000) output += chunk;
      const match = /DevTools listening on (ws:\S+)/.exec(output);
      if (match) settle(found, match[1]);
    });
    child.once("exit", () => settle(failed, notStarted(output)));
    child.once("error", (error) => settle(failed, error));
  });
}
