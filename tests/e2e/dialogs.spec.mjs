// What is asked in dialogs, and the start screen: by keyboard alone where keys are the point.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";

const dialog = (page) => page.locator("dialog[open]");

/** Opens the first worked example: one top-level pool 10.0.0.0/8 is selected. */
async function openExample(page, open) {
  await open();
  await page.getByRole("button", { name: /Three Regions/ }).click();
  await page.getByRole("row", { name: /Global/ }).first().waitFor();
}

/** Presses a key that asks something, and waits for the dialog. */
async function ask(page, key, title) {
  await page.keyboard.press(key);
  await page.getByRole("dialog", { name: title }).waitFor();
}

async function dismiss(page) {
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
}

/** The plan as it would be exported. */
async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  return readFile(await download.path(), "utf8");
}

function named(table, name) {
  return Object.entries(table).find(([, row]) => row.name === name)?.[1];
}

async function chooseFile(page, name, text) {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await dialog(page).waitFor();
}

test("a new plan begins with a name, and the preview shows its pools before they are made", async ({ page, open }) => {
  await open();
  const sketch = page.getByRole("region", { name: "Pools that will be made" });
  await sketch.getByText("Makes 5 pools").waitFor();
  await page.getByLabel("Supernet").fill("172.16.0.0/12");
  await sketch.getByText("172.16.0.0/15").first().waitFor();
  await page.getByLabel("Supernet").fill("172.16.0.1/12");
  await page.getByText("172.16.0.1/12 has host bits set; the block is 172.16.0.0/12").waitFor();
  await page.getByLabel("Supernet").fill("172.16.0.0/12");
  await page.getByRole("button", { name: "Create plan" }).click();
  await page.getByText("Give the plan a name, such as Acme landing zone").waitFor();
  const name = page.getByLabel("Name of the plan");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-invalid") === "true");
  await name.fill("Harbour");
  await name.press("Enter");
  await page.getByRole("row", { name: /Production/ }).first().waitFor();
  await page.getByRole("heading", { name: /Harbour/ }).waitFor();
});

test("a pool is added by keyboard alone, with the block before it is taken", async ({ page, open }) => {
  await openExample(page, open);
  await ask(page, "p", "Add sub-pool");
  await page.keyboard.type("Berlin");
  await page.keyboard.press("Tab");
  await page.keyboard.type("4000 addresses");
  const block = await dialog(page).locator(".proposal__block").innerText();
  assert.match(block, /^10\.\d+\.\d+\.0\/20$/);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.activeElement?.value === "");
  await page.keyboard.type("Bonn");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  const { design } = JSON.parse(await exported(page));
  assert.ok(named(design.pools, "Berlin"));
  assert.ok(named(design.pools, "Bonn"));
  const cidrs = Object.values(design.pool_cidrs).map((row) => row.cidr);
  assert.ok(cidrs.includes(block), `${block} of ${cidrs}`);
  // One undo for each.
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  const after = JSON.parse(await exported(page));
  assert.equal(named(after.design.pools, "Berlin"), undefined);
});

test("a hole in the address map is where the dialog begins", async ({ page, open }) => {
  await openExample(page, open);
  const hole = page.locator(".map__spot--free").first();
  const [, cidr] = /^free ([^,]+),/.exec(await hole.getAttribute("aria-label"));
  await hole.click();
  await page.getByRole("dialog", { name: "Add sub-pool" }).waitFor();
  assert.equal(await dialog(page).getByLabel("Size or CIDR").inputValue(), cidr);
  assert.equal(await dialog(page).locator(".proposal__block").innerText(), cidr);
  assert.equal(await page.evaluate(() => document.activeElement.value), "", "the name is typed first");
  await page.keyboard.type("Lisbon");
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => document.activeElement?.value === "");
  // It is taken now.
  assert.equal(await dialog(page).getByLabel("Size or CIDR").inputValue(), "");
  await dismiss(page);
  const { design } = JSON.parse(await exported(page));
  assert.ok(Object.values(design.pool_cidrs).some((row) => row.cidr === cidr));
  // What was pointed at once is not proposed again.
  await ask(page, "p", "Add sub-pool");
  assert.equal(await dialog(page).getByLabel("Size or CIDR").inputValue(), "");
  await dismiss(page);
});

