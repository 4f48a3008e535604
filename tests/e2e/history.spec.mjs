// What was done: steps with times, the way to any of them, what differs from now; by keyboard.

import assert from "node:assert/strict";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, openExample } from "./support/planner.mjs";

const list = (page) => page.getByRole("listbox", { name: "History" });
const lines = (page) => list(page).getByRole("option");
const compared = (page) => page.getByRole("region", { name: "Compared with now" });

async function rename(page, from, to) {
  await inTree(page, from).first().click();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(to);
  await page.keyboard.press("Enter");
  await inTree(page, to).first().waitFor();
}

for (const colorScheme of ["light", "dark"]) {
  test(`any step can be compared with now and gone to, ${colorScheme}`, { colorScheme }, async ({ page, open, shot }) => {
    await open();
    await openExample(page, "Three Regions");
    await page.keyboard.press("h");
    await page.getByText("Nothing was done yet").waitFor();
    const before = await exported(page);
    await rename(page, "Global", "World");
    await rename(page, "World", "Earth");
    await page.keyboard.press("Delete");
    const ask = page.locator("dialog[open]");
    await ask.getByRole("button", { name: /Delete/ }).last().click();
    await ask.waitFor({ state: "detached" });
    assert.equal(await lines(page).count(), 4);
    assert.match(await lines(page).first().innerText(), /^\d\d:\d\d:\d\d\s+.*Now$/s);
    await list(page).focus();
    await page.keyboard.press("ArrowDown");
    await compared(page).getByText("Rename to Earth").waitFor();
    await compared(page).getByText(/removed/).waitFor();
    await compared(page).getByText("Pool Earth").waitFor();
    await assertAccessible(page);
    await shot(`history-${colorScheme}`);
    await page.keyboard.press("Enter");
    await inTree(page, "Earth").first().waitFor();
    await lines(page).filter({ hasText: "Undone" }).waitFor();
    await page.keyboard.press("End");
    await compared(page).getByText("1 changed").waitFor();
    await compared(page).getByText("name (Global before)").waitFor();
    await page.keyboard.press("Enter");
    assert.equal(await exported(page), before);
    // Forward again, to the end.
    await list(page).focus();
    await page.keyboard.press("Home");
    await compared(page).getByRole("button", { name: "Go forward to this" }).waitFor();
    await page.keyboard.press("Enter");
    assert.equal(await inTree(page, "Earth").count(), 0);
  });
}

test("a thousand steps are a few rows, and each can be reached", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await inTree(page, "Global").first().click();
  // The name in the inspector: one step each time it is left.
  const name = page.getByRole("complementary", { name: "Inspector" }).getByRole("textbox", { name: "Name" });
  for (let step = 1; step <= 120; step += 1) {
    await name.fill(`Global ${step}`);
    await name.press("Enter");
  }
  await inTree(page, "Global 120").first().waitFor();
  await inTree(page, "Global 120").first().click();
  await page.keyboard.press("h");
  assert.ok((await lines(page).count()) < 60);
  await list(page).focus();
  await page.keyboard.press("End");
  await compared(page).getByText("as it was opened").waitFor();
  await page.keyboard.press("Enter");
  await inTree(page, "Global").first().waitFor();
});

test("a phone and a zoom of 200 % show the steps and what differs", { viewport: { width: 390, height: 844 } }, async ({ page, open, shot }) => {
  await open();
  await openExample(page, "Three Regions");
  await rename(page, "Global", "World");
  await page.keyboard.press("h");
  await list(page).focus();
  await page.keyboard.press("End");
  await compared(page).getByText("1 changed").waitFor();
  await assertAccessible(page);
  await shot("history-phone");
  await page.setViewportSize({ width: 720, height: 450 });
  await compared(page).getByText("1 changed").scrollIntoViewIfNeeded();
  await shot("history-zoomed");
});
