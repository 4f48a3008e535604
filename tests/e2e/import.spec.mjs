// What comes from elsewhere: files, pasted texts and links of other shapes, previewed and put into a plan as one step.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, newPlan, openExample, saved, tree } from "./support/planner.mjs";

/** Where each is from is said in tests/fixtures/import/README.md. */
const fixture = (path) => fileURLToPath(new URL(`../fixtures/import/${path}`, import.meta.url));
const ORGANIZATION = ["network", "payments", "data"].map((name) => fixture(`organization/${name}.json`));

const dialog = (page) => page.getByRole("dialog", { name: "Import" });
const choose = (page, files) => page.getByLabel("Plan file").setInputFiles(files);
const file = (name, text) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
const tab = (page, name) => dialog(page).getByRole("tab", { name: new RegExp(`^${name}`) });
const take = (page) => dialog(page).getByRole("button", { name: /^Import \d/ });

/** Waits for a preview that is of what is chosen. */
async function previewed(page) {
  await dialog(page).locator(".import:not([aria-busy])").waitFor();
}

/** The rows of the table of a page. */
const rows = (page) => dialog(page).locator(".import__page tbody tr:not([aria-hidden])");

async function startEmpty(page, open) {
  await open();
  await page.getByRole("button", { name: "Begin with an empty plan" }).click();
  await tree(page).waitFor();
}

test("the output of the AWS CLI for an organization becomes pools, VPCs, accounts and a peering, as one step", async ({ page, open, seen, url }) => {
  await startEmpty(page, open);
  await saved(page);
  const before = await exported(page);
  const requests = seen.requests.length;
  await choose(page, ORGANIZATION);
  await previewed(page);

  // What was understood, and what was not and why.
  await tab(page, "Files").click();
  await dialog(page).getByRole("row", { name: /network\.json.*inventory by the script/i }).waitFor();
  assert.equal(await rows(page).count(), 3);
  await tab(page, "Notes").click();
  await dialog(page).getByText(/describe-vpcs in eu-west-1 failed/i).waitFor();
  await dialog(page).getByText(/NextToken/).first().waitFor();
  await tab(page, "Conflicts").click();
  await dialog(page).getByText("10.0.64.0/18").first().waitFor();

  // What is decided shows at once: default VPCs are left out.
  await tab(page, "Rows").click();
  const vpcs = dialog(page).getByRole("button", { name: /^VPCs \d/ });
  const many = Number(/\d+/.exec(await vpcs.innerText())[0]);
  await dialog(page).getByLabel("Default VPCs").selectOption({ label: "Left out" });
  await dialog(page).getByRole("button", { name: `VPCs ${many - 3} added` }).waitFor();
  await previewed(page);

  await take(page).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.getByText(/^Imported \d+ rows$/).first().waitFor();
  const after = JSON.parse(await exported(page));
  const names = (table) => Object.values(table).map((row) => row.name);
  assert.ok(names(after.design.vpcs).includes("payments-prod"));
  assert.ok(names(after.actual.vpcs).includes("warehouse"), "a running network exists in AWS, too");
  assert.equal(Object.keys(after.design.vpcs).length, many - 3);
  assert.ok(Object.values(after.connections).some((row) => row.name === "payments-to-orders"));
  await page.keyboard.press("Control+z");
  assert.equal(await exported(page), before, "one step takes all of it back");
  assert.deepEqual(seen.requests.slice(requests).filter((request) => !request.startsWith("blob:")), [], `nothing is asked of ${url}`);
});

test("imported twice, an organization is in the plan already", async ({ page, open }) => {
  await startEmpty(page, open);
  await choose(page, ORGANIZATION);
  await previewed(page);
  await take(page).click();
  await dialog(page).waitFor({ state: "detached" });
  await choose(page, ORGANIZATION);
  await previewed(page);
  const button = dialog(page).getByRole("button", { name: /^Import 0/ });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  assert.equal(await button.getAttribute("aria-description"), "All of it is in the plan already");
});

