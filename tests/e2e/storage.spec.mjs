// What was shown as saved is there again: saving, recovery, and storage that does not work.

import assert from "node:assert/strict";
import { saveState, test, useLab } from "./support/lab.mjs";

useLab();

const words = (page) => page.evaluate(() => lab.words);

test("a plan is saved within half a second and found again", async ({ open }) => {
  const page = await open();
  assert.deepEqual(await page.evaluate(() => lab.store.offer()), { kind: "durable" });
  const id = await page.evaluate(() => lab.create("Berlin", ["one"]));
  await saveState(page, "saved");
  const took = await page.evaluate(async () => {
    const begun = performance.now();
    lab.edit("two");
    if (document.documentElement.dataset.saveState !== "dirty") throw new Error("an edit is not saved at once");
    while (document.documentElement.dataset.saveState !== "saved") await new Promise((done) => setTimeout(done, 1));
    return performance.now() - begun;
  });
  assert.ok(took < 500, `saved after ${took} ms`);

  await start(page);
  const [entry, ...others] = await page.evaluate(() => lab.store.plans());
  assert.deepEqual(others, []);
  assert.deepEqual([entry.plan, entry.name, entry.characters], [id, "Plan", '["one","two"]'.length]);
  const opened = await page.evaluate((id) => lab.open(id), id);
  assert.deepEqual(await words(page), ["one", "two"]);
  assert.deepEqual([opened.fellBack, opened.setAside, opened.lost, opened.newer, opened.problem], [false, [], null, null, null]);
  await saveState(page, "saved");
});

test("edits are saved together, and at once when the page is hidden", async ({ open }) => {
  const page = await open();
  await page.evaluate(() => lab.create());
  await saveState(page, "saved");
  const saves = await page.evaluate(async () => {
    lab.events = [];
    for (let edit = 0; edit < 30; edit += 1) {
      lab.edit(`word ${edit}`);
      await new Promise((done) => setTimeout(done, 40));
    }
    await lab.plan.flush();
    return lab.events.filter((event) => event.kind === "state" && event.state.state === "saved").length;
  });
  assert.ok(saves >= 3 && saves <= 4, `1.2 s of edits took ${saves} saves`);
  const hidden = await page.evaluate(async () => {
    lab.edit("last");
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    const copy = localStorage.getItem(`ipam-planner/plan/${lab.plan.id()}`);
    const begun = performance.now();
    while (document.documentElement.dataset.saveState !== "saved") await new Promise((done) => setTimeout(done, 1));
    return { copy, took: performance.now() - begun };
  });
  assert.ok(hidden.copy.endsWith('"last"]'), "the copy is written before the page can be gone");
  assert.ok(hidden.took < 300, `saved ${hidden.took} ms after hiding`);
});

/** A plan with three kept revisions and a copy; its revisions are read back, newest last. */
async function savedPlan(page) {
  const id = await page.evaluate(async () => {
    const id = await lab.create("Plan", ["r1"]);
    for (const word of ["r2", "r3", "r4"]) {
      await lab.plan.flush();
      lab.edit(word);
    }
    await lab.plan.flush();
    lab.plan.drop_it();
    return id;
  });
  const revisions = await page.evaluate(slots, id);
  assert.equal(revisions.length, 3, "three revisions are kept");
  return { id, revisions };
}

/** The keys of a plan's stored revisions, in order. */
async function slots(id) {
  const database = await new Promise((done) => {
    indexedDB.open("ipam-planner").onsuccess = (event) => done(event.target.result);
  });
  const keys = await new Promise((done) => {
    database.transaction("revisions").objectStore("revisions").getAllKeys().onsuccess = (event) => done(event.target.result);
  });
  database.close();
  return keys.filter(([plan]) => plan === id);
}

