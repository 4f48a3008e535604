// Every surface under axe, in light and in dark.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { inTree, openExample, saved, tree } from "./support/planner.mjs";

const dialog = (page) => page.locator("dialog[open]");

/** Opens an example and waits until all of the page is there. */
async function openWhole(page, open, example) {
  await open();
  await openExample(page, example);
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached", timeout: 30_000 });
}

/** Runs a command of the palette. */
async function run(page, command) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill(command);
  await dialog(page).getByRole("option", { name: command }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** Looks at the dialog that a command asks with, and leaves it. */
async function assertDialog(page, command) {
  await run(page, command);
  await page.locator("dialog[open] .dialog__title").waitFor();
  await assertAccessible(page, { within: "dialog[open]" });
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
}

for (const colorScheme of ["light", "dark"]) {
  // What else there is: connections and designs in screens.spec, cost in cost.spec, steps in steps.spec.
  test(`dialogs that change the shape of the tree are accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open }) => {
    await openWhole(page, open, "Three Regions");
    for (const [row, commands] of [
      ["web-prod", ["Split…", "Resize…", "Move to…", "Duplicate…", "Rebase…", "Add many…", "Add a CIDR to the VPC…"]],
      ["Production us-east-1", ["Split…", "Join with its siblings…", "Resize…", "Move to…", "Duplicate…", "Rebase…"]],
      ["Global", ["Add scope…", "Add an unmanaged VPC…"]],
    ]) {
      await inTree(page, row).first().click();
      for (const command of commands) await assertDialog(page, command);
    }
    // Wanted blocks are there once somebody wants some.
    await inTree(page, "Global").first().click();
    const blocks = page.locator(".inspector").getByLabel("Blocks");
    await blocks.fill("3 × /16");
    await blocks.press("Enter");
    await page.locator(".inspector").getByRole("list", { name: "Wanted blocks" }).getByText("3 × /16").first().waitFor();
    await assertAccessible(page, { within: ".main__inspector" });
    await inTree(page, "Global").first().click();
    await assertDialog(page, "Place wanted blocks…");
    await page.getByRole("tab", { name: "Free space" }).click();
    const panel = page.getByRole("tabpanel");
    await panel.getByRole("button", { name: "/24", exact: true }).click();
    await panel.getByText("Where /24 is left").waitFor();
    await assertAccessible(page, { within: "#bottom-panel" });
  });

  test(`whatever a command shows is accessible (${colorScheme})`, { colorScheme, timeout: 600_000 }, async ({ page, open }) => {
    await openWhole(page, open, "Three Regions");
    await inTree(page, "web-prod").first().click();
    await page.keyboard.press("Control+k");
    await dialog(page).getByRole("option").first().waitFor();
    const options = await dialog(page).getByRole("option").evaluateAll((options) => options.map((option) => option.innerText.split("\n")[0].trim()));
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    assert.ok(options.length > 60, `${options.length} commands`);
    // What is the browser's own, what leaves nothing to look at, what closes the row, and what makes dark of light.
    const others = /^(Import|Export as JSON|Print|Undo|Redo|Cut|Copy|Paste|Collapse all|Search or run|Switch between light)/;
    for (const command of options.filter((name) => !others.test(name))) {
      await run(page, command);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))));
      const asks = (await dialog(page).count()) > 0;
      await assertAccessible(page, { within: asks ? "dialog[open]" : ".app" }).catch((error) => {
        error.message = `${command}: ${error.message}`;
        throw error;
      });
      for (let turn = 0; turn < 3 && (await dialog(page).count()); turn += 1) await page.keyboard.press("Escape");
      await inTree(page, "web-prod").first().click();
    }
    // Menus.
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("menu").waitFor();
    await assertAccessible(page);
    await page.keyboard.press("Escape");
    await inTree(page, "web-prod").first().click({ button: "right" });
    await page.getByRole("menuitem", { name: "Rename" }).waitFor();
    await assertAccessible(page);
  });

  test(`fields that few rows have are accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open }) => {
    await openWhole(page, open, "Three Regions");
    await page.setViewportSize({ width: 1440, height: 2400 });
    const inspector = page.locator(".inspector");
    const look = () => assertAccessible(page, { within: ".main__inspector" });
    // A quota of the plan, beyond what AWS gives.
    await tree(page).getByRole("row", { name: /, IPAM/ }).first().click();
    const quota = inspector.getByLabel("IPv4 CIDR blocks per VPC in this plan");
    await quota.fill("51");
    await quota.press("Enter");
    await inspector.getByText("AWS raises it to 50 at most").waitFor();
    await look();
    await inTree(page, "Public scope").click();
    await look();
    // A resource planning pool, and a subnet of the VPC that it plans for.
    await inTree(page, "web-prod").first().click();
    await inspector.getByRole("button", { name: "Add a resource planning pool" }).click();
    await inspector.getByText("Plans for").waitFor();
    await look();
    await inTree(page, "web-prod").first().click();
    await look();
    const subnet = inspector.getByLabel("New subnet");
    await subnet.fill("/28");
    await subnet.press("Enter");
    await inTree(page, "web-prod").first().click();
    await page.keyboard.press("Shift+E");
    await tree(page).getByRole("row", { name: /, subnet/ }).first().click();
    await look();
    // An Elastic IP address, with what it costs.
    await run(page, "Add public addresses…");
    await dialog(page).getByLabel("Name").fill("NAT");
    await dialog(page).getByLabel("Address or CIDR").fill("203.0.113.9");
    await dialog(page).getByRole("button", { name: "Add addresses" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await inspector.getByText("$3.65 a month, in use or idle").waitFor();
    await look();
  });

  test(`the page of a rule and the pairs of an overlap are accessible (${colorScheme})`, { colorScheme }, async ({ page, open }) => {
    await openWhole(page, open, "Two companies merge");
    await page.getByRole("tab", { name: /Findings/ }).click();
    for (const button of ["Why", "Show pairs", "Accept…"]) {
      await page.locator(".findings__row, .findings").getByRole("button", { name: button }).first().click();
      await page.locator("dialog[open] .dialog__title").waitFor();
      await assertAccessible(page, { within: "dialog[open]" });
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
    }
  });

  test(`the start screen is accessible (${colorScheme})`, { colorScheme }, async ({ page, open }) => {
    await open();
    await assertAccessible(page);
  });

  test(`tree, map, findings and inspector are accessible (${colorScheme})`, { colorScheme }, async ({ page, open }) => {
    await open();
    await openExample(page, "Two companies merge");
    await assertAccessible(page);
    await page.getByRole("tab", { name: /Findings/ }).click();
    await assertAccessible(page);
    // One row of each kind in the inspector.
    await page.setViewportSize({ width: 1440, height: 2400 });
    for (const kind of ["IPAM", "default", "pool", "VPC", "reserved"]) {
      await tree(page).getByRole("row", { name: new RegExp(`, ${kind}`) }).first().click();
      await assertAccessible(page, { within: ".main__inspector" });
    }
  });

  test(`every dialog is accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open }) => {
    await open();
    await openExample(page, "Three Regions");
    await tree(page).getByRole("row", { name: /^Production us-east-1,/ }).click();
    for (const key of ["p", "v", "r", "c", "Delete", "Control+k", "Shift+?"]) {
      await page.keyboard.press(key);
      const dialog = page.getByRole("dialog");
      await dialog.waitFor();
      await assertAccessible(page, { within: "dialog" });
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      await tree(page).getByRole("row", { name: /^Production us-east-1,/ }).click();
    }
    await page.getByRole("button", { name: /^AnyCompany/ }).click();
    await page.getByRole("dialog").waitFor();
    await assertAccessible(page, { within: "dialog" });
  });

  test(`a phone shows it all (${colorScheme})`, { colorScheme, viewport: { width: 390, height: 844 } }, async ({ page, open }) => {
    await open();
    await assertAccessible(page);
    await openExample(page, "Three Regions");
    await assertAccessible(page);
  });
}

test("the map is a table, too, which can be copied", async ({ page, context, open }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
  await openExample(page, "Three Regions");
  await inTree(page, "Global").click();
  await page.getByText("As a table").click();
  const table = page.getByRole("region", { name: "Blocks and free space of the map" });
  const cells = (row) => row.locator("th, td").allInnerTexts();
  assert.deepEqual(await cells(table.getByRole("row").nth(1)), ["10.0.0.0/13", "pool us-east-1", "524,288", "10.0.0.0", "10.7.255.255"]);
  // Without gaps: each row begins where the one before it ends.
  const rows = await table.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  const number = (address) => address.split(".").reduce((all, octet) => all * 256 + Number(octet), 0);
  assert.equal(number(rows.at(-1)[4]), number("10.255.255.255"));
  for (const [place, row] of rows.slice(1).entries()) assert.equal(number(row[3]), number(rows[place][4]) + 1, row[0]);
  assert.ok(rows.some(([, what]) => what === "free"));
  await assertAccessible(page, { within: ".panel" });
  await page.getByRole("button", { name: "Copy all rows" }).click();
  await page.getByText("Copied the table").first().waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split("\n");
  assert.deepEqual(lines.slice(1), rows.map((row) => row.join("\t")));
});

test("of a long table the rows in sight are in the page", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await inTree(page, "us-east-1").click();
  await page.keyboard.press("v");
  const dialog = page.getByRole("dialog", { name: "Allocate a VPC" });
  await dialog.getByLabel("Name").fill("app-{n}");
  await dialog.getByLabel("How many").fill("256");
  await dialog.getByLabel("Size or CIDR").fill("/24");
  await dialog.getByRole("button", { name: "Allocate 256 VPCs" }).click();
  await dialog.waitFor({ state: "hidden" });
  await inTree(page, "us-east-1").click();
  await page.getByText("As a table").click();
  const region = page.getByRole("region", { name: "Blocks and free space of the map" });
  const count = Number(await region.getByRole("table").getAttribute("aria-rowcount"));
  assert.ok(count > 256, `${count} rows`);
  assert.ok((await region.locator("tbody th").count()) < 100);
  await region.evaluate((region) => region.scrollTo(0, region.scrollHeight));
  await region.locator(`tr[aria-rowindex="${count}"]`).waitFor();
  assert.ok((await region.locator("tbody th").count()) < 100);
  const { bottom, end } = await region.evaluate((region) => ({
    bottom: region.getBoundingClientRect().bottom,
    end: [...region.querySelectorAll("tbody tr")].at(-1).getBoundingClientRect().bottom,
  }));
  assert.ok(Math.abs(bottom - end) < 20, "the rows are as high as the room that is kept for them");
});

test("which blocks overlap which is shown on demand", async ({ page, open }) => {
  await open();
  await openExample(page, "Two companies merge");
  await page.getByRole("tab", { name: /Findings/ }).click();
  await page.getByRole("button", { name: "Show pairs" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Overlapping pairs" });
  await dialog.getByText(/^(The first )?\d+\spairs$/).waitFor();
  const range = (cidr) => {
    const [address, length] = cidr.split("/");
    const first = address.split(".").reduce((all, octet) => all * 256 + Number(octet), 0);
    return [first, first + 2 ** (32 - length) - 1];
  };
  const pairs = await dialog.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll(".mono")].map((cidr) => cidr.innerText)));
  assert.ok(pairs.length > 1);
  for (const [one, other] of pairs.map((pair) => pair.map(range))) assert.ok(one[0] <= other[1] && other[0] <= one[1]);
  await assertAccessible(page, { within: "dialog" });
  const name = await dialog.locator("tbody button").first().innerText();
  await dialog.locator("tbody button").first().click();
  await dialog.waitFor({ state: "hidden" });
  await tree(page).locator("[role=row][aria-selected=true]", { hasText: name }).waitFor();
});

test("a tab that follows shows fields as text, and offers nothing to press in them", async ({ page, context, open, url }) => {
  await open();
  await openExample(page, "Three Regions");
  await saved(page);
  const reader = await context.newPage();
  await reader.goto(url);
  await tree(reader).waitFor();
  await reader.getByText("Read only").waitFor();
  const inspector = reader.locator(".inspector");
  for (const name of [/^Global,/, /, IPAM/]) {
    await tree(reader).getByRole("row", { name }).first().click();
    await inspector.getByText("AWS id").waitFor();
    assert.equal(await inspector.locator("select, [role=combobox], .chip__remove, .inspector__acts button").count(), 0);
    assert.equal(await inspector.locator("input:not([readonly], [type=checkbox]), textarea:not([readonly])").count(), 0);
    await assertAccessible(reader, { within: ".main__inspector" });
  }
  const box = inspector.getByRole("checkbox", { name: "Private IPv6 GUA" });
  await box.click();
  assert.equal(await box.isChecked(), false);
  assert.equal(await inspector.getByLabel("Tier").inputValue(), "Advanced");
  await reader.getByRole("button", { name: "Take over" }).click();
  await inspector.locator("select").first().waitFor();
  await inspector.getByLabel("Integration").selectOption({ label: "One account" });
  await reader.getByRole("button", { name: "Undo" }).first().click();
  await inspector.getByLabel("Delegated administrator").waitFor();
});

test("the focus goes on when a line of the inspector is removed", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await inTree(page, "data-prod").first().click();
  const subnets = page.locator(".inspector__section", { hasText: "New subnet" });
  const lines = subnets.locator(".inspector__line");
  const field = subnets.getByLabel("New subnet");
  const before = await lines.count();
  for (let count = before; count < before + 2; count += 1) {
    await field.fill("/28");
    await field.press("Enter");
    await lines.nth(count).waitFor();
  }
  const focused = () => page.evaluate(() => document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText);
  const cidrs = await lines.locator(".mono").allInnerTexts();
  await lines.first().getByRole("button", { name: "Remove" }).focus();
  for (let left = cidrs.length - 1; left > 0; left -= 1) {
    await page.keyboard.press("Enter");
    await page.waitForFunction((left) => document.querySelectorAll(".inspector__form").length === 1 && [...document.querySelectorAll(".inspector__section")].at(-1).querySelectorAll(".inspector__line").length === left, left);
    await page.waitForTimeout(50);
    assert.match(await focused(), new RegExp(`^Remove\\s+${cidrs.at(-left).replace(/[./]/g, "\\$&")}$`));
  }
  await page.keyboard.press("Enter");
  await lines.first().waitFor({ state: "detached" });
  await page.waitForTimeout(50);
  assert.equal(await focused(), "New subnet");
});
