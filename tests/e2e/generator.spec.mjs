// Generating a tree of pools from a few answers, by keyboard, and again until somebody changes it by hand.

import assert from "node:assert/strict";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, openExample } from "./support/planner.mjs";

const dialog = (page) => page.getByRole("dialog", { name: "Generate a plan" });
const outcome = (page) => dialog(page).getByRole("region", { name: "What will be made" });
const design = async (page) => JSON.parse(await exported(page)).design;

/** Adds to a field of several by typing. */
async function add(page, field, ...texts) {
  const box = dialog(page).getByRole("combobox", { name: field });
  for (const text of texts) {
    await box.fill(text);
    await box.press("Enter");
  }
  await box.press("Escape");
}

async function fromStart(page, open) {
  await open();
  await page.getByLabel("Name of the plan").fill("Acme");
  await page.getByRole("button", { name: "Generate a plan…" }).press("Enter");
  await dialog(page).waitFor();
}

for (const colorScheme of ["light", "dark"]) {
  test(`a plan is generated from the start screen, ${colorScheme}`, { colorScheme }, async ({ page, open, shot }) => {
    await fromStart(page, open);
    // A plan with a home Region, three environments: the pool on top, one Region, three in it.
    await outcome(page).getByText("Makes 5 pools").waitFor();
    await outcome(page).getByText("Pools per scope: 5 of 50").waitFor();
    await add(page, /^Level 1: regions/, "eu-central-1", "eu-west-1", "us-west-2", "us-east-2", "ap-south-1");
    const units = Array.from({ length: 7 }, (_, place) => `Unit ${place + 1}`);
    await add(page, /^Level 2: environments/, ...units);
    // 1 + 6 + 6 × 10.
    await outcome(page).getByText("Makes 67 pools").waitFor();
    await outcome(page).getByText("Pools per scope: 67 do not fit AWS's default of 50").waitFor();
    await outcome(page).getByText("Findings that come").waitFor();
    await assertAccessible(page, { within: "dialog[open]" });
    await shot(`generator-${colorScheme}`);
    await dialog(page).getByRole("button", { name: "Generate 67 pools" }).press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    const { pools } = await design(page);
    assert.equal(Object.keys(pools).length, 67);
    await page.keyboard.press("Control+z");
    assert.equal(Object.keys((await design(page)).pools ?? {}).length, 0, "one step");
  });
}

test("the order of levels, their sizes and their members change what is made at once", async ({ page, open }) => {
  await fromStart(page, open);
  await outcome(page).getByText("Region /9, Environment /11").waitFor();
  await dialog(page).getByRole("button", { name: "Move level 1 inwards" }).press("Enter");
  await outcome(page).getByText("Environment /10, Region /11").waitFor();
  const size = dialog(page).getByRole("combobox", { name: "Size of each" });
  await size.nth(1).selectOption("A netmask length");
  await dialog(page).getByRole("textbox", { name: "Length" }).fill("/20");
  await outcome(page).getByText("Environment /19, Region /20").waitFor();
  await dialog(page).getByRole("textbox", { name: "Length" }).fill("/7");
  await outcome(page).getByText(/does not hold/).waitFor();
  await size.nth(1).selectOption("Room in percent");
  await dialog(page).getByRole("textbox", { name: "Room" }).fill("300");
  // One Region and three times as many again are four.
  await outcome(page).getByText("Environment /10, Region /12").waitFor();
  await dialog(page).getByRole("button", { name: "Add a level" }).press("Enter");
  await outcome(page).getByText("Level 3 has no members").waitFor();
  await add(page, /^Level 3: business units/, "Retail", "Research");
  await outcome(page).getByText("Business unit /14").waitFor();
  await dialog(page).getByRole("textbox", { name: "Supernet" }).fill("10.0.0.0/33");
  await dialog(page).getByText(/32/).first().waitFor();
  await dialog(page).getByRole("button", { name: "Leave out level 3" }).press("Enter");
  await dialog(page).getByRole("textbox", { name: "Supernet" }).fill("172.16.0.0/12");
  await outcome(page).getByText("Environment /14, Region /16").waitFor();
  await dialog(page).getByText("By their path").click();
  await outcome(page).getByText("Production Virginia").first().waitFor();
});

test("a tree is generated again with its answers until it is changed by hand", async ({ page, open }) => {
  await fromStart(page, open);
  await dialog(page).getByRole("button", { name: "Generate 5 pools" }).press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  const again = async () => {
    await page.getByRole("button", { name: "Add", exact: true }).press("Enter");
    await page.getByRole("menuitem", { name: "Generate a plan…" }).press("Enter");
    await dialog(page).waitFor();
  };
  await again();
  await dialog(page).getByRole("radio", { name: "Generate Global again" }).waitFor();
  assert.equal(await dialog(page).getByRole("textbox", { name: "Supernet" }).inputValue(), "10.0.0.0/8");
  await add(page, /^Level 1: regions/, "eu-west-1");
  await outcome(page).getByText("Pools per scope: 9 of 50").waitFor();
  await dialog(page).getByRole("button", { name: "Generate 9 pools" }).press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(Object.keys((await design(page)).pools).length, 9);
  // Changed by hand: the dialog says so, and offers a new one.
  await page.keyboard.press("Shift+e");
  await inTree(page, "Ireland").first().click();
  await page.keyboard.press("F2");
  await page.keyboard.type("Dublin");
  await page.keyboard.press("Enter");
  await again();
  await dialog(page).getByText(/was changed by hand/).waitFor();
  assert.equal(await dialog(page).getByRole("radio", { name: "Generate Global again" }).count(), 0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  await again();
  await dialog(page).getByRole("radio", { name: "Generate Global again" }).waitFor();
});

test("a generated pool has a legend that reads its addresses", async ({ page, open }) => {
  await fromStart(page, open);
  await add(page, /^Level 1: regions/, "eu-west-1");
  await dialog(page).getByRole("button", { name: "Generate 9 pools" }).press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.keyboard.press("Shift+e");
  await inTree(page, "Ireland").first().click();
  const strip = page.getByRole("group", { name: /^What the bits of/ });
  await strip.getByText("Ireland").waitFor();
  await assertAccessible(page);
});

test("an overlap with what is there is foreseen, and a phone loses nothing", { viewport: { width: 390, height: 844 } }, async ({ page, open, shot }) => {
  await open();
  await openExample(page, "Three Regions");
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open]").getByRole("combobox").fill("Generate");
  await page.locator("dialog[open]").getByRole("option", { name: /Generate a plan/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("textbox", { name: "Supernet" }).fill("10.0.0.0/9");
  await outcome(page).getByText("Findings that come").waitFor();
  await outcome(page).getByText(/overlap/i).first().waitFor();
  await assertAccessible(page, { within: "dialog[open]" });
  await shot("generator-phone");
  const width = await page.evaluate(() => document.querySelector("dialog[open]").scrollWidth - document.querySelector("dialog[open]").clientWidth);
  assert.ok(width <= 0, `the dialog is ${width} px too wide`);
});
