// Notes in Markdown on every row, and legends that read addresses.

import assert from "node:assert/strict";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, openExample } from "./support/planner.mjs";

const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });
const note = (page) => inspector(page).getByRole("group", { name: "Note", exact: true });

const NOTE = `## Why

Kept for **Frankfurt**, see [the page](https://docs.aws.amazon.com/vpc/latest/ipam/what-it-is-ipam.html) and zebrafish.

- [x] asked
- [ ] granted

| CIDR | for |
|---|--:|
| \`10.0.0.0/8\` | all |

<script>document.title = "no"</script> ![map](https://example.org/map.png) [x](javascript:alert(1))`;

for (const colorScheme of ["light", "dark"]) {
  test(`a note is written as Markdown and read as what it means, ${colorScheme}`, { colorScheme }, async ({ page, open, seen, url, shot }) => {
    await open();
    await openExample(page, "Three Regions");
    await inTree(page, "Global").first().click();
    await note(page).getByRole("radio", { name: "Write" }).check();
    const field = note(page).getByRole("textbox", { name: "Note" });
    await field.fill(NOTE);
    await field.press("Control+Enter");
    await note(page).getByRole("heading", { name: "Why" }).waitFor();
    const link = note(page).getByRole("link", { name: /the page/ });
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer nofollow");
    assert.equal(await link.getAttribute("target"), "_blank");
    // An image is a link, nothing is fetched, HTML is text, and a script is no link.
    assert.equal(await note(page).getByRole("link", { name: /^map/ }).count(), 1);
    assert.equal(await note(page).locator("img, script").count(), 0);
    assert.equal(await note(page).getByRole("link").count(), 2);
    await note(page).getByText("<script>").waitFor();
    await note(page).getByRole("cell", { name: "10.0.0.0/8" }).waitFor();
    assert.equal(await page.title(), "IPAM Planner");
    await assertAccessible(page);
    await note(page).scrollIntoViewIfNeeded();
    await shot(`note-${colorScheme}`);
    // It is in the file, and found by what it says.
    const pools = Object.values(JSON.parse(await exported(page)).design.pools);
    assert.equal(pools.find((row) => row.name === "Global").note, NOTE);
    await page.keyboard.press("Control+k");
    const palette = page.locator("dialog[open]");
    await palette.getByRole("combobox").fill("zebrafish");
    await palette.getByRole("option", { name: /Global/ }).waitFor();
    await page.keyboard.press("Escape");
    seen.assertQuiet(url);
  });
}

test("every kind of row has a note, an account and the plan among them", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  const write = async (text, place = note(page)) => {
    const group = place.last();
    await group.getByRole("radio", { name: "Write" }).check();
    await group.getByRole("textbox", { name: "Note" }).fill(text);
    await group.getByRole("textbox", { name: "Note" }).press("Control+Enter");
    await group.getByText(text).waitFor();
  };
  // The plan and the IPAM are one row.
  await page.getByRole("treegrid").getByRole("row").nth(1).click();
  await write("okapi", note(page).first());
  await write("quokka");
  for (const [row, text] of [["Private scope", "narwhal"], ["web-prod", "axolotl"]]) {
    await inTree(page, row).first().click();
    await write(text);
  }
  const text = await exported(page);
  for (const word of ["okapi", "quokka", "narwhal", "axolotl"]) assert.ok(text.includes(word), word);
  await page.keyboard.press("Control+k");
  const palette = page.locator("dialog[open]");
  await palette.getByRole("combobox").fill("okapi");
  await palette.getByRole("option", { name: /AnyCompany/i }).first().waitFor();
  await palette.getByRole("combobox").fill("Accounts");
  await palette.getByRole("option", { name: "Accounts" }).first().waitFor();
  await page.keyboard.press("Enter");
  const accounts = page.getByRole("dialog", { name: "Accounts" });
  await accounts.getByRole("button", { name: /^Note of/ }).first().press("Enter");
  const group = accounts.getByRole("group", { name: "Note", exact: true });
  await write("pangolin", group);
  await assertAccessible(page, { within: "dialog[open]" });
  await page.keyboard.press("Escape");
  assert.ok((await exported(page)).includes("pangolin"));
});

for (const colorScheme of ["light", "dark"]) {
  test(`a legend says what the bits of the selected CIDR mean, ${colorScheme}`, { colorScheme }, async ({ page, open, shot }) => {
    await open();
    await openExample(page, "Three Regions");
    await inTree(page, "Global").first().click();
    const cidr = await page.getByRole("treegrid").getByRole("row", { selected: true }).innerText();
    const length = Number(/\/(\d+)/.exec(cidr)[1]);
    await inspector(page).getByRole("button", { name: "Add…" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Legend" });
    await dialog.getByRole("textbox", { name: "Meaning" }).fill("Region");
    await dialog.getByRole("textbox", { name: "From" }).fill(`/${length}`);
    await dialog.getByRole("textbox", { name: "To" }).fill("/13");
    await dialog.getByRole("textbox", { name: "Values" }).fill("Frankfurt");
    await dialog.getByText(/no number with a name/).first().waitFor();
    await dialog.getByRole("textbox", { name: "Values" }).fill("0 Frankfurt, 1 Virginia, 2 Ireland");
    await dialog.getByRole("button", { name: "Add a part" }).press("Enter");
    await dialog.getByRole("textbox", { name: "Meaning" }).nth(1).fill("Environment");
    assert.equal(await dialog.getByRole("textbox", { name: "From" }).nth(1).inputValue(), "/13");
    await dialog.getByRole("textbox", { name: "To" }).nth(1).fill("/11");
    await dialog.getByText(/must end behind its beginning/).waitFor();
    await dialog.getByRole("textbox", { name: "To" }).nth(1).fill("/15");
    await dialog.getByText(/then reads/).waitFor();
    await assertAccessible(page, { within: "dialog[open]" });
    await shot(`legend-editor-${colorScheme}`);
    await dialog.getByRole("textbox", { name: "To" }).nth(1).press("Enter");
    await dialog.waitFor({ state: "detached" });
    const strip = page.getByRole("group", { name: /^What the bits of/ });
    await strip.getByText("any").first().waitFor();
    await inTree(page, "Production us-east-1").first().click();
    await strip.getByText("Environment").waitFor();
    assert.equal(await strip.getByText("any").count(), 0);
    await assertAccessible(page);
    await shot(`legend-${colorScheme}`);
    // Elsewhere there is none; and it can be taken away, and brought back.
    await page.getByRole("treegrid").getByRole("row").nth(1).click();
    assert.equal(await strip.count(), 0);
    await page.keyboard.press("Control+z");
    await inTree(page, "Production us-east-1").first().click();
    assert.equal(await strip.count(), 0);
  });
}
