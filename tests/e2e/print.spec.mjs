// The plan on paper: all of it, on A4 and Letter, with nothing cut.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { openExample, tree } from "./support/planner.mjs";

const opened = async (page, app, title) => {
  await app();
  await openExample(page, title);
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
};

/** The number of pages of a PDF. */
const pages = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;

test("every row of the plan is printed, and the sheet goes again", async ({ page, open }) => {
  await opened(page, open, "Three Regions");
  // What the browser does before it prints; the sheet stands until it has.
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.title(), "AnyCompany");
  const names = await page.locator(".paper tbody th").allInnerTexts();
  for (const name of ["Global", "Production us-east-1", "payments-prod"]) assert.ok(names.some((text) => text.includes(name)), name);
  assert.equal(await page.locator(".app").isVisible(), false);
  assert.ok((await page.locator(".paper__map").count()) >= 2);
  assert.match(await page.locator(".paper__figures").innerText(), /15 pools/);
  assert.match(await page.locator(".paper").innerText(), /a month/);
  await page.emulateMedia({ media: null });
  assert.equal(await page.locator(".paper").isVisible(), false, "on screen it is not there");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".paper").count(), 0);
  assert.equal(await page.title(), "IPAM Planner");
  await tree(page).waitFor();
});

for (const format of ["A4", "Letter"]) {
  test(`what is printed fits ${format}`, async ({ page, open }) => {
    await opened(page, open, "Three Regions");
    const width = format === "A4" ? 210 - 24 : 215.9 - 24;
    await page.setViewportSize({ width: Math.floor((width / 25.4) * 96), height: 1000 });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    const wide = await page.evaluate(() => {
      const out = [...document.querySelectorAll(".paper *")].filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5);
      return out.map((node) => node.outerHTML.slice(0, 120));
    });
    assert.deepEqual(wide, []);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    const pdf = await page.pdf({ format, printBackground: false });
    assert.ok(pages(pdf) >= 2 && pages(pdf) <= 6, `${pages(pdf)} pages`);
  });
}

test("printing is a command, too", async ({ page, open }) => {
  await opened(page, open, "Three Regions");
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Print");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => globalThis.printed);
});
