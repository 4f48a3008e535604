// Opening a file, from the choice of the file to the tree, in the two parts that a person sees.

/** Milliseconds until the dialog that says what the file holds, and from there to the tree. */
const GOALS = { 10_000: 15, 100_000: 250 };
/** No task may take longer, in milliseconds. */
const TASK = 50;

/** How many bytes of memory a node may cost. */
const BYTES = 1_000;

const ms = (number) => `${number.toFixed(1).padStart(8)} ms`;

/** Opens a file as a new plan, and says what it took. */
export async function open(meter, file, size, say) {
  const { page } = meter;
  await page.evaluate(() => {
    globalThis.tasks = [];
    const observer = new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries().map((entry) => entry.duration)));
    observer.observe({ type: "longtask" });
    // When something is first in the page, as the page itself sees it.
    globalThis.seen = (selector) =>
      new Promise((resolve) => {
        const look = () => document.querySelector(selector) && resolve(performance.now());
        new MutationObserver(look).observe(document, { subtree: true, childList: true });
        look();
      });
    document.querySelector("input[type=file]").addEventListener("change", () => (globalThis.chosen = performance.now()), { capture: true, once: true });
  });
  const { wasm: before } = await meter.memory();
  const parts = [];
  const part = async (what, act) => {
    const before = await meter.counters();
    const took = await act();
    const after = await meter.counters();
    parts.push({ what, took, work: after.task - before.task });
  };
  await part("read the file", async () => {
    const seen = page.evaluate(() => globalThis.seen("dialog[open] button[type=submit]"));
    await page.getByLabel("Plan file").setInputFiles(file);
    return (await seen) - (await page.evaluate(() => globalThis.chosen));
  });
  await part("open it", () =>
    page.evaluate(async () => {
      const begun = performance.now();
      document.querySelector("dialog[open] button[type=submit]").click();
      return (await globalThis.seen("[role=treegrid] [aria-level='3']")) - begun;
    }));
  await part("save it", async () => {
    const begun = Date.now();
    await page.locator('html[data-save-state="saved"]').waitFor({ state: "attached", timeout: 120_000 });
    await page.waitForTimeout(2_000);
    return Date.now() - begun - 2_000;
  });
  for (const { what, took, work } of parts) say(what, `${ms(took)}     ${"".padStart(11)}     ${ms(work).slice(1)}`);
  const goal = GOALS[size];
  const total = parts[0].took + parts[1].took;
  say("open a file, in all", `${ms(total)}${goal ? `   of ${goal} ms at most` : ""}`);
  const tasks = await page.evaluate(() => globalThis.tasks);
  const longest = tasks.length > 0 ? Math.max(...tasks) : 0;
  const { wasm, script } = await meter.memory();
  const mebi = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const each = ((wasm - before) / size).toFixed(0);
  say("memory", `${mebi(wasm)} of WebAssembly, ${mebi(before)} before, ${mebi(script)} of JavaScript: ${each} bytes for each of ${BYTES} at most`);
  say("tasks over 50 ms meanwhile", `${tasks.length}, the longest ${longest.toFixed(0)} ms of ${TASK} ms: ${tasks.map((task) => task.toFixed(0)).join(" ")}`);
}
