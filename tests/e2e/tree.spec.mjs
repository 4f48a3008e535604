// The tree of an open plan, by keyboard and by pointer: what is announced, where the focus is, what is in the page.

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";

const PLAN = fileURLToPath(new URL("../fixtures/plans/organization.json", import.meta.url));

/** Opens the worked example and gives what the tests ask of the tree. */
async function openPlan({ page, open }) {
  await open();
  await page.getByLabel("Plan file").setInputFiles(PLAN);
  await page.getByRole("button", { name: "Open as a new plan" }).click();
  await page.getByRole("treegrid").waitFor();
  const rows = page.locator(".tree__sheet [role=row]");
  const row = (name) => page.getByRole("row", { name: new RegExp(`^${name}(,|$)`) });
  /** The name of the row that has the focus, or what else has it. */
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: active } = document;
      const label = active.getAttribute("aria-label") ?? active.tagName;
      return active.getAttribute("role") === "row" ? label.split(",")[0] : `not a row: ${label}`;
    });
  const selected = () =>
    page.locator("[role=row][aria-selected=true]").evaluateAll((rows) => rows.map((row) => row.ariaLabel.split(",")[0]));
  /** Scrolling, drawing what comes into sight and giving it the focus take a frame each. */
  const settle = () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    });
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await settle();
    }
  };
  return { rows, row, focused, selected, settle, press, scroller: page.locator(".tree__scroller") };
}

test("every row says where it stands", async ({ page, open }) => {
  const { rows, press, row } = await openPlan({ page, open });
  await row("Global").click();
  await press("Shift+E");
  const grid = page.getByRole("treegrid");
  const count = Number(await grid.getAttribute("aria-rowcount"));
  const seen = new Map();
  // From screenful to screenful, so that each row was drawn once.
  for (let screens = 0; seen.size < count - 1 && screens < 100; screens += 1) {
    const drawn = await rows.evaluateAll((rows) =>
      rows.map((row) => {
        const number = (name) => Number(row.getAttribute(name));
        return {
          index: number("aria-rowindex"),
          level: number("aria-level"),
          position: number("aria-posinset"),
          siblings: number("aria-setsize"),
          expanded: row.getAttribute("aria-expanded"),
        };
      }),
    );
    assert.deepEqual(
      drawn.map(({ index }) => index),
      drawn.map(({ index }) => index).toSorted((one, other) => one - other),
      "in the page as on the screen",
    );
    for (const row of drawn) seen.set(row.index, row);
    await press("PageDown");
  }
  assert.deepEqual([...seen.keys()].toSorted((a, b) => a - b), Array.from({ length: count - 1 }, (_, index) => index + 2));
  // Levels, positions and the number of siblings, worked out from the levels alone.
  const path = [];
  for (const index of [...seen.keys()].toSorted((a, b) => a - b)) {
    const { level, position, siblings, expanded } = seen.get(index);
    assert.ok(level <= path.length + 1, `row ${index} is at level ${level} below level ${path.length}`);
    path.length = level;
    path[level - 1] = (path[level - 1] ?? 0) + 1;
    assert.equal(position, path[level - 1], `row ${index}`);
    assert.ok(position <= siblings, `row ${index}`);
    assert.equal(expanded === "true", seen.get(index + 1)?.level === level + 1, `row ${index}`);
  }
});

