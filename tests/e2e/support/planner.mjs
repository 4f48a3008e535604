// What people do in the planner, for tests.

import { readFile } from "node:fs/promises";

/** The tree of the open plan. */
export const tree = (page) => page.getByRole("treegrid");

/** The rows of the tree that are called so, in order. */
export const inTree = (page, name) => tree(page).getByRole("row", { name: new RegExp(`^${name},`) });

/** Fills the form for a new plan and creates it. The first Region is the home Region, which stands in the form. */
export async function newPlan(page, { name, regions }) {
  await page.getByLabel("Name of the plan").fill(name);
  const field = page.getByRole("combobox", { name: "Regions" });
  for (const region of regions.slice(1)) {
    await field.fill(region);
    await field.press("Enter");
  }
  await page.getByRole("button", { name: "Create plan" }).click();
  await tree(page).waitFor();
}

/** Opens a worked example. */
export async function openExample(page, title) {
  await page.getByRole("button", { name: new RegExp(`^${title}`) }).click();
  await tree(page).waitFor();
}

/** The text of the file that the plan exports as. */
export async function exported(page) {
  const button = page.getByRole("button", { name: "Export as JSON" });
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFile(await download.path(), "utf8");
}

/** Waits until the page says that all is saved. */
export const saved = (page) => page.locator('.bar__saved[data-state="saved"]').waitFor();
