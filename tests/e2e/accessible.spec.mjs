// Every surface under axe, in light and in dark.

import { test } from "./support/fixture.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { openExample, tree } from "./support/planner.mjs";

for (const colorScheme of ["light", "dark"]) {
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
