// What an interaction takes, from the event to the paint after it, and what the main thread is busy with meanwhile.

/** What of the browser's own counters is looked at. They count what the main thread worked, and not what it waited for others. */
const COUNTERS = { task: "TaskDuration", script: "ScriptDuration", style: "RecalcStyleDuration", layout: "LayoutDuration" };

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const p95 = (list) => [...list].sort((a, b) => a - b)[Math.ceil(list.length * 0.95) - 1];

/** Runs in the page: does it, and waits for the frame that shows what it did. */
const TO_PAINT = async ([run, argument]) => {
  const begun = performance.now();
  await new Function("argument", `return (${run})(argument)`)(argument);
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - begun;
};

export class Meter {
  /** For a page that was not gone to yet. */
  static async of(page) {
    const devtools = await page.context().newCDPSession(page);
    // Nobody else is told where the memory of the WebAssembly is.
    await page.addInitScript(() => {
      globalThis.memories = new Set();
      for (const name of ["instantiate", "instantiateStreaming"]) {
        const instantiate = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
          const made = await instantiate.apply(WebAssembly, given);
          const { memory } = (made.instance ?? made).exports;
          if (memory) globalThis.memories.add(memory);
          return made;
        };
      }
    });
    // Of the thread alone: other work of the machine does not count.
    await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Meter(page, devtools);
  }

  constructor(page, devtools) {
    this.page = page;
    this.devtools = devtools;
    this.slowed = 1;
  }

  /** From here on the processor is as much slower. */
  async slow(times) {
    this.slowed = times;
    await this.devtools.send("Emulation.setCPUThrottlingRate", { rate: times });
  }

  /** The counters, in milliseconds. */
  async counters() {
    const { metrics } = await this.devtools.send("Performance.getMetrics");
    const value = (name) => metrics.find((metric) => metric.name === name).value * 1_000;
    return Object.fromEntries(Object.entries(COUNTERS).map(([key, name]) => [key, value(name)]));
  }

  /** How many bytes the page holds: the memory of the WebAssembly, and what its JavaScript holds once it is swept. */
  async memory() {
    await this.devtools.send("HeapProfiler.collectGarbage");
    const wasm = await this.page.evaluate(() => [...globalThis.memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
    const { usedSize } = await this.devtools.send("Runtime.getHeapUsage");
    return { wasm, script: usedSize };
  }

  /** Does something in the page; what it takes until that is painted. */
  toPaint(run, argument) {
    return this.page.evaluate(TO_PAINT, [run.toString(), argument]);
  }

  /** Presses a key where the focus is. */
  key(key, options = {}) {
    return this.toPaint(
      ([key, options]) =>
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options })),
      [key, options],
    );
  }

  /**
   * Does it so many times: `act` gives the milliseconds from the event to the paint, and `prepare` is not counted. Medians, the 95th
   * percentile of the paints, and the longest task until a while after.
   */
  async measure(repeats, act, prepare = async () => {}) {
    const paints = [];
    const busy = [];
    await this.page.evaluate(() => {
      globalThis.longest = 0;
      globalThis.observer ??= new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, entry.duration);
      });
      globalThis.observer.observe({ type: "longtask" });
    });
    for (let round = 0; round < repeats; round += 1) {
      await prepare(round);
      const before = await this.counters();
      paints.push(await act(round));
      const after = await this.counters();
      busy.push(Object.fromEntries(Object.keys(COUNTERS).map((key) => [key, after[key] - before[key]])));
      // What waits for a pause follows, and long tasks are told a little later.
      await this.page.waitForTimeout(60);
    }
    await this.page.waitForTimeout(600);
    const longest = await this.page.evaluate(() => globalThis.longest);
    const counters = Object.fromEntries(Object.keys(COUNTERS).map((key) => [key, median(busy.map((one) => one[key]))]));
    return { median: median(paints), p95: p95(paints), longest, ...counters };
  }
}