test("what is not free says who has it, and can be added all the same", async ({ page, open }) => {
  await openExample(page, open);
  await ask(page, "p", "Add sub-pool");
  await page.keyboard.type("Twice");
  await page.keyboard.press("Tab");
  await page.keyboard.type("10.0.0.0/16");
  await dialog(page).getByText(/10\.0\.0\.0\/16 is not free: us-east-1 has 10\.0\.0\.0\/13/).waitFor();
  await page.getByRole("button", { name: "Add anyway" }).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.ok(named(JSON.parse(await exported(page)).design.pools, "Twice"));
});

test("many VPCs are one step, all of them or none", async ({ page, open }) => {
  await openExample(page, open);
  const before = await exported(page);
  await ask(page, "v", "Allocate a VPC");
  await dialog(page).getByLabel("Name").fill("app");
  await dialog(page).getByLabel("How many").fill("20");
  await dialog(page).getByLabel("Size or CIDR").fill("/20");
  await dialog(page).getByText("Put {n} where the number shall stand, as in app-{n}").waitFor();
  await dialog(page).getByLabel("Name").fill("app-{n}");
  await page.getByRole("combobox", { name: "Account" }).fill("Brand new");
  await page.getByRole("option", { name: /Use Brand new/ }).click();
  await page.getByRole("button", { name: "Allocate 20 VPCs" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const { design, accounts } = JSON.parse(await exported(page));
  const vpcs = Object.values(design.vpcs).filter((row) => /^app-\d+$/.test(row.name));
  assert.equal(vpcs.length, 20);
  const account = Object.entries(accounts).find(([, row]) => row.name === "Brand new")[0];
  assert.ok(vpcs.every((row) => row.account === account));
  await page.keyboard.press("Control+z");
  assert.equal(await exported(page), before);

  await ask(page, "v", "Allocate a VPC");
  await dialog(page).getByLabel("Name").fill("big-{n}");
  await dialog(page).getByLabel("How many").fill("256");
  await dialog(page).getByLabel("Size or CIDR").fill("/12");
  await dialog(page).getByText(/Of 256 blocks of \/12 only \d+ fit/).waitFor();
  await dismiss(page);
});

test("deleting names what goes along, and is undone", async ({ page, open }) => {
  await openExample(page, open);
  const before = await exported(page);
  await ask(page, "Delete", "Delete Global?");
  assert.match(await dialog(page).innerText(), /pools.*VPCs/s);
  await page.getByRole("button", { name: /^Delete \d+/ }).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).last().click();
  assert.equal(await exported(page), before);
});

test("the palette runs actions, finds names and says who has an address", async ({ page, open }) => {
  await openExample(page, open);
  await ask(page, "Control+k", "Search or run a command");
  await page.keyboard.type("10.0.4.5");
  await dialog(page).getByText("10.0.4.5 is in VPC data-prod").waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.locator('[role=row][aria-selected=true]', { hasText: "data-prod" }).waitFor();

  await ask(page, "Control+k", "Search or run a command");
  await page.keyboard.type("203.0.113.7");
  await dialog(page).getByText("Nothing in this plan has 203.0.113.7").waitFor();
  await dismiss(page);

  await ask(page, "Control+k", "Search or run a command");
  await page.keyboard.type("undo");
  const undo = page.getByRole("option", { name: /Undo/ });
  assert.equal(await undo.getAttribute("aria-disabled"), "true");
  assert.match(await undo.innerText(), /Nothing to undo/);
  await dismiss(page);

  await ask(page, "Control+k", "Search or run a command");
  await page.keyboard.type("add scope");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Add scope" }).waitFor();
  await page.keyboard.type("Lab");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  assert.ok(named(JSON.parse(await exported(page)).design.scopes, "Lab"));
});

test("a file that cannot be opened says where, and changes nothing", async ({ page, open }) => {
  await openExample(page, open);
  const before = await exported(page);
  await chooseFile(page, "broken.json", '{\n  "format": "ipam-planner",\n  "version": 1,,\n}\n');
  await dialog(page).getByText("Line 3, column 16").waitFor();
  await dismiss(page);
  await chooseFile(page, "region.json", before.replace('"us-east-1"', '"EU"'));
  await dialog(page).getByText(/"EU" is not a Region code/).waitFor();
  await dismiss(page);
  await chooseFile(page, "foreign.json", "[]");
  await dialog(page).getByText("This file cannot be opened").waitFor();
  await dismiss(page);
  assert.equal(await exported(page), before);
});

test("an import takes the place of the open plan as one step, or becomes a plan of its own", async ({ page, open }) => {
  await openExample(page, open);
  const before = await exported(page);
  await chooseFile(page, "same.json", before);
  const replace = page.getByRole("button", { name: "Replace the open plan" });
  assert.equal(await replace.getAttribute("aria-disabled"), "true");
  await dismiss(page);

  const other = before.replaceAll("payments-prod", "billing-prod");
  await chooseFile(page, "other.json", other);
  await dialog(page).getByText(/In the place of the open plan, it changes \d+/).waitFor();
  await replace.click();
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await exported(page), other);
  await page.keyboard.press("Control+z");
  assert.equal(await exported(page), before);

  await chooseFile(page, "other.json", other.replace(/"name": "AnyCompany"/, '"name": "Merged"'));
  await page.getByRole("button", { name: "Open as a new plan" }).click();
  await page.getByRole("heading", { name: /Merged/ }).waitFor();
});

