// Changing the shape of the tree, by keyboard: what would happen stands there before it is taken, and is one step.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";

const dialog = (page) => page.locator("dialog[open]");
const preview = (page) => dialog(page).locator(".proposal");

async function openExample(page, open) {
  await open();
  await page.getByRole("button", { name: /Three Regions/ }).click();
  await page.getByRole("row", { name: /Global/ }).first().waitFor();
}

/** Goes to a row by its name, as the palette finds it. */
async function goTo(page, name) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill(`name:"${name}"`);
  await dialog(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.closest("[role=treegrid]"));
}

/** Runs an action by its name. */
async function run(page, action) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill(action);
  await dialog(page).getByRole("option", { name: action }).first().waitFor();
  await page.keyboard.press("Enter");
}

async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  return readFile(await download.path(), "utf8");
}

const design = async (page) => JSON.parse(await exported(page)).design;
const named = (table, name) => Object.values(table).find((row) => row.name === name);

for (const colorScheme of ["light", "dark"]) {
  test(`a VPC is split into named parts and joined again, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    await openExample(page, open);
    await goTo(page, "web-prod");
    const before = await design(page);
    await page.keyboard.press("s");
    await page.getByRole("dialog", { name: "Split" }).waitFor();
    await dialog(page).getByRole("textbox", { name: "Parts" }).fill("3");
    await dialog(page).getByText("write 4").waitFor();
    await dialog(page).getByRole("textbox", { name: "Parts" }).fill("2");
    await dialog(page).getByText("VPCs in its place").click();
    await dialog(page).getByRole("textbox", { name: "Names" }).fill("web-{letter}");
    await preview(page).getByText(/web-b/).first().waitFor();
    await assertAccessible(page, { within: "dialog[open]" });
    await page.keyboard.press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    const split = await design(page);
    assert.ok(named(split.vpcs, "web-a"));
    assert.ok(named(split.vpcs, "web-b"));
    // The other way: the two are one block again.
    await goTo(page, "web-a");
    await page.keyboard.press("j");
    await page.getByRole("dialog", { name: "Join" }).waitFor();
    await preview(page).getByText(/goes/).first().waitFor();
    await dialog(page).getByRole("textbox", { name: "Name" }).fill("web-prod");
    await page.keyboard.press("Enter");
    await dialog(page).waitFor({ state: "detached" });
    const joined = await design(page);
    assert.equal(named(joined.vpcs, "web-b"), undefined);
    assert.ok(named(joined.vpcs, "web-prod"));
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    assert.deepEqual(await design(page), before, "one step each");
  });
}

test("many blocks are added from a list, or what does not fit is said line by line", async ({ page, open }) => {
  await openExample(page, open);
  await goTo(page, "web-prod");
  await run(page, "Add many…");
  await page.getByRole("dialog", { name: "Add many" }).waitFor();
  const list = dialog(page).getByRole("textbox", { name: "Blocks" });
  await list.fill("no size here");
  await preview(page).getByText(/Line 1/).waitFor();
  await list.fill("huge /9");
  await preview(page).getByText(/1 of 1 blocks does not fit/).waitFor();
  await list.fill("batch /24\n3 × /26");
  await preview(page).getByText(/4 blocks new/).waitFor();
  await assertAccessible(page, { within: "dialog[open]" });
  await dialog(page).getByRole("button", { name: "Add all" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const after = await design(page);
  assert.ok(named(after.vpcs, "batch"));
  await page.keyboard.press("Control+z");
  assert.equal(named((await design(page)).vpcs, "batch"), undefined);
});

test("an address and a CIDR are answered at once in the palette", async ({ page, open }) => {
  await openExample(page, open);
  const cidr = Object.values((await design(page)).vpc_cidrs)[0].cidr;
  await page.keyboard.press("Control+k");
  const field = dialog(page).getByRole("combobox");
  await field.fill(cidr.split("/")[0]);
  await dialog(page).getByText(new RegExp(`${cidr.split("/")[0].replaceAll(".", "\\.")} is in `)).waitFor();
  await field.fill("10.255.0.0/20");
  await dialog(page).getByText(/A \/20 fits in|It can be had from/).waitFor();
  await dialog(page).getByRole("option", { name: /left/ }).first().waitFor();
  await field.fill("kind:vcp");
  await dialog(page).getByText("\"vcp\" is no kind").waitFor();
  await assertAccessible(page, { within: "dialog[open]" });
});

test("a lock keeps a pool from dialogs, and can be taken away", async ({ page, open }) => {
  await openExample(page, open);
  await run(page, "Lock");
  await page.keyboard.press("p");
  await page.getByText(/is locked: unlock it first/).first().waitFor();
  assert.equal(await dialog(page).count(), 0);
  await run(page, "Unlock");
  await page.keyboard.press("p");
  await page.getByRole("dialog", { name: "Add sub-pool" }).waitFor();
});

test("what is left of each size leads to a block of it", async ({ page, open }) => {
  await openExample(page, open);
  await page.getByRole("tab", { name: "Free space" }).click();
  const panel = page.getByRole("tabpanel");
  await panel.getByRole("button", { name: "/24", exact: true }).click();
  await panel.getByText("Where /24 is left").waitFor();
  await assertAccessible(page, { within: "#bottom-panel" });
  await panel.getByRole("button", { name: /^VPC… of \/24 from/ }).first().click();
  await dialog(page).waitFor();
  assert.match(await dialog(page).getByLabel("Size or CIDR").inputValue(), /\/24$/);
});
