// Accessibility rules, checked by axe-core in the page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const source = readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** WCAG 2.2 at level AA, and axe's best practices. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with one line per violated rule and element. `within` is a CSS selector; the whole page without it. */
export async function assertAccessible(page, { within, disabled = [] } = {}) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(await source);
  // Colours on their way from one to another are neither.
  await page.evaluate(() => {
    const passing = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.all(passing.map((animation) => animation.finished.catch(() => {}))).then(() => {});
  });
  const { violations } = await page.evaluate(
    ([within, tags, disabled]) =>
      globalThis.axe.run(within ?? document, {
        runOnly: { type: "tag", values: tags },
        rules: Object.fromEntries(disabled.map((rule) => [rule, { enabled: false }])),
        resultTypes: ["violations"],
      }),
    [within, TAGS, disabled],
  );
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")} (${node.failureSummary.replace(/\s+/g, " ")})`),
  );
  assert.deepEqual(lines, [], "accessibility");
}