/** Changes what is stored: `slot` is a key of `revisions`, or "copy". */
async function corrupt({ id, slot, how }) {
  const damage = {
    cut: (text) => text.slice(0, -3),
    flip: (text) => text.replace(/r(\d)"\]$/, 'x$1"]'),
    empty: () => "",
  };
  if (slot === "copy") {
    const key = `ipam-planner/plan/${id}`;
    const copy = localStorage.getItem(key);
    const changed = how === "garbage" ? "\u0000 not a copy" : how === "newer" ? copy.replace(/^\{"store":1/, '{"store":7') : damage[how](copy);
    localStorage.setItem(key, changed);
    return;
  }
  const database = await new Promise((done) => {
    indexedDB.open("ipam-planner").onsuccess = (event) => done(event.target.result);
  });
  const transaction = database.transaction("revisions", "readwrite");
  const table = transaction.objectStore("revisions");
  const record = await new Promise((done) => {
    table.get(slot).onsuccess = (event) => done(event.target.result);
  });
  let changed = { ...record };
  if (how === "garbage") changed = { some: ["thing", 1] };
  else if (how === "newer") changed.header = record.header.replace('{"store":1', '{"store":7');
  else changed.text = damage[how](record.text);
  table.put(changed, slot);
  await new Promise((done) => (transaction.oncomplete = done));
  database.close();
}

async function start(page) {
  await page.reload();
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  await page.evaluate(() => lab.start());
}

for (const how of ["cut", "flip", "empty", "garbage"]) {
  test(`each slot damaged in turn (${how}): the newest good revision is the plan, and what is damaged is kept`, async ({ open }) => {
    const page = await open();
    const cases = [
      { damaged: ["newest"], expected: 4 },
      { damaged: ["copy"], expected: 4 },
      { damaged: ["newest", "copy"], expected: 3, fellBack: true },
      { damaged: ["newest", "copy", "middle"], expected: 2, fellBack: true },
      { damaged: ["newest", "copy", "middle", "oldest"], expected: 0, fellBack: true },
    ];
    for (const { damaged, expected, fellBack = false } of cases) {
      const { id, revisions } = await savedPlan(page);
      const [oldest, middle, newest] = revisions;
      const place = { oldest, middle, newest, copy: "copy" };
      for (const slot of damaged) await page.evaluate(corrupt, { id, slot: place[slot], how });
      await start(page);
      const opened = await page.evaluate((id) => lab.open(id), id);
      const shown = damaged.join(", ");
      assert.equal((await words(page)).length, expected, shown);
      assert.equal(opened.fellBack, fellBack, shown);
      assert.equal(opened.lost, fellBack ? newest[1] : null, shown);
      assert.deepEqual(opened.setAside.map(({ stored }) => stored), damaged.map(() => null), `${shown}: kept`);
      const asides = await page.evaluate(async (id) => {
        const asides = (await lab.store.asides()).filter(({ plan }) => plan === id);
        return Promise.all(asides.map(async (aside) => ({ ...aside, text: await lab.store.aside_text(aside.key) })));
      }, id);
      const texts = (list) => [...new Set(list.map(({ text }) => text))].sort();
      assert.deepEqual(texts(asides), texts(opened.setAside), `${shown}: to be read again`);
      // Editing goes on, under a number that nothing had, and what was kept stays.
      if (expected > 0) {
        await page.evaluate(() => lab.edit("after"));
        await saveState(page, "saved");
        assert.ok(Number(await page.locator("html").getAttribute("data-revision")) > newest[1]);
      }
      assert.equal(await page.evaluate(async (id) => (await lab.store.asides()).filter(({ plan }) => plan === id).length, id), asides.length);
      await start(page);
      await page.evaluate((id) => lab.open(id), id);
      assert.equal((await words(page)).length, expected === 0 ? 0 : expected + 1, `${shown}: and again`);
      await page.evaluate(() => lab.plan.drop_it());
    }
  });
}

test("what a newer program wrote is left where it is", async ({ open }) => {
  const page = await open();
  const { id, revisions } = await savedPlan(page);
  await page.evaluate(corrupt, { id, slot: revisions[2], how: "newer" });
  await page.evaluate(corrupt, { id, slot: "copy", how: "newer" });
  const before = await page.evaluate((id) => localStorage.getItem(`ipam-planner/plan/${id}`), id);
  await start(page);
  const opened = await page.evaluate((id) => lab.open(id), id);
  assert.deepEqual([opened.newer, opened.setAside.length], [7, 2]);
  assert.deepEqual(JSON.parse(opened.setAside[0].text), ["r1", "r2", "r3", "r4"]);
  await saveState(page, "read-only");
  assert.equal(await page.evaluate(() => lab.plan.take_over().catch((problem) => problem)), '"newer-format"');
  assert.deepEqual(await page.evaluate(slots, id), revisions);
  assert.equal(await page.evaluate((id) => localStorage.getItem(`ipam-planner/plan/${id}`), id), before);
});

test("a plan whose database is gone comes back from its copy, also from a compressed one", async ({ open }) => {
  const page = await open();
  for (const count of [3, 40_000]) {
    const id = await page.evaluate(async (count) => {
      const id = await lab.create("Plan", Array.from({ length: count }, (_, index) => `Zürich 🗺 ${index}`));
      await lab.plan.flush();
      return id;
    }, count);
    // A large one is copied a while after the save, and in less than its 700,000 characters.
    await page.waitForFunction(
      ({ id, count }) => localStorage.getItem(`ipam-planner/plan/${id}`)?.length < 500 + count * 10,
      { id, count },
      { timeout: 8_000 },
    );
    await page.evaluate(() => lab.plan.drop_it());
    await page.goto("about:blank");
    await page.goBack();
    await page.evaluate(
      () => new Promise((done, failed) => Object.assign(indexedDB.deleteDatabase("ipam-planner"), { onsuccess: done, onerror: failed })),
    );
    await start(page);
    assert.ok((await page.evaluate(() => lab.store.plans())).some(({ plan }) => plan === id), "it is in the list");
    await page.evaluate((id) => lab.open(id), id);
    await saveState(page, "saved");
    assert.equal((await words(page)).length, count);
    // And is in the database again.
    assert.equal((await page.evaluate(slots, id)).length, 1);
    await page.evaluate(() => lab.plan.drop_it());
  }
});
