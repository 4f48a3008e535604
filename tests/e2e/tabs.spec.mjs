// A plan is edited in one tab at a time, and no tab loses what it had.

import assert from "node:assert/strict";
import { saveState, test, useLab } from "./support/lab.mjs";

useLab();

const words = (page) => page.evaluate(() => lab.words);
const attribute = (page, name) => page.locator("html").getAttribute(name);
const hasWords = (page, expected) =>
  page.waitForFunction((expected) => JSON.stringify(lab.words) === expected, JSON.stringify(expected), { timeout: 5_000 });
/** What was found, or why not. */
const takeOver = (page) =>
  page.evaluate(async () => {
    try {
      await lab.plan.take_over();
    } catch (problem) {
      return problem;
    }
    return lab.events.findLast(({ kind }) => kind === "writable").opened;
  });

/** A plan that `writer` edits and `reader` follows. */
async function twoTabs(open, options) {
  const writer = await open(options);
  const id = await writer.evaluate(() => lab.create("Plan", ["one"]));
  await saveState(writer, "saved");
  const reader = await open(options);
  await reader.evaluate((id) => lab.open(id), id);
  return { id, writer, reader };
}

test("a second tab reads, follows, and takes over with what was not saved yet", async ({ open }) => {
  const { writer, reader } = await twoTabs(open);
  await saveState(reader, "read-only");
  await writer.evaluate(() => lab.edit("two"));
  await hasWords(reader, ["one", "two"]);
  assert.equal(await reader.evaluate(() => {
    try {
      lab.edit("mine");
      return "taken";
    } catch (problem) {
      return problem;
    }
  }), '"lost-lease"');

  await writer.evaluate(() => lab.edit("three"));
  const opened = await takeOver(reader);
  assert.deepEqual([opened.setAside, opened.fellBack], [[], false]);
  assert.deepEqual(await words(reader), ["one", "two", "three"]);
  await saveState(writer, "read-only");
  await reader.evaluate(() => lab.edit("four"));
  await hasWords(writer, ["one", "two", "three", "four"]);
  assert.deepEqual(await reader.evaluate(() => lab.store.asides()), []);
});

for (const [edits, without, named] of [
  [300, [], ""],
  [60, ["locks"], " (without Web Locks)"],
  [60, ["BroadcastChannel"], " (without BroadcastChannel)"],
  [60, ["locks", "BroadcastChannel"], " (without either)"],
]) {
  test(`two tabs with ${edits} edits each and take-overs in between lose nothing${named}`, { timeout: 120_000 }, async ({ open }) => {
    const { id, writer, reader } = await twoTabs(open, { prepare: removeInterfaces, argument: without });
    const tabs = [
      { page: writer, name: "a", made: 0 },
      { page: reader, name: "b", made: 0 },
    ];
    let seed = 7;
    const below = (limit) => (seed = (seed * 48_271) % 2_147_483_647) % limit;
    let handovers = 0;
    for (let turn = 0; tabs.some(({ made }) => made < edits); turn += 1) {
      const tab = tabs[turn % 2];
      const count = Math.min(1 + below(12), edits - tab.made);
      if (count === 0) continue;
      const rights = await tab.page.evaluate(async () => {
        if (lab.plan.state().state === "read-only") await lab.plan.take_over();
        return lab.plan.state().state;
      });
      assert.notEqual(rights, "read-only");
      handovers += 1;
      await tab.page.evaluate(
        async ({ name, from, count, pause }) => {
          for (let edit = from; edit < from + count; edit += 1) {
            try {
              lab.edit(`${name}${edit}`);
            } catch {
              // Without messages a tab finds out only when it saves.
              await lab.plan.take_over();
              lab.edit(`${name}${edit}`);
            }
            if (pause > 0) await new Promise((done) => setTimeout(done, pause));
          }
        },
        { name: tab.name, from: tab.made, count, pause: below(3) * 20 },
      );
      tab.made += count;
    }
    assert.ok(handovers > edits / 6, `${handovers} take-overs`);
    const page = writer;
    await Promise.all(tabs.map(({ page }) => page.evaluate(() => lab.plan.flush().catch(() => undefined))));
    await Promise.all(tabs.map(({ page }) => page.evaluate(() => lab.plan.drop_it())));
    await page.evaluate((id) => lab.open(id), id);
    const found = await words(page);
    const kept = await page.evaluate(async () => {
      const asides = await lab.store.asides();
      return Promise.all(asides.map(({ key }) => lab.store.aside_text(key)));
    });
    const everywhere = new Set([...found, ...kept.flatMap((text) => JSON.parse(text))]);
    for (const { name } of tabs) {
      const missing = Array.from({ length: edits }, (_, edit) => `${name}${edit}`).filter((word) => !everywhere.has(word));
      assert.deepEqual(missing, [], `edits of tab ${name}`);
    }
    // Tabs that can talk to each other hand everything over.
    if (!without.includes("BroadcastChannel")) assert.deepEqual([found.length, kept.length], [2 * edits + 1, 0]);
  });
}

/** As in a browser, or a page, that lacks them. */
function removeInterfaces(names) {
  if (names.includes("locks")) Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined });
  if (names.includes("BroadcastChannel")) delete globalThis.BroadcastChannel;
}

