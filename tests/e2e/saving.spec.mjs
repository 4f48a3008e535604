// What people see of saving: that it is done, that another tab edits, that it cannot be done. What the store itself promises
// is tested in storage, tabs and kill.

import assert from "node:assert/strict";
import { openApp, test } from "./support/fixture.mjs";
import { exported, inTree, openExample, saved, tree } from "./support/planner.mjs";

const rename = async (page, from, to) => {
  await inTree(page, from).click();
  await page.keyboard.press("F2");
  await page.keyboard.insertText(to);
  await page.keyboard.press("Enter");
  await inTree(page, to).waitFor();
};

test("a second tab reads, follows and takes over", { timeout: 120_000 }, async ({ page, context, url, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await saved(page);

  const second = await context.newPage();
  await openApp(second, url);
  await tree(second).waitFor();
  await second.getByText("Read only").waitFor();

  await rename(page, "Global", "Worldwide");
  await inTree(second, "Worldwide").waitFor();

  // What is tried in the tab that only reads is refused, and says why.
  await inTree(second, "Worldwide").click();
  await second.keyboard.press("p");
  assert.equal(await second.getByRole("dialog").count(), 0);

  await second.getByRole("button", { name: "Take over" }).click();
  await page.getByText("Read only").waitFor();
  await saved(second);
  await rename(second, "Worldwide", "Planet");
  await inTree(page, "Planet").waitFor();
  await saved(second);
  assert.equal(await exported(second), await exported(page));
});

test("the plan that was open last is the first that is seen", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await saved(page);
  await page.addInitScript(() => {
    window.seen = new Set();
    const screens = { boot: "#boot", start: ".start", plan: ".app" };
    const look = () => {
      const there = Object.keys(screens).filter((name) => document.querySelector(screens[name]));
      if (document.body) window.seen.add(there.join(" and "));
      if (document.documentElement.dataset.app === "ready") window.ready ??= there.join(" and ");
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.reload();
  await page.waitForFunction(() => window.ready);
  assert.equal(await page.evaluate(() => window.ready), "plan");
  const seen = await page.evaluate(() => [...window.seen].filter((names) => names !== ""));
  assert.deepEqual(seen.filter((names) => names.includes("start")), []);
});

test("where nothing can be stored it is said, with a way out", async ({ page, open, seen }) => {
  await page.addInitScript(() => {
    const blocked = { get: () => { throw new DOMException("The operation is insecure.", "SecurityError"); } };
    Object.defineProperty(window, "indexedDB", blocked);
    Object.defineProperty(window, "localStorage", blocked);
  });
  await open();
  await openExample(page, "Three Regions");
  const state = page.locator('.bar__saved[data-state="failed"]');
  await state.waitFor();
  assert.match(await state.innerText(), /Not saved.*does not let the page store/s);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    state.getByRole("button", { name: "Download now" }).click(),
  ]);
  assert.equal(download.suggestedFilename(), "AnyCompany.ipam.json");
  seen.expectNoise?.(/insecure/i);
});

test("a file that is refused changes nothing on screen", async ({ page, open }) => {
  await open();
  await openExample(page, "Two companies merge");
  const before = await exported(page);
  for (const [text, says] of [
    ["{ not json", /line 1/i],
    ['{"format":"ipam-planner","version":99}', /newer/i],
    ['{"Vpcs":[]}', /aws ec2 describe-vpcs/],
    ['{"format":"ipam-planner","version":1,"design":{"pools":{"p":{"nam":"x"}}}}', /design\.pools/],
  ]) {
    await page.getByLabel("Plan file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(text) });
    const dialog = page.getByRole("dialog");
    await dialog.filter({ hasText: says }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  }
  assert.equal(await exported(page), before);
});
