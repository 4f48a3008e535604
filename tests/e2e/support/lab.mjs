// `test` for the store alone: pages of tests/e2e/store_lab instead of the built page.

import { execFile } from "node:child_process";
import { after, before, test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "../../../scripts/serve.mjs";
import { launchBrowser } from "./browser.mjs";
import { observe } from "./observer.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));

let browser;
let server;

/** Builds (once), serves and starts a browser for the tests of the calling file. Call it at the top. */
export function useLab() {
  before(async () => {
    const { stdout } = await promisify(execFile)("scripts/lab", { cwd: root });
    server = await serve({ dir: stdout.trim() });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
}

/** Where the page is served. */
export const labUrl = () => server.url;

/** Opens the page in a new tab. `prepare` runs in the page before its first script, with `argument`. */
export async function openLab(context, { prepare, argument, start = true, supported = 1, url = labUrl() } = {}) {
  const page = await context.newPage();
  if (prepare) await page.addInitScript(prepare, argument);
  await page.goto(url);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  if (start) await page.evaluate((supported) => lab.start(supported), supported);
  return page;
}

/** Waits for what the page says about saving. */
export const saveState = (page, state, timeout = 5_000) =>
  page.locator(`html[data-save-state=${state}]`).waitFor({ state: "attached", timeout });

/** `body` gets `context`, `seen` (observer.mjs), `open(options)` and the test context `t`; the pages must be quiet. */
export function test(name, ...rest) {
  const body = rest.pop();
  const { timeout = 60_000, ...options } = rest[0] ?? {};
  return nodeTest(name, { timeout, ...options }, async (t) => {
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    try {
      const seen = await observe(context);
      await body({ context, seen, open: (options) => openLab(context, options), t });
      seen.assertQuiet(labUrl());
    } finally {
      await context.close();
    }
  });
}
