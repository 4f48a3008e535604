// `test` for browser tests: a fresh, observed browser context per test on the built page, and at the end the demand
// that the page was quiet (no console error or warning, no exception, no policy violation, no request elsewhere).
//
//   test("what it shows", async ({ page, open }) => {
//     await open();
//     …
//   });

import { mkdir, stat } from "node:fs/promises";
import { after, test as nodeTest } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../scripts/serve.mjs";
import { launchBrowser } from "./browser.mjs";
import { observe } from "./observer.mjs";

const TEST_TIMEOUT = 60_000;
const STEP_TIMEOUT = 10_000;

const outputDir = fileURLToPath(new URL("../output/", import.meta.url));

/** The built page. DIST names another build. */
export const distDir = process.env.DIST ?? fileURLToPath(new URL("../../../dist", import.meta.url));

let browser;
let server;

/** The one browser of this file's tests. */
export function sharedBrowser() {
  browser ??= launchBrowser();
  return browser;
}

/** The one server of this file's tests. Its address stays the same, and with it the origin that storage belongs to. */
export function sharedServer() {
  server ??= stat(`${distDir}/index.html`).then(
    () => serve({ dir: distDir }),
    () => Promise.reject(new Error(`There is no built page at ${distDir}: run "make build" first.`)),
  );
  return server;
}

after(async () => {
  await (await browser)?.close();
  await (await server)?.close();
});

/** Goes to the page and waits until the app is mounted. Rejects with the sentence on screen when it cannot start. */
export async function openApp(page, url) {
  await page.goto(url);
  await page.locator("html[data-app]").waitFor({ state: "attached" });
  const state = await page.locator("html").getAttribute("data-app");
  if (state !== "ready") throw new Error(`The app is "${state}": ${await page.locator("body").innerText()}`);
}

/** Writes tests/e2e/output/<name>.png. */
export async function shoot(page, name, options = {}) {
  await mkdir(outputDir, { recursive: true });
  const path = `${outputDir}${name}.png`;
  await page.screenshot({ path, animations: "disabled", ...options });
  return path;
}

/**
 * `options` are those of a browser context (viewport, colorScheme, javaScriptEnabled, …) and of a test
 * (timeout, skip, todo, only). `body` gets
 *
 * - `page`, `context`, `browser`: Playwright's;
 * - `url`: where the page is served; `open()`: goes there and waits for the app;
 * - `seen`: what was observed, see observer.mjs; `shot(name)`: a screenshot;
 * - `t`: the test context of node:test.
 */
export function test(name, ...rest) {
  const body = rest.pop();
  const { timeout = TEST_TIMEOUT, skip, todo, only, ...contextOptions } = rest[0] ?? {};
  return nodeTest(name, { timeout, skip, todo, only }, async (t) => {
    const [browser, { url }] = await Promise.all([sharedBrowser(), sharedServer()]);
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
      ...contextOptions,
    });
    context.setDefaultTimeout(STEP_TIMEOUT);
    try {
      const seen = await observe(context);
      const page = await context.newPage();
      const open = () => openApp(page, url);
      const shot = (name, options) => shoot(page, name, options);
      try {
        await body({ page, context, browser, url, open, seen, shot, t });
      } catch (error) {
        // What was on screen says more than a stack. The test's own failure is the news, whatever happens here.
        const path = await shoot(page, `failed ${name.replace(/[^a-z0-9]+/gi, "-")}`).catch(() => undefined);
        t.diagnostic(`screenshot: ${path}`);
        for (const line of [...seen.errors, ...seen.violations, ...seen.messages]) t.diagnostic(line);
        throw error;
      }
      seen.assertQuiet(url);
    } finally {
      await context.close();
    }
  });
}