test("a spreadsheet is read by its headings, and a column is corrected", async ({ page, open }) => {
  await startEmpty(page, open);
  await choose(page, file("plan.csv", "Range;What;Where\n10.0.0.0/12;Frankfurt;eu-central-1\n10.0.16.0/20;payments;eu-central-1\n10.0.32.5/20;orders;eu-central-1\n"));
  await previewed(page);
  // It says what it took otherwise than it is written.
  await tab(page, "Notes").click();
  await dialog(page).getByText(/10\.0\.32\.5\/20 has host bits set/).waitFor();
  await tab(page, "Files").click();
  const column = dialog(page).getByLabel("What says");
  await column.selectOption({ label: "Name" });
  await dialog(page).getByLabel("Where says").selectOption({ label: "Region" });
  await previewed(page);
  assert.equal(await column.inputValue(), await column.evaluate((select) => [...select.options].find((option) => option.label === "Name").value));
  await tab(page, "Rows").click();
  await dialog(page).getByRole("row", { name: /payments/ }).first().waitFor();
  await take(page).click();
  await dialog(page).waitFor({ state: "detached" });
  await inTree(page, "Frankfurt").waitFor();
});

test("Terraform, CloudFormation and a link each become rows", async ({ page, open }) => {
  await open();
  await choose(page, fixture("terraform/state.json"));
  await previewed(page);
  await dialog(page).getByRole("button", { name: /into a new plan$/ }).waitFor();
  await dialog(page).getByRole("button", { name: "Start over" }).click();
  await choose(page, fixture("cloudformation/ipam.yaml"));
  await previewed(page);
  await tab(page, "Files").click();
  await dialog(page).getByText(/CloudFormation/).first().waitFor();
  await dialog(page).getByRole("button", { name: "Start over" }).click();

  // A link, pasted into the field: read at once, and followed nowhere.
  const link = (await readFile(fixture("visual-subnet-calculator/link-1.txt"), "utf8")).trim();
  await dialog(page).getByLabel("Or paste text, a table or a link").fill(link);
  await dialog(page).getByRole("button", { name: "Read the text" }).click();
  await previewed(page);
  await dialog(page).getByText(/^Pasted text, /).waitFor();
  await take(page).click();
  await tree(page).waitFor();
  await page.getByRole("heading", { name: /Imported network/ }).waitFor();
});

test("the commands are a script for the Regions that are chosen, and its output is taken back", async ({ page, open }) => {
  await open();
  await page.getByRole("button", { name: "Import…" }).click();
  await dialog(page).getByText("From AWS, by commands").click();
  const script = dialog(page).getByLabel("The script");
  assert.match(await script.innerText(), /for region in us-east-1; do/);
  const regions = dialog(page).getByRole("combobox", { name: "Regions" });
  await regions.fill("eu-west-1");
  await regions.press("Enter");
  await regions.press("Escape");
  await dialog(page).getByLabel("Home Region of the IPAM").selectOption("eu-west-1");
  assert.match(await script.innerText(), /for region in eu-west-1 us-east-1; do/);
  assert.match(await script.innerText(), /home=eu-west-1/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Download inventory.sh" }).click(),
  ]);
  assert.equal(await readFile(await download.path(), "utf8"), await script.evaluate((script) => script.textContent));
  await choose(page, ORGANIZATION[0]);
  await previewed(page);
});

test("files that cannot be read say why, and change nothing", async ({ page, open }) => {
  await startEmpty(page, open);
  const before = await exported(page);
  for (const [given, sentence] of [
    [file("broken.json", '{"Vpcs": [{"VpcId": "vpc-1",, }]}'), /not JSON/],
    [file("empty.json", ""), "It is empty"],
    [file("notes.txt", "Dear colleague,\nsee you on Monday.\n"), "It is of no shape that is known"],
    [file("page.json", "<!doctype html><title>Sign in</title>"), /a web page or XML/],
  ]) {
    await choose(page, given);
    await dialog(page).getByText("This file cannot be opened").waitFor();
    await dialog(page).getByText(sentence).first().waitFor();
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
  }
  // One broken file does not keep the others away.
  await choose(page, [file("broken.json", "{"), file("list.txt", "10.0.0.0/8 Global\n10.1.0.0/16 a\n")]);
  await previewed(page);
  await tab(page, "Files").click();
  await dialog(page).getByText("Not recognised").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await exported(page), before);
});

