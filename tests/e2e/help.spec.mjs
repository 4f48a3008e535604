// Help inside the page: words of AWS, the tour of the first visit, the list of keys.

import assert from "node:assert/strict";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { inTree, openExample } from "./support/planner.mjs";

const tour = (page) => page.getByRole("region", { name: "Tour of the screen" });

async function run(page, action) {
  await page.keyboard.press("Control+k");
  const palette = page.locator("dialog[open]");
  await palette.getByRole("combobox").fill(action);
  await palette.getByRole("option", { name: action }).first().waitFor();
  await page.keyboard.press("Enter");
}

for (const colorScheme of ["light", "dark"]) {
  test(`the tour of a first visit blocks nothing, ends, and is found again, ${colorScheme}`, { colorScheme }, async ({ page, open, shot }) => {
    await open();
    await openExample(page, "Three Regions");
    await tour(page).getByText("1 of 4").waitFor();
    // It covers nothing: what is under the pointer in the middle of each part is the part.
    const covered = await page.evaluate(() => {
      const { top } = document.querySelector(".tour").getBoundingClientRect();
      return [...document.querySelectorAll(".main__tree, .main__map, .main__inspector")].filter(
        (part) => part.getBoundingClientRect().bottom > top + 1,
      ).length;
    });
    assert.equal(covered, 0);
    await inTree(page, "Global").first().click();
    await assertAccessible(page);
    await shot(`tour-${colorScheme}`);
    for (const step of ["2 of 4", "3 of 4", "4 of 4"]) {
      await tour(page).getByRole("button", { name: "Next" }).press("Enter");
      await tour(page).getByText(step).waitFor();
    }
    await page.waitForFunction(() => document.activeElement?.textContent.trim() === "Done");
    await tour(page).getByRole("button", { name: "Back" }).press("Enter");
    await tour(page).getByText("3 of 4").waitFor();
    await tour(page).getByRole("button", { name: "Skip the tour" }).press("Enter");
    await tour(page).waitFor({ state: "detached" });
    await page.reload();
    await inTree(page, "Global").first().waitFor();
    await page.locator("html[data-chunks=all]").waitFor({ state: "attached" });
    assert.equal(await tour(page).count(), 0, "it is remembered");
    await run(page, "Tour of the screen");
    await tour(page).getByText("1 of 4").waitFor();
  });

  test(`a question mark says what a row is in AWS, ${colorScheme}`, { colorScheme }, async ({ page, open, shot }) => {
    await open();
    await openExample(page, "Three Regions");
    await inTree(page, "Global").first().click();
    await page.getByRole("button", { name: "What is a pool?" }).press("Enter");
    const help = page.getByRole("dialog", { name: "Help" });
    await help.locator("[data-asked]").getByText("A collection of CIDRs").waitFor();
    await help.getByRole("link", { name: /Create a top-level pool/ }).first().waitFor();
    await assertAccessible(page, { within: "dialog[open]" });
    await shot(`help-${colorScheme}`);
    await help.getByRole("textbox", { name: "Find a word" }).fill("attached prefix");
    assert.equal(await help.locator("dt").count(), 1);
    await help.getByText("Active IP", { exact: true }).waitFor();
    await help.getByRole("textbox", { name: "Find a word" }).fill("xyzzy");
    await help.getByText("No word like this").waitFor();
    for (const link of await help.getByRole("link").all()) {
      assert.match(await link.getAttribute("href"), /^https:\/\/docs\.aws\.amazon\.com\//);
    }
    await help.getByRole("button", { name: "Keyboard shortcuts" }).press("Enter");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });
}

test("the list of keys has every key that the palette shows", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await page.keyboard.press("Control+k");
  const palette = page.locator("dialog[open]");
  await palette.getByRole("option").first().waitFor();
  const shown = await palette.getByRole("option").evaluateAll((options) =>
    options
      .map((option) => ({
        keys: option.querySelector("kbd")?.textContent.trim(),
        words: option.querySelector(".palette__label")?.textContent.replace(/…/g, "").trim(),
      }))
      .filter(({ keys }) => keys),
  );
  assert.ok(shown.length > 20, `${shown.length} keys`);
  await page.keyboard.press("Escape");
  await inTree(page, "Global").first().click();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.waitFor();
  const listed = await sheet.locator(".keylist__line").evaluateAll((lines) => lines.map((line) => line.querySelector("kbd").textContent.trim()));
  for (const { keys, words } of shown) assert.ok(listed.includes(keys), `${words}: ${keys}`);
  await assertAccessible(page, { within: "dialog[open]" });
});

test("help and tour on a phone", { viewport: { width: 390, height: 844 } }, async ({ page, open, shot }) => {
  await open();
  await openExample(page, "Three Regions");
  await tour(page).getByText("1 of 4").waitFor();
  await assertAccessible(page);
  await shot("tour-phone");
  await tour(page).getByRole("button", { name: "Skip the tour" }).click();
  await page.locator(".bar").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: /^Help/ }).click();
  await page.getByRole("dialog", { name: "Help" }).getByText("IPAM", { exact: true }).first().waitFor();
  await assertAccessible(page, { within: "dialog[open]" });
  await shot("help-phone");
});