test("arrows move among rows, open and close them", async ({ page, open }) => {
  const { row, focused, selected, press } = await openPlan({ page, open });
  await row("Global").click();
  for (const [key, expected] of [
    ["ArrowDown", "us-east-1"],
    ["ArrowLeft", "us-east-1"],
    ["ArrowDown", "us-west-2"],
    ["ArrowUp", "us-east-1"],
    ["ArrowRight", "us-east-1"],
    ["ArrowRight", "Production us-east-1"],
    ["Home", "anycompany"],
    ["ArrowUp", "anycompany"],
    ["End", "Public scope"],
    ["ArrowLeft", "anycompany"],
  ]) {
    await press(key);
    assert.equal(await focused(), expected, key);
    assert.deepEqual(await selected(), [expected], key);
  }
  // The focus alone, and then the selection.
  await press("Control+ArrowDown");
  assert.equal(await focused(), "Private scope");
  assert.deepEqual(await selected(), ["anycompany"]);
  await press("Space");
  assert.deepEqual(await selected(), ["Private scope"]);
  // By name: letters that do nothing else, and with the shift key those that do.
  await press("u");
  assert.equal(await focused(), "us-east-1");
  await page.waitForTimeout(800);
  await press("Shift+P", "r", "e");
  assert.equal(await focused(), "Pre-production us-east-1");
});

test("Tab goes on to the buttons of the row, and out of the tree", async ({ page, open }) => {
  const { row, focused, press } = await openPlan({ page, open });
  await row("us-east-1").click();
  // A row under the pointer shows its buttons, too.
  await page.mouse.move(0, 0);
  for (const expected of ["Add pool…", "Allocate a VPC…", "More actions"]) {
    await press("Tab");
    assert.equal(await focused(), `not a row: ${expected}`);
  }
  await press("Enter");
  assert.match(await page.getByRole("menuitem").first().innerText(), /^Add pool…/);
  await press("Escape");
  assert.equal(await focused(), "not a row: More actions");
  await press("ArrowDown");
  assert.equal(await focused(), "Production us-east-1");
  await press("Shift+Tab");
  assert.equal(await focused(), "not a row: BUTTON");
  assert.equal(await page.locator(".tree__header :focus").innerText(), "Name", "the titles are one more stop");
  await press("Shift+Tab");
  assert.equal(await page.locator(".tree__grid :focus").count(), 0);
});

test("a name is typed in its row, as one step", async ({ page, open }) => {
  const { row, focused, selected, press } = await openPlan({ page, open });
  await row("us-east-1").click();
  await press("F2");
  await page.keyboard.type("Virginia");
  await press("Escape");
  assert.equal(await focused(), "us-east-1");
  await press("F2");
  await page.keyboard.type("Virginia");
  await press("Enter");
  assert.equal(await focused(), "Virginia");
  // Without a name: AWS asks for none. The focus goes, and what is typed is taken.
  await row("Virginia").locator(".tree__name").dblclick();
  await page.keyboard.press("Backspace");
  await row("us-west-2").click();
  assert.equal(await row("unnamed pool").count(), 1);
  await press("Control+z");
  assert.equal(await row("Virginia").count(), 1);
  await press("Control+z");
  assert.equal(await row("us-east-1").count(), 1);
  // The row that the step is about, and none of those below it.
  assert.deepEqual(await selected(), ["us-east-1"]);
});

test("the focus stays where it is, however far the tree is scrolled", async ({ page, open }) => {
  const { row, rows, focused, press, scroller, settle } = await openPlan({ page, open });
  await row("Global").click();
  await press("Shift+E");
  await row("us-east-1").click();
  const element = await row("us-east-1").elementHandle();
  for (const top of [100_000, 0, 700, 350, 0]) {
    await scroller.evaluate((scroller, top) => scroller.scrollTo(0, top), top);
    await settle();
    assert.equal(await focused(), "us-east-1", `scrolled to ${top}`);
    assert.ok(await element.evaluate((row) => row === document.activeElement), "the very same element");
    assert.ok((await rows.count()) < 60);
  }
  await scroller.evaluate((scroller) => scroller.scrollTo(0, 100_000));
  await settle();
  await press("ArrowDown");
  assert.equal(await focused(), "Production us-east-1");
  assert.ok(await page.locator(":focus").evaluate((row) => row.getBoundingClientRect().top > 0));
});

