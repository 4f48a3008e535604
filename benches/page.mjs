// How the built page feels with a large plan, in a real browser: `node benches/page.mjs [allocations…]`. Prints, per size and
// interaction, how long it took from the event to the paint after it, beside what it should take at most; what the main thread
// worked for it, counted by the browser, in which other work of the machine does not show; and the longest task.
// With 10,000 allocations the processor is slowed four times, as on an old laptop; `SLOWED=1 node benches/page.mjs` does not.
// `ONLY=undo,drag` does only what has one of these words in its name.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../tests/e2e/support/browser.mjs";
import { largePlan } from "./large-plan.mjs";
import { interactions } from "./page/interactions.mjs";
import { Meter } from "./page/measure.mjs";
import { open } from "./page/open.mjs";

/** From an event to the next paint, in milliseconds. */
const GOALS = { 10_000: 100, 100_000: 200 };
/** How many rows may stand in the document. */
const ROWS = 300;
/** Most are done so often. */
const REPEATS = 20;

const sizes = process.argv.slice(2).map(Number);
const words = (process.env.ONLY ?? "").split(",");
const server = await serve({ dir: process.env.DIST ?? fileURLToPath(new URL("../dist", import.meta.url)) });
const browser = await launchBrowser();
const folder = await mkdtemp(join(tmpdir(), "ipam-planner-"));

const ms = (number, width = 8) => number.toFixed(1).padStart(width);
console.log(
  "allocations  what                            to the paint  95th percentile    work = script + style + layout + rest   longest task   goal",
);
for (const size of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) {
  const say = (what, rest) => console.log(`${String(size).padStart(11)}  ${what.padEnd(30)} ${rest}`.trimEnd());
  // The policy forbids new Function in the page; here it only carries what is measured.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  const meter = await Meter.of(page);
  await page.goto(server.url);
  // What comes later is not what is measured.
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached", timeout: 120_000 });
  // A file of the disk: a buffer would go through the page, and take longer than what is measured.
  const file = join(folder, `large-${size}.json`);
  await writeFile(file, largePlan(size));
  await open(meter, file, size, say);
  await page.waitForTimeout(3_000);
  const slowed = Number(process.env.SLOWED ?? (size === 10_000 ? 4 : 1));
  await meter.slow(slowed);
  if (slowed > 1) say("", `from here on with the processor slowed ${slowed} times`);
  let rows = 0;
  for (const { what, act, prepare, before, after, times = REPEATS } of interactions(meter)) {
    await before?.();
    if (words.some((word) => what.includes(word))) {
      const took = await meter.measure(times, act, prepare);
      const goal = GOALS[size];
      const missed = goal && took.median > goal ? `  ${(took.median / goal).toFixed(1)} times that` : "";
      const { task, script, style, layout } = took;
      const work = [task, script, style, layout, Math.max(0, task - script - style - layout)].map((part) => ms(part, 7)).join(" ");
      say(what, `${ms(took.median)} ms     ${ms(took.p95)} ms     ${work} ms  ${ms(took.longest)} ms ${goal ? `${ms(goal)} ms${missed}` : ""}`);
      rows = Math.max(rows, await page.getByRole("row").count());
    }
    await after?.();
  }
  say("rows in the document", `${rows} of ${ROWS} at most`);
  await context.close();
}
await browser.close();
await server.close();
await rm(folder, { recursive: true });
