// How the built page feels with a large plan, in a real browser: `node benches/page.mjs [allocations…]`. Prints, per size, how
// long the main thread was busy at a time, and how long it took from an action to the next paint, beside what it should take at most.
// With 10,000 allocations the processor is slowed four times, as on an old laptop; `SLOWED=1 node benches/page.mjs` does not.

import { fileURLToPath } from "node:url";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../tests/e2e/support/browser.mjs";
import { largePlan } from "./large-plan.mjs";

const sizes = process.argv.slice(2).map(Number);
const dist = fileURLToPath(new URL("../dist", import.meta.url));
const server = await serve({ dir: dist });
const browser = await launchBrowser();

const REPEATS = 20;
/** From an action to the next paint, in milliseconds, and how many rows stand in the document. */
const GOALS = { 10_000: 100, 100_000: 200 };
const ROWS = 300;
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

console.log("allocations  what                          median       p95   longest task   goal");
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
  // The policy forbids new Function in the page; here it only carries what is measured.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  // Opening a file has a goal of its own, and nothing else takes so long that it would not be looked at in the median.
  const row = (what, { paints, tasks }, goal = GOALS[size]) => {
    const missed = goal && median(paints) > goal ? `  ${(median(paints) / goal).toFixed(1)} times that` : "";
    const wanted = goal ? `${ms(goal)}${missed}` : "";
    console.log(
      `${String(size).padStart(11)}  ${what.padEnd(24)} ${ms(median(paints))} ${ms(p95(paints))}  ${ms(Math.max(...tasks))} ${wanted}`.trimEnd(),
    );
  };

  const buffer = Buffer.from(largePlan(size));
  row("open the file", await measure(page, 1, async () => {
    const begun = Date.now();
    await page.getByLabel("Plan file").setInputFiles({ name: "large.json", mimeType: "application/json", buffer });
    await page.getByRole("dialog").getByRole("button", { name: "Open as a new plan" }).click({ timeout: 60_000 });
    await page.getByRole("treegrid").waitFor({ timeout: 120_000 });
    return Date.now() - begun;
  }), { 10_000: 15, 100_000: 250 }[size]);
  await page.waitForTimeout(3_000);
  const slowed = Number(process.env.SLOWED ?? (size === 10_000 ? 4 : 1));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  if (slowed > 1) console.log(`${String(size).padStart(11)}  from here on with the processor slowed ${slowed} times`);
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
  const wheel = (delta) => (round) =>
    toPaint(page, ([delta, round]) => {
      const lanes = document.querySelector(".map__lanes");
      const { left, top, width } = lanes.getBoundingClientRect();
      const at = { clientX: left + width * 0.3, clientY: top + 60, bubbles: true, cancelable: true };
      lanes.dispatchEvent(new WheelEvent("wheel", { ...at, ctrlKey: delta.zoom, shiftKey: !delta.zoom, deltaY: round % 10 < 7 ? -50 : 50 }));
    }, [delta, round]);
  row("zoom the map", await measure(page, REPEATS, wheel({ zoom: true })));
  row("move the map", await measure(page, REPEATS, wheel({ zoom: false })));
  console.log(`${String(size).padStart(11)}  elements of the map      ${String(await page.locator(".map__lanes *").count()).padStart(8)}`);
  row("undo", await measure(page, REPEATS, () => key(page, "z", { ctrlKey: true })));
  row("redo", await measure(page, REPEATS, () => key(page, "y", { ctrlKey: true })));
  await page.keyboard.press("F2");
  row("type a letter of a name", await measure(page, REPEATS, () =>
    toPaint(page, () => {
      const field = document.activeElement;
      field.value += "x";
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    })));
  await page.keyboard.press("Escape");
  await page.keyboard.press("Home");
  // The root closes and opens with everything below it.
  row("close and open the root", await measure(page, REPEATS, (round) => key(page, round % 2 === 0 ? "ArrowLeft" : "ArrowRight")));
  row("drag a row over others", await measure(page, REPEATS, (round) =>
    toPaint(page, (round) => {
      const rows = [...document.querySelectorAll('[role="row"][aria-level="4"], [role="row"][aria-level="5"]')];
      const [from, to] = [rows[0], rows[(round % Math.max(rows.length - 1, 1)) + 1] ?? rows[0]];
      globalThis.dragged ??= new DataTransfer();
      const fire = (node, kind) => {
        const { left, top, height } = node.getBoundingClientRect();
        const at = { clientX: left + 60, clientY: top + height / 2 };
        node.dispatchEvent(new DragEvent(kind, { ...at, bubbles: true, cancelable: true, dataTransfer: globalThis.dragged }));
      };
      if (round === 0) fire(from, "dragstart");
      fire(to, "dragenter");
      fire(to, "dragover");
    }, round)));
  await page.keyboard.press("Escape");
  // As long as there is no zoom, its two actions are not measured.
  const map = page.locator(".map, [class^='map__']").first();
  if (await map.count()) {
    row("zoom the map", await measure(page, REPEATS, (round) =>
      toPaint(page, (round) => {
        const map = document.querySelector(".map canvas, .map svg, .map, [class^='map__']");
        const { left, top, width, height } = map.getBoundingClientRect();
        const at = { clientX: left + width / 3, clientY: top + height / 2, deltaY: round % 4 < 2 ? -240 : 240 };
        map.dispatchEvent(new WheelEvent("wheel", { ...at, ctrlKey: true, bubbles: true, cancelable: true }));
      }, round)));
  }
  await page.getByRole("row").first().click();
  await page.keyboard.press("Home");
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
  console.log(`${String(size).padStart(11)}  rows in the document     ${String(rows).padStart(8)}   of ${ROWS} at most`);
  await context.close();
}
await browser.close();
await server.close();