test("the inspector says the range and the mask of a block", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: /^Three Regions/ }).click();
  const inspector = page.locator(".inspector");
  await page.getByRole("row", { name: /^Global,/ }).click();
  await inspector.getByText("10.0.0.0 – 10.255.255.255, mask 255.0.0.0").waitFor();
  await page.getByRole("row", { name: /^payments-prod,/ }).click();
  await inspector.getByText("10.0.128.0 – 10.0.191.255, mask 255.255.192.0").waitFor();
});

test("the Add menu has what is from no pool, too", async ({ page, open }) => {
  await openPlan({ page, open });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("menuitem", { name: "Add an unmanaged VPC…" }).click();
  await page.getByRole("dialog", { name: "Add an unmanaged VPC" }).waitFor();
});

test("letters alone are shortcuts only as long as one wants them to be", async ({ page, open }) => {
  const { row, focused, press } = await openPlan({ page, open });
  const dialogs = page.getByRole("dialog");
  const keys = () => page.getByRole("button", { name: "Expand all" }).getAttribute("data-tip-keys");
  await row("Global").click();
  assert.equal(await keys(), "Shift+E");
  await press("?");
  const box = dialogs.getByRole("checkbox", { name: "Letters and signs alone are shortcuts" });
  await dialogs.getByText("Shift+E").waitFor();
  await box.uncheck();
  await dialogs.getByText("Shift+E").waitFor({ state: "detached" });
  await dialogs.getByText("F2").waitFor();
  await press("Escape");
  assert.equal(await keys(), null);
  await row("Global").click();
  await press("p");
  assert.equal(await dialogs.count(), 0);
  assert.match(await focused(), /^[Pp]/, "in the tree it looks for a name");
  await press("?", "Shift+E");
  assert.equal(await dialogs.count(), 0);
  // It is kept.
  await page.reload();
  await page.getByRole("treegrid").waitFor();
  await row("Global").click();
  await press("v");
  assert.equal(await dialogs.count(), 0);
  await press("Control+k");
  await page.keyboard.type("keyboard");
  await press("Enter");
  await box.check();
  await press("Escape");
  await row("Global").click();
  await press("v");
  await page.getByRole("dialog", { name: "Allocate a VPC" }).waitFor();
});

test("a name that is cut off is said whole in a tip", async ({ page, open }) => {
  const { row, press } = await openPlan({ page, open });
  const long = "Production of everything that is sold in the east, with what the auditors want to see apart from it, and some more";
  await row("us-east-1").click();
  await press("F2");
  await page.keyboard.type(long);
  await press("Enter");
  const tip = page.locator(".tip");
  await page.locator(".tree__name", { hasText: "Production of everything" }).hover();
  await tip.getByText(long).waitFor();
  await page.mouse.move(0, 0);
  await tip.getByText(long).waitFor({ state: "detached" });
  await page.locator(".inspector__name input").hover();
  await tip.getByText(long).waitFor();
  // A name that fits says nothing more.
  await page.locator(".tree__name", { hasText: "us-west-2" }).first().hover();
  await tip.getByText(long).waitFor({ state: "detached" });
  await page.waitForTimeout(700);
  assert.equal(await tip.isVisible(), false);
  // Without a name the step is worded all the same.
  await row("Production of everything that is sold in the east").click();
  await press("F2", "Delete", "Enter");
  await page.keyboard.press("Control+z");
  await page.getByText("Undone: Remove the name Production of everything").first().waitFor({ state: "attached" });
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    test(`the tree is accessible, ${colorScheme}, ${width} pixels wide`, { colorScheme, viewport: { width, height: 844 } }, async ({ page, open, shot }) => {
      const { row, press } = await openPlan({ page, open });
      await row("Global").click();
      await press("ArrowDown");
      await assertAccessible(page, { within: ".main__tree" });
      await shot(`tree-${colorScheme}-${width}`);
      await press("F2");
      await assertAccessible(page, { within: ".main__tree" });
    });
  }
}