test("a tab that sleeps is overruled; what it had not saved is set aside, and both are told", async ({ open }) => {
  const { writer, reader } = await twoTabs(open);
  const asleep = writer.evaluate(() => {
    lab.edit("unsaved");
    const end = performance.now() + 4_000;
    while (performance.now() < end);
  });
  await writer.waitForTimeout(100).catch(() => undefined);
  const opened = await takeOver(reader);
  assert.deepEqual(opened.setAside, []);
  await reader.evaluate(() => lab.edit("two"));
  await saveState(reader, "saved");
  await asleep;
  await saveState(writer, "read-only");
  await hasWords(writer, ["one", "two"]);
  const lost = await writer.evaluate(() => lab.events.filter(({ kind }) => kind === "lost"));
  assert.equal(lost.length, 1);
  assert.deepEqual([lost[0].kept.text, lost[0].kept.stored], ['["one","unsaved"]', null]);
  await reader.waitForFunction(() => lab.events.some(({ kind }) => kind === "aside"));
  const [aside] = await reader.evaluate(() => lab.store.asides());
  assert.deepEqual([aside.why, aside.name], ["rival", "Plan"]);
  assert.equal(await reader.evaluate((key) => lab.store.aside_text(key), aside.key), '["one","unsaved"]');
  // It becomes a plan of its own.
  const id = await reader.evaluate((key) => lab.store.restore(key), aside.key);
  assert.equal((await reader.evaluate(() => lab.store.plans())).length, 2);
  assert.notEqual(id, aside.plan);
});

test("when the writer's tab is closed, or crashes, a reader becomes the writer", async ({ open, context }) => {
  const { writer, reader } = await twoTabs(open);
  const third = await open();
  await third.evaluate((id) => lab.open(id), await reader.evaluate(() => lab.plan.id()));
  await saveState(third, "read-only");
  await writer.evaluate(() => lab.edit("two"));
  await writer.close({ runBeforeUnload: false });
  await saveState(reader, "saved");
  await hasWords(reader, await words(reader));
  assert.equal(await attribute(third, "data-save-state"), "read-only");
  await reader.evaluate(() => lab.edit("three"));
  await saveState(reader, "saved");
  const before = await words(reader);
  const client = await context.newCDPSession(reader);
  client.send("Page.crash").catch(() => undefined);
  await saveState(third, "saved");
  assert.deepEqual(await words(third), before);
});

test("a tab that cannot save does not hand over", async ({ open }) => {
  const { writer, reader } = await twoTabs(open);
  await writer.evaluate(() => {
    globalThis.put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("stubbed", "QuotaExceededError");
    };
    lab.edit("two");
  });
  assert.equal(await takeOver(reader), '"holds-unsaved"');
  await saveState(writer, "not-saved");
  await writer.evaluate(() => (IDBObjectStore.prototype.put = globalThis.put));
  await saveState(writer, "saved");
  await takeOver(reader);
  assert.deepEqual(await words(reader), ["one", "two"]);
});

test("a plan deleted in another tab is not written again", async ({ open }) => {
  const { id, writer, reader } = await twoTabs(open);
  await writer.evaluate(() => {
    lab.store.watch_list(() => (lab.listChanged = true));
    lab.edit("two");
  });
  await reader.evaluate((id) => lab.store.delete(id), id);
  await writer.waitForFunction(() => lab.listChanged && lab.events.some(({ kind }) => kind === "deleted"));
  assert.deepEqual(await reader.evaluate(() => lab.store.plans()), []);
  // What was on its way is not lost either.
  const asides = await reader.evaluate(() => lab.store.asides());
  const texts = await reader.evaluate((keys) => Promise.all(keys.map((key) => lab.store.aside_text(key))), asides.map(({ key }) => key));
  assert.ok(texts.includes('["one","two"]'), texts.join(" "));
  // Brought back in one tab, it is back in both.
  const deleted = asides.find(({ why }) => why === "deleted");
  assert.equal(await reader.evaluate((key) => lab.store.restore(key), deleted.key), id);
  const back = JSON.parse(texts[asides.indexOf(deleted)]);
  await hasWords(reader, back);
  await hasWords(writer, back);
  // Who writes now is settled a moment after the words are there.
  const states = async () => (await Promise.all([writer, reader].map((page) => attribute(page, "data-save-state")))).sort();
  for (let wait = 0; wait < 50 && !(await states()).includes("saved"); wait += 1) await writer.waitForTimeout(100);
  assert.deepEqual(await states(), ["read-only", "saved"]);
});

test("an edit that comes just after the plan was handed over is set aside", async ({ open }) => {
  const { writer, reader } = await twoTabs(open);
  await takeOver(reader);
  assert.equal(await writer.evaluate(() => {
    try {
      lab.edit("late");
      return "taken";
    } catch (problem) {
      return problem;
    }
  }), '"lost-lease"');
  await writer.waitForFunction(() => lab.events.some(({ kind, kept }) => kind === "lost" && kept.text.includes("late")));
  const [aside] = await reader.evaluate(() => lab.store.asides());
  assert.equal(aside.why, "rival");
});

test("deleted plans are kept, the last ten", async ({ open }) => {
  const page = await open();
  const kept = await page.evaluate(async () => {
    for (let plan = 0; plan < 12; plan += 1) await lab.store.delete(await lab.store.add(`Plan ${plan}`, `["${plan}"]`));
    return (await lab.store.asides()).map(({ name }) => name);
  });
  assert.deepEqual(kept.sort(), ["Plan 10", "Plan 11", ...Array.from({ length: 8 }, (_, plan) => `Plan ${plan + 2}`)]);
});