test("keys leave alone what is typed, and what a dialog asks", async ({ page, open }) => {
  await openExample(page, open);
  await ask(page, "p", "Add sub-pool");
  await page.keyboard.type("pvrcmf?");
  assert.equal(await dialog(page).getByLabel("Name").inputValue(), "pvrcmf?");
  // Undo in a field is the field's: what was typed goes, the plan stays.
  await page.keyboard.press("Control+z");
  assert.equal(await page.getByRole("dialog").count(), 1);
  await page.keyboard.press("Control+k");
  assert.equal(await page.getByRole("dialog", { name: "Add sub-pool" }).count(), 1);
  // What the browser does with these keys itself is not for a page with a dialog either: save the page, open a file.
  await page.evaluate(() => {
    window.reached = [];
    addEventListener("keydown", (event) => event.defaultPrevented || window.reached.push(event.key));
  });
  for (const key of ["s", "o", "k"]) await page.keyboard.press(`Control+${key}`);
  assert.deepEqual(await page.evaluate(() => window.reached), ["Control", "Control", "Control"]);
  assert.equal(await page.getByRole("dialog", { name: "Add sub-pool" }).count(), 1);
  await dismiss(page);
  await ask(page, "?", "Keyboard shortcuts");
  await dismiss(page);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the start screen and each dialog can be used by everybody (${colorScheme})`, { colorScheme }, async ({ page, open }) => {
    await open();
    await assertAccessible(page);
    await page.getByRole("button", { name: /Three Regions/ }).click();
    await page.getByRole("row", { name: /Global/ }).first().waitFor();
    for (const [key, title] of [
      ["p", "Add sub-pool"],
      ["v", "Allocate a VPC"],
      ["r", "Reserve a block"],
      ["c", "Provision a CIDR"],
      ["Delete", "Delete Global?"],
      ["Control+k", "Search or run a command"],
      ["?", "Keyboard shortcuts"],
    ]) {
      await ask(page, key, title);
      await assertAccessible(page);
      await dismiss(page);
    }
    await chooseFile(page, "broken.json", '{\n  "format": "ipam-planner",\n  "version": 1,,\n}\n');
    await assertAccessible(page);
    await dismiss(page);
    await ask(page, "Control+k", "Search or run a command");
    await page.keyboard.type("plans");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Plans" }).waitFor();
    await assertAccessible(page);
  });
}

test("a finding is accepted with a reason, counted apart, and opened again", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: /^Two companies merge/ }).click();
  await page.getByRole("tab", { name: /^Findings/ }).click();
  const choice = (name) => page.getByRole("radio", { name: new RegExp(`^${name}`) });
  const all = async () => Number(/\d+/.exec(await choice("All").evaluate((radio) => radio.closest("label").innerText))[0]);
  const before = await all();
  await page.locator(".findings__row").first().getByRole("button", { name: "Accept…" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept the finding" });
  await dialog.getByRole("button", { name: "Accept" }).click();
  await dialog.getByText("Say why it is all right").waitFor();
  await dialog.getByLabel("Reason").fill("Moves next quarter");
  await assertAccessible(page);
  await dialog.getByRole("button", { name: "Accept" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await all(), before - 1);
  await choice("Accepted").check({ force: true });
  await page.getByText("Accepted: Moves next quarter").waitFor();
  await page.locator(".findings__row").getByRole("button", { name: "Open again" }).click();
  await page.getByText("No accepted findings").waitFor();
  assert.equal(await all(), before);
});
