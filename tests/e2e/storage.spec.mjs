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

  await page.reload();
  await page.evaluate(() => lab.start());
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
