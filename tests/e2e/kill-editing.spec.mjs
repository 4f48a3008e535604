// The planner itself, killed while somebody edits: the last name that was on screen when it said "saved" is there again.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launchKillable } from "./support/browser.mjs";
import { openApp, sharedServer } from "./support/fixture.mjs";
import { openExample, tree } from "./support/planner.mjs";

const ROUNDS = Number(process.env.KILLS ?? 20);

/** Gives the selected row another name. */
async function rename(page, name) {
  await page.keyboard.press("F2");
  await page.locator("input:focus").waitFor();
  await page.keyboard.insertText(name);
  await page.keyboard.press("Enter");
}

/** Renames the selected row again and again, until the browser is gone. */
async function edit(page, from) {
  for (let number = from + 1; ; number += 1) {
    await rename(page, `Name ${number}`);
    await page.waitForTimeout(Math.random() * 500);
  }
}

test(`edits that were shown as saved survive ${ROUNDS} kills of the browser`, { timeout: ROUNDS * 20_000 }, async (t) => {
  const { url } = await sharedServer();
  const profile = await mkdtemp(join(tmpdir(), "ipam-planner-kill-editing-"));
  /** The highest number that was on screen when it said "saved", and the one found after the last kill. */
  let shown = 0;
  let found = 0;
  let moments = 0;
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const { context, kill } = await launchKillable(profile);
      try {
        const page = await context.newPage();
        await page.exposeFunction("shownAsSaved", (number) => {
          moments += 1;
          shown = Math.max(shown, number);
        });
        await openApp(page, url);
        if (round === 0) {
          await openExample(page, "Three Regions");
          const first = tree(page).getByRole("row", { name: /^us-east-1,/ });
          await first.click();
          // Before the first save there is nothing to come back to.
          await page.locator('html[data-save-state="saved"]').waitFor({ state: "attached" });
          const revision = await page.locator("html").getAttribute("data-revision");
          await rename(page, "Name 0");
          await page.locator(`html[data-save-state="saved"]:not([data-revision="${revision}"])`).waitFor({ state: "attached" });
        }
        const row = tree(page).getByRole("row", { name: /^Name \d+,/ });
        // Which plan was open is a setting, and what keeps settings writes them to the disk when it likes.
        const listed = page.getByRole("region", { name: "Your plans" }).getByRole("button", { name: / Saved / });
        await row.or(listed).first().waitFor();
        if (await listed.isVisible()) await listed.click();
        await row.waitFor();
        found = Number(/\d+/.exec(await row.getAttribute("aria-label"))[0]);
        assert.ok(found >= shown, `round ${round}: name ${found}, but ${shown} was shown as saved`);
        if (round === ROUNDS) break;
        await page.evaluate(() => {
          const root = document.documentElement;
          // What stands in the tree at the moment when the page says so.
          const tell = () => {
            if (root.dataset.saveState !== "saved") return;
            const row = document.querySelector('[role=row][aria-label^="Name "]');
            if (row) shownAsSaved(Number(/\d+/.exec(row.ariaLabel)[0]));
          };
          new MutationObserver(tell).observe(root, { attributeFilter: ["data-save-state", "data-revision"] });
        });
        await row.click();
        const editing = edit(page, found).catch(() => "killed");
        await new Promise((done) => setTimeout(done, 400 + Math.random() * 2_000));
        await kill();
        await editing;
      } finally {
        await kill();
      }
    }
    t.diagnostic(`${found} edits survived, ${shown} had been shown as saved, at ${moments} moments`);
    assert.ok(moments >= ROUNDS, "there was something to lose");
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
