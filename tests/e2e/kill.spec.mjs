// Killed while editing: what was shown as saved is there again.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { launchKillable } from "./support/browser.mjs";
import { openLab, useLab } from "./support/lab.mjs";

useLab();

const ROUNDS = Number(process.env.KILLS ?? 20);

test(`a browser killed at ${ROUNDS} random moments loses nothing that was shown as saved`, { timeout: ROUNDS * 15_000 }, async (t) => {
  const profile = await mkdtemp(join(tmpdir(), "ipam-planner-kill-"));
  let id;
  /** The most words that were on screen when it said "saved", over all rounds. */
  let shown = 0;
  let survived = 0;
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const { context, kill } = await launchKillable(profile);
      try {
        const page = await openLab(context);
        await page.exposeFunction("shownAsSaved", (count) => (shown = Math.max(shown, count)));
        if (id === undefined) {
          id = await page.evaluate(() => lab.create("Plan", []));
        } else {
          await page.evaluate((id) => lab.open(id), id);
        }
        const found = await page.evaluate(() => lab.words);
        assert.ok(found.length >= shown, `round ${round}: ${found.length} words, ${shown} were shown as saved`);
        assert.deepEqual(found, Array.from(found.keys()), `round ${round}: all of them, in order`);
        survived = found.length;
        if (round === ROUNDS) break;
        await page.evaluate(() => {
          const observer = new MutationObserver(() => {
            const { saveState, saved } = document.documentElement.dataset;
            if (saveState === "saved") shownAsSaved(Number(saved));
          });
          observer.observe(document.documentElement, { attributeFilter: ["data-save-state", "data-saved", "data-revision"] });
          const next = () => {
            for (let edit = Math.random() * 4; edit > 0; edit -= 1) lab.edit(lab.words.length);
            setTimeout(next, Math.random() * 600);
          };
          next();
        });
        await new Promise((done) => setTimeout(done, 200 + Math.random() * 1_800));
      } finally {
        await kill();
      }
    }
    t.diagnostic(`${survived} edits survived, ${shown} had been shown as saved`);
    assert.ok(shown > ROUNDS, "there was something to lose");
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