test("output that does not say its pool is asked for, and answered in place", async ({ page, open }) => {
  await startEmpty(page, open);
  const allocations = JSON.stringify({ IpamPoolAllocations: [{ Cidr: "10.9.0.0/16", ResourceType: "custom", IpamPoolAllocationId: "ipam-pool-alloc-1" }] });
  const pools = await readFile(ORGANIZATION[0], "utf8");
  await choose(page, [file("network.json", pools), file("somewhere.json", allocations.replace("10.9.0.0/16", "10.0.0.0/15"))]);
  await previewed(page);
  if (await tab(page, "Questions").count()) {
    const question = dialog(page).getByLabel("Pool", { exact: true });
    await question.selectOption({ index: 1 });
    await previewed(page);
  }
  assert.equal(await take(page).getAttribute("aria-disabled"), null);
});

test("a table of 20,000 rows is read with progress, can be stopped, and draws only what is seen", async ({ page, open }) => {
  await startEmpty(page, open);
  const line = (number) => `10.${(number >> 12) & 255}.${(number >> 4) & 255}.${(number & 15) * 16}/28,host ${number}`;
  const table = `CIDR,Name\n10.0.0.0/8,All\n${Array.from({ length: 20_000 }, (_, number) => line(number)).join("\n")}\n`;
  await choose(page, file("many.csv", table));
  await dialog(page).getByRole("button", { name: "Stop" }).click();
  await dialog(page).getByRole("button", { name: "Choose files…" }).waitFor();
  await choose(page, file("many.csv", table));
  await previewed(page);
  assert.ok((await rows(page).count()) < 300);
  await dialog(page).getByText(/^many\.csv, 20,001/).waitFor();
});

test("the import is done by keyboard alone", async ({ page, open }) => {
  await startEmpty(page, open);
  await page.keyboard.press("Control+o");
  await dialog(page).waitFor();
  const text = dialog(page).getByLabel("Or paste text, a table or a link");
  await text.focus();
  await page.keyboard.type("10.0.0.0/8 Global");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await previewed(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let presses = 0; presses < 30 && !/^Import 2/.test(await focused()); presses += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await inTree(page, "Global").waitFor();
});

test("what only follows another tab imports into a new plan", async ({ page, open, context, url }) => {
  await open();
  await newPlan(page, { name: "Mine", regions: ["eu-central-1"] });
  await saved(page);
  const other = await context.newPage();
  await other.goto(url);
  await tree(other).waitFor();
  await other.locator('.bar__saved[data-state="read-only"]').waitFor();
  await choose(other, file("list.txt", "10.0.0.0/8 Global\n"));
  await previewed(other);
  await dialog(other).getByText("This plan is being edited in another tab").waitFor();
  await dialog(other).getByRole("button", { name: /into a new plan$/ }).waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  test(`every page of the import can be used by everybody (${colorScheme})`, { colorScheme }, async ({ page, open }) => {
    await open();
    await openExample(page, "Three Regions");
    await page.keyboard.press("Control+o");
    await dialog(page).waitFor();
    await assertAccessible(page);
    await dialog(page).getByText("From AWS, by commands").click();
    await assertAccessible(page);
    await choose(page, [...ORGANIZATION, fixture("tables/plan.csv")]);
    await previewed(page);
    for (const name of ["Questions", "Rows", "Conflicts", "Notes", "Files"]) {
      if ((await tab(page, name).count()) === 0) continue;
      await tab(page, name).click();
      await assertAccessible(page);
    }
    await page.keyboard.press("Escape");
    await choose(page, file("broken.json", "{"));
    await dialog(page).getByText("This file cannot be opened").waitFor();
    await assertAccessible(page);
  });
}
