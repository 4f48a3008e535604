// Small windows: a phone, by touch, and a page magnified to 200 %. Nothing is cut, and all that can be done is in reach.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { inTree, openExample, tree } from "./support/planner.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
// A window of 1440 by 900 at 200 %: so many CSS pixels.
const ZOOMED = { viewport: { width: 720, height: 450 } };

const dialog = (page) => page.locator("dialog[open]");

async function openWhole(page, open, example) {
  await open();
  await openExample(page, example);
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached", timeout: 30_000 });
}

/** Runs a command of the palette, which a button opens. */
async function run(page, command) {
  await page.getByRole("button", { name: "Search or run a command" }).click();
  await dialog(page).getByRole("combobox").fill(command);
  await dialog(page).getByRole("option", { name: command }).first().click();
}

/** What stands beyond the right edge of the window, or of the dialog, without a place to scroll to it. */
const cut = (page) =>
  page.evaluate(() => {
    const scrolls = (node) => {
      for (let at = node.parentElement; at; at = at.parentElement) {
        const { overflowX } = getComputedStyle(at);
        if (overflowX === "auto" || overflowX === "scroll") return true;
        // What is cut on purpose says so with an ellipsis, and has a tip or a place where it is said whole.
        if (overflowX === "hidden" || overflowX === "clip") return true;
      }
      return false;
    };
    const within = document.querySelector("dialog[open]") ?? document.body;
    const edge = Math.min(innerWidth, within.getBoundingClientRect().right) + 1;
    const out = [...within.querySelectorAll("*")].filter((node) => {
      const box = node.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && (box.right > edge || box.left < -1) && node.checkVisibility() && !scrolls(node);
    });
    const page = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
    return [...page, ...out.map((node) => node.outerHTML.slice(0, 120))];
  });

/** Every button and field that is there can be brought into sight, whole. */
const outOfReach = (page) =>
  page.evaluate(() => {
    const within = document.querySelector("dialog[open]") ?? document.body;
    const controls = [...within.querySelectorAll("button, input, select, textarea, [tabindex='0']")];
    const lost = controls.filter((node) => {
      if (!node.checkVisibility({ visibilityProperty: true }) || node.closest("[hidden], .visually-hidden")) return false;
      if (getComputedStyle(node).position === "absolute" && node.getBoundingClientRect().width <= 1) return false;
      node.scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = node.getBoundingClientRect();
      const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 12), 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 0), innerHeight - 1);
      return box.width > 0 && (box.left < -1 || box.left >= innerWidth || box.top < -1 || box.top >= innerHeight || !document.elementFromPoint(x, y));
    });
    return lost.map((node) => node.outerHTML.slice(0, 120));
  });

async function assertNothingLost(page, where) {
  assert.deepEqual(await cut(page), [], where);
  assert.deepEqual(await outOfReach(page), [], where);
}

const DIALOGS = {
  "Three Regions": [
    ["web-prod", ["Split…", "Resize…", "Move to…", "Duplicate…", "Rebase…", "Add many…", "Design subnets…", "Add a CIDR to the VPC…", "Delete…", "Change the selected rows…"]],
    ["us-east-1", ["Add pool…", "Allocate a VPC…", "Reserve a block…", "Provision a CIDR…", "Join with its siblings…", "Generate a plan…"]],
    ["Global", ["Accounts…", "Columns and density…", "Help: what things are in AWS", "Keyboard shortcuts", "Rules: what the plan is checked for", "Share as a link…", "Plans…"]],
  ],
  "Two Kubernetes clusters": [["Global", ["Rates and what counts…"]], ["team-01", ["Add a workload…"]]],
};
const PANELS = ["Address map", "Findings", "Free space by size", "Connections", "Cost", "Cost scenarios", "Cost and growth", "Steps in AWS", "History"];

/** Looks at every dialog and every panel of a worked example. */
async function lookAtAll({ page, open }, example) {
  await open();
  await assertNothingLost(page, "the start screen");
  await openExample(page, example);
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached", timeout: 30_000 });
  await assertNothingLost(page, example);
  await run(page, "Expand all");
  for (const [row, commands] of DIALOGS[example]) {
    await page.getByRole("button", { name: "Search or run a command" }).click();
    await dialog(page).getByRole("combobox").fill(`name:"${row}"`);
    await dialog(page).getByRole("option").first().click();
    await dialog(page).waitFor({ state: "detached" });
    for (const command of commands) {
      await run(page, command);
      await page.locator("dialog[open] .dialog__title").waitFor();
      await assertNothingLost(page, command);
      await page.keyboard.press("Escape");
      if (await dialog(page).count()) await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
    }
  }
  for (const panel of PANELS) {
    await run(page, panel);
    await dialog(page).waitFor({ state: "detached" });
    // The one that was shown already is hidden by it.
    if (!(await page.locator("#bottom-panel").isVisible())) await run(page, panel);
    await page.locator("#bottom-panel").waitFor();
    await assertNothingLost(page, panel);
  }
  await run(page, "Inspector");
  await assertNothingLost(page, "the inspector");
  await assertAccessible(page);
}

for (const example of Object.keys(DIALOGS)) {
  test(`a phone loses nothing (${example})`, { ...PHONE, timeout: 240_000 }, (given) => lookAtAll(given, example));
  test(`a zoom of 200 % loses nothing (${example})`, { ...ZOOMED, timeout: 240_000 }, (given) => lookAtAll(given, example));
}

test("several rows are selected and moved by touch", PHONE, async ({ page, open }) => {
  await openWhole(page, open, "Three Regions");
  const before = await exportedPlan(page);
  const row = (name) => inTree(page, name).first();
  await row("payments-preprod").scrollIntoViewIfNeeded();
  await row("payments-preprod").tap();
  await row("payments-preprod").getByRole("button", { name: "More actions" }).tap();
  await page.getByRole("menuitem", { name: "Select several rows by pressing them" }).tap();
  const bar = page.getByRole("group", { name: "Selected rows" });
  await bar.getByText("1 row selected: press others").waitFor();
  await row("orders-preprod").tap();
  await bar.getByText("2 rows selected: press others").waitFor();
  // What is pressed once more is selected no more.
  await row("data-preprod").tap();
  await row("data-preprod").tap();
  await bar.getByText("2 rows selected: press others").waitFor();
  await assertAccessible(page);
  await bar.getByRole("button", { name: "Move to…" }).tap();
  await dialog(page).getByRole("combobox", { name: "To" }).fill("Development us-east-1");
  await dialog(page).getByRole("option", { name: /Development us-east-1/ }).tap();
  await dialog(page).getByText("2 blocks changed").waitFor();
  await dialog(page).getByRole("button", { name: "Move", exact: true }).tap();
  await dialog(page).waitFor({ state: "detached" });
  assert.notEqual(await exportedPlan(page), before);
  await bar.getByRole("button", { name: "Select one row only" }).tap();
  await bar.waitFor({ state: "detached" });
  await tree(page).locator("[aria-selected=true]").first().waitFor();
});

/** The plan as it would be exported, through the menu that a phone has for it. */
async function exportedPlan(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), run(page, "Export as JSON")]);
  return readFile(await download.path(), "utf8");
}
