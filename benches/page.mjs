// How the built page feels with a large plan, in a real browser: `node benches/page.mjs [allocations…]`. Prints, per size, how
// long the main thread was busy at a time, and how long it took from an action to the next paint.

import { fileURLToPath } from "node:url";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../tests/e2e/support/browser.mjs";
import { largePlan } from "./large-plan.mjs";

const sizes = process.argv.slice(2).map(Number);
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const server = await serve({ dir: dist });
const browser = await launchBrowser();

const REPEATS = 20;
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const p95 = (list) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.95) - 1];
const ms = (number) => `${number.toFixed(1).padStart(8)} ms`;

/** From the action to the paint after it, and the longest task meanwhile. */
async function measure(page, repeats, act) {
  const paints = [];
  const tasks = [];
  for (let round = 0; round < repeats; round += 1) {
    await page.evaluate(() => {
      globalThis.longest = 0;
      globalThis.observer ??= new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, entry.duration);
      });
      globalThis.observer.observe({ type: "longtask" });
    });
    paints.push(await act(round));
    // Long tasks are told a little later.
    await page.waitForTimeout(60);
    tasks.push(await page.evaluate(() => globalThis.longest));
  }
  return { paints, tasks };
}

/** Runs in the page: dispatches the event and waits for the frame that shows what it did. */
const toPaint = (page, run, argument) =>
  page.evaluate(
    async ([run, argument]) => {
      const begun = performance.now();
      await new Function("argument", `return (${run})(argument)`)(argument);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return performance.now() - begun;
    },
    [run.toString(), argument],
  );

const key = (page, key, options = {}) =>
  toPaint(page, ([key, options]) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options })), [key, options]);

console.log("allocations  what                          median       p95   longest task");
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
  // The policy forbids new Function in the page; here it only carries what is measured.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  const row = (what, { paints, tasks }) =>
    console.log(`${String(size).padStart(11)}  ${what.padEnd(24)} ${ms(median(paints))} ${ms(p95(paints))}  ${ms(Math.max(...tasks))}`);

  const buffer = Buffer.from(largePlan(size));
  row("open the file", await measure(page, 1, async () => {
    const begun = Date.now();
    await page.getByLabel("Plan file").setInputFiles({ name: "large.json", mimeType: "application/json", buffer });
    await page.getByRole("dialog").getByRole("button", { name: "Open as a new plan" }).click({ timeout: 60_000 });
    await page.getByRole("treegrid").waitFor({ timeout: 120_000 });
    return Date.now() - begun;
  }));
  await page.waitForTimeout(3_000);
  await page.getByRole("row", { name: /^Global,/ }).click();
  row("expand all", await measure(page, 1, () => key(page, "E", { shiftKey: true })));
  const rows = await page.getByRole("row").count();
  row("scroll a page", await measure(page, REPEATS, (round) =>
    toPaint(page, (round) => {
      const scroller = [...document.querySelectorAll(".main__tree *")].find((node) => node.scrollHeight > node.clientHeight + 500);
      scroller.scrollTop = (round + 1) * 30 * 977;
    }, round)));
  await page.keyboard.press("Home");
  row("move down", await measure(page, REPEATS, () => key(page, "ArrowDown")));
  await page.keyboard.press("F2");
  row("rename", await measure(page, REPEATS, async (round) => {
    if (round > 0) await page.keyboard.press("F2");
    await page.keyboard.insertText(`name ${round}`);
    return key(page, "Enter");
  }));
  row("undo", await measure(page, REPEATS, () => key(page, "z", { ctrlKey: true })));
  row("select all rows", await measure(page, REPEATS, () => key(page, "a", { ctrlKey: true })));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  row("select to the end", await measure(page, REPEATS, (round) => key(page, round % 2 === 0 ? "End" : "Home", { shiftKey: true })));
  await page.keyboard.press("Escape");
  row("sort by name", await measure(page, 6, () =>
    toPaint(page, () => document.querySelector('[data-column="name"]').click())));
  await page.keyboard.press("/");
  row("filter", await measure(page, 6, (round) =>
    toPaint(page, async (text) => {
      const field = document.querySelector(".tree__filter");
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      // The pause in typing that is waited for.
      await new Promise((resolve) => setTimeout(resolve, 120));
    }, ["kind:vpc", "vpc-77", "size:/26 vpc-1", "region:us", "kind:pool", "10.64.0.5"][round])));
  await page.keyboard.press("Escape");
  console.log(`${String(size).padStart(11)}  rows in the document     ${String(rows).padStart(8)}`);
  await context.close();
}
await browser.close();
await server.close();
