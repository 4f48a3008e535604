// A person without a pointer: everything is done by keys, and where the focus is counts.

import assert from "node:assert/strict";

/** The dialog that is open. */
export const dialog = (page) => page.locator("dialog[open]");

/** Counts what comes of a pointer from now on, before the page has its first script. */
export async function withoutPointer(context) {
  await context.addInitScript(() => {
    globalThis.__pointed = [];
    const note = (event) => globalThis.__pointed.push(`${event.type} on ${event.target.outerHTML?.slice(0, 80)}`);
    for (const type of ["pointerdown", "mousedown", "touchstart", "wheel"]) addEventListener(type, note, true);
  });
}

/** Nothing of what was done took a pointer. */
export async function assertNotPointed(page) {
  assert.deepEqual(await page.evaluate(() => globalThis.__pointed), []);
}

/** What is said of the element that has the focus: its label, its words, its role. */
export const focused = (page) =>
  page.evaluate(() => {
    const node = document.activeElement;
    const labelled = node.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent);
    const words = [node.getAttribute("aria-label"), labelled?.join(" "), node.labels?.[0]?.textContent, node.textContent];
    return (words.find((text) => text?.trim()) ?? "").replaceAll(/\s+/g, " ").trim();
  });

/** Lets what a key brought about stand on the screen. */
export const settle = (page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  });

/** Presses keys, one after the other. */
export async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await settle(page);
  }
}

/** Goes on with Tab (or backwards) until what has the focus is called so. */
export async function tabTo(page, name, { key = "Tab", most = 120 } = {}) {
  const seen = [];
  for (let turn = 0; turn < most; turn += 1) {
    const words = await focused(page);
    if (turn > 0 && name.test(words)) return;
    seen.push(words.slice(0, 40));
    await page.keyboard.press(key);
  }
  assert.fail(`${name} is not reached with ${key}: ${[...new Set(seen)].join(" | ")}`);
}

/** Takes the place of what a field holds. */
export async function type(page, text) {
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
}

/** Fills fields of a dialog on the way through it. */
export async function fill(page, fields) {
  for (const [name, text] of fields) {
    if (!name.test(await focused(page))) await tabTo(page, name);
    await type(page, text);
  }
}

/** Runs an action by its name. */
export async function run(page, action) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").waitFor();
  await page.keyboard.type(action);
  await dialog(page).getByRole("option", { name: action }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** Goes to a row by its name, as the palette finds it; the tree has the focus then. */
export async function goTo(page, name) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").waitFor();
  await page.keyboard.type(`name:"${name}"`);
  await dialog(page).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.waitForFunction(() => document.activeElement?.closest("[role=treegrid]"));
}

/** Waits until the dialog has gone. */
export const answered = (page) => dialog(page).waitFor({ state: "detached" });
