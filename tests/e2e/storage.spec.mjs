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
    const { revision } = lab.plan.state();
    for (let edit = 0; edit < 30; edit += 1) {
      lab.edit(`word ${edit}`);
      await new Promise((done) => setTimeout(done, 40));
    }
    await lab.plan.flush();
    return lab.plan.state().revision - revision;
  });
  assert.ok(saves >= 2 && saves <= 5, `1.2 s of edits took ${saves} saves`);
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

test("two versions under the same number are both kept", async ({ open }) => {
  const page = await open();
  const { id } = await savedPlan(page);
  const copyKey = `ipam-planner/plan/${id}`;
  // A version that reached only the copy, because the database took nothing, not even the writer's epoch.
  await start(page);
  const copy = await page.evaluate(
    async ({ id, copyKey }) => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("stubbed", "QuotaExceededError");
      };
      await lab.open(id);
      lab.edit("mine");
      while (!localStorage.getItem(copyKey).endsWith('"mine"]')) await new Promise((done) => setTimeout(done, 5));
      return localStorage.getItem(copyKey);
    },
    { id, copyKey },
  );
  // Another one, by a writer that did not see that copy.
  await page.reload();
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
  await page.evaluate((copyKey) => localStorage.removeItem(copyKey), copyKey);
  await page.evaluate(() => lab.start());
  await page.evaluate(async (id) => {
    await lab.open(id);
    lab.edit("other");
    await lab.plan.flush();
    lab.plan.drop_it();
  }, id);
  await page.evaluate(([key, copy]) => localStorage.setItem(key, copy), [copyKey, copy]);
  await start(page);
  const opened = await page.evaluate((id) => lab.open(id), id);
  assert.deepEqual(await words(page), ["r1", "r2", "r3", "r4", "other"]);
  assert.deepEqual(opened.setAside.map(({ aside, text }) => [aside.why, text]), [["rival", '["r1","r2","r3","r4","mine"]']]);
  const [aside] = await page.evaluate(() => lab.store.asides());
  assert.equal(await page.evaluate((key) => lab.store.aside_text(key), aside.key), '["r1","r2","r3","r4","mine"]');
});

/** Makes storage throw, from before the page's first script. `globalThis.heal()` makes it work again. */
function breakStorage({ name, database, copies }) {
  const fail = () => {
    throw new DOMException("stubbed", name);
  };
  const healed = [];
  const replace = (object, property, change) => {
    const before = Object.getOwnPropertyDescriptor(object, property);
    Object.defineProperty(object, property, { ...before, ...change });
    healed.push(() => Object.defineProperty(object, property, before));
  };
  if (database === "writes") replace(IDBObjectStore.prototype, "put", { value: fail });
  if (database === "blocked") replace(globalThis, "indexedDB", { get: fail });
  if (database === "missing") replace(globalThis, "indexedDB", { get: () => undefined });
  if (database === "refuses") {
    replace(IDBFactory.prototype, "open", {
      value() {
        const request = new EventTarget();
        Object.assign(request, { error: new DOMException("stubbed", name), readyState: "done" });
        setTimeout(() => request.onerror(new Event("error")));
        return request;
      },
    });
  }
  if (copies === "writes") replace(Storage.prototype, "setItem", { value: fail });
  if (copies === "blocked") replace(globalThis, "localStorage", { get: fail });
  if (copies === "missing") replace(globalThis, "localStorage", { get: () => null });
  globalThis.heal = () => healed.forEach((heal) => heal());
}

for (const [name, problem] of [
  ["QuotaExceededError", "full"],
  ["NS_ERROR_DOM_QUOTA_REACHED", "full"],
  ["QUOTA_EXCEEDED_ERR", "full"],
  ["SecurityError", "blocked"],
  ["UnknownError", "UnknownError"],
]) {
  test(`writes that fail with ${name} are said for as long as they fail, and made up for`, async ({ open }) => {
    const page = await open({ prepare: breakStorage, argument: { name, database: "writes", copies: "writes" } });
    const id = await page.evaluate(() => lab.create("Plan", ["one"]));
    await saveState(page, "not-saved");
    assert.equal(await page.locator("html").getAttribute("data-problem"), problem);
    await page.evaluate(() => lab.edit("two"));
    await page.waitForTimeout(700);
    const states = await page.evaluate(() => lab.events.map((event) => event.state?.state));
    assert.ok(!states.includes("saved") && states.at(-1) === "not-saved", states.join(" "));
    await page.evaluate(() => heal());
    // The pause after the failures, without another edit.
    await saveState(page, "saved");
    await start(page);
    await page.evaluate(() => heal());
    await page.evaluate((id) => lab.open(id), id);
    assert.deepEqual(await words(page), ["one", "two"]);
  });
}

test("a database that is really full is said; what fits again is saved", async ({ open, context }) => {
  const page = await open({ start: false });
  const client = await context.newCDPSession(page);
  // Before the first use: the browser remembers for a while how much room there was.
  await client.send("Storage.overrideQuotaForOrigin", { origin: new URL(page.url()).origin, quotaSize: 2_000_000 });
  await page.evaluate(() => lab.start());
  const id = await page.evaluate(() => lab.create("Plan", ["small"]));
  await saveState(page, "saved");
  await page.evaluate(() => lab.edit("x".repeat(6_000_000)));
  await saveState(page, "not-saved");
  assert.equal(await page.locator("html").getAttribute("data-problem"), "full");
  await page.evaluate(() => {
    lab.words = ["small"];
    lab.edit("again");
  });
  await saveState(page, "saved");
  await start(page);
  await page.evaluate((id) => lab.open(id), id);
  assert.deepEqual(await words(page), ["small", "again"]);
});

for (const [database, copies, kind, problem] of [
  ["blocked", undefined, "copy", "blocked"],
  ["missing", undefined, "copy", "blocked"],
  ["refuses", undefined, "copy", "blocked"],
  [undefined, "blocked", "durable", undefined],
  [undefined, "missing", "durable", undefined],
  [undefined, "writes", "durable", undefined],
  ["blocked", "blocked", "nothing", "blocked"],
  ["missing", "missing", "nothing", "blocked"],
]) {
  test(`with the database ${database ?? "there"} and localStorage ${copies ?? "there"} the store offers "${kind}"`, async ({ open }) => {
    const page = await open({ prepare: breakStorage, argument: { name: "SecurityError", database, copies } });
    const offer = await page.evaluate(() => lab.store.offer());
    assert.deepEqual([offer.kind, offer.problem], [kind, problem]);
    const id = await page.evaluate(() => lab.create("Plan", ["one"]));
    if (kind === "nothing") {
      await saveState(page, "not-saved");
      assert.equal(await page.locator("html").getAttribute("data-problem"), "blocked");
      await page.evaluate(() => lab.edit("two"));
      assert.deepEqual(await words(page), ["one", "two"], "and one can still work");
      assert.deepEqual(await page.evaluate(() => lab.store.plans()), []);
    } else {
      await saveState(page, "saved");
      await page.evaluate(() => lab.edit("two"));
      await saveState(page, "saved");
      await page.evaluate(() => lab.plan.mark_exported());
      await start(page);
      const [entry] = await page.evaluate(() => lab.store.plans());
      assert.ok(entry.exportedAt > Date.now() - 60_000);
      await page.evaluate((id) => lab.open(id), id);
      assert.deepEqual(await words(page), ["one", "two"]);
      await saveState(page, "saved");
      await page.evaluate(() => lab.plan.drop_it());
      await page.evaluate((id) => lab.store.delete(id), id);
      assert.deepEqual(await page.evaluate(() => lab.store.plans()), []);
      const [aside] = await page.evaluate(() => lab.store.asides());
      assert.equal(aside.why, "deleted");
      assert.equal(await page.evaluate((key) => lab.store.restore(key), aside.key), id);
      await page.evaluate((id) => lab.open(id), id);
      assert.deepEqual(await words(page), ["one", "two"]);
      assert.deepEqual(await page.evaluate(() => lab.store.asides()), []);
    }
    // Settings: broken or blocked means the defaults, and never a crash.
    const saved = await page.evaluate(() => {
      try {
        lab.wasm.save_settings('{"theme":"dark","panels":{"inspector":320}}');
        return "saved";
      } catch (problem) {
        return problem;
      }
    });
    assert.equal(saved, copies === undefined ? "saved" : '"blocked"');
    const { theme, panels } = await page.evaluate(() => lab.wasm.load_settings());
    assert.deepEqual([theme, panels], copies === undefined ? ["dark", { inspector: 320 }] : ["system", {}]);
  });
}

test("broken settings are the defaults", async ({ open }) => {
  const page = await open();
  for (const broken of ["", "null", "{", '{"theme":"blue"}', '{"panels":[1]}', "\u0000"]) {
    const theme = await page.evaluate((broken) => {
      localStorage.setItem("ipam-planner/settings/1", broken);
      return lab.wasm.load_settings().theme;
    }, broken);
    assert.equal(theme, "system", broken);
  }
});

test("copies stay within their room: those that the database has are given up, the oldest first", async ({ open }) => {
  const page = await open();
  const ids = [];
  for (let plan = 0; plan < 7; plan += 1) {
    ids.push(
      await page.evaluate(async () => {
        // Random letters do not compress to less than three quarters.
        const letters = crypto.getRandomValues(new Uint8Array(64 * 1024));
        let text = "";
        for (let part = 0; part < 16; part += 1) {
          text += crypto.getRandomValues(letters).reduce((all, byte) => all + String.fromCharCode(35 + (byte % 64)), "");
        }
        const id = await lab.create("Plan", [text.replaceAll("\\", "_")]);
        await lab.plan.flush();
        document.dispatchEvent(new Event("freeze"));
        lab.plan.drop_it();
        return id;
      }),
    );
  }
  const { copied, total } = await page.evaluate(() => ({
    copied: Object.keys(localStorage).filter((key) => key.startsWith("ipam-planner/plan/")),
    total: Object.entries(localStorage).reduce((sum, [key, value]) => sum + key.length + value.length, 0),
  }));
  assert.ok(total <= 4_500_000 && total > 3_000_000, `${total} characters of copies`);
  assert.ok(copied.every((key) => !key.endsWith(ids[0])) && copied.some((key) => key.endsWith(ids[6])));
  assert.equal((await page.evaluate(() => lab.store.plans())).length, 7);
});

test("a panic leaves a screen that still offers the plan", async ({ open, seen }) => {
  const page = await open();
  const text = '{"name":"Zürich </script> 🗺"}';
  await page.evaluate((text) => {
    try {
      lab.wasm.crash(text);
    } catch {
      // The trap that a panic ends in.
    }
  }, text);
  seen.expectNoise(/forced|unreachable/);
  const dialog = page.getByRole("alertdialog", { name: "The page stopped" });
  await dialog.waitFor();
  assert.equal(await dialog.locator("b").count(), 0, "the message is text");
  assert.equal(await page.locator("main").isVisible(), false);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Download the plan").click()]);
  assert.equal(download.suggestedFilename(), "plan.json");
  const { readFile } = await import("node:fs/promises");
  assert.equal(await readFile(await download.path(), "utf8"), text);
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
  await page.locator("html[data-app=ready]").waitFor({ state: "attached" });
});
