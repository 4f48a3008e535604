// Two plans side by side, and two copies put together: files, links, steps of the history, what exists.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, openExample, saved, tree } from "./support/planner.mjs";

const dialog = (page) => page.getByRole("dialog");
const fixture = (path) => readFile(new URL(`../fixtures/${path}`, import.meta.url), "utf8");

/** Runs a command of the palette, by keyboard alone. */
async function command(page, words) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill(words);
  await page.keyboard.press("Enter");
}

/** A file for the browser's file dialog. */
const file = (name, text) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

/** Gives files to the open dialog, without the browser's own dialog. */
const add = (page, ...files) => dialog(page).getByLabel("Files to compare").setInputFiles(files);

/** The plan of the organization, changed. */
async function changed(change) {
  const plan = JSON.parse(await fixture("plans/organization.json"));
  change(plan);
  return JSON.stringify(plan);
}

const GLOBAL = "000000000007";
const PAYMENTS = "00000000000h";
const SUBNET = "00000000000s";

const chosen = (page, label) => dialog(page).getByLabel(label).locator("option:checked").innerText();
const showAs = (page, way) => dialog(page).getByRole("radio", { name: way, exact: true }).check({ force: true });

test("two files are compared as a list, in the tree and to scale", async ({ page, open }) => {
  await open();
  await openExample(page, "IPv4 and IPv6 side by side");
  await saved(page);
  await command(page, "Compare");
  const before = await fixture("plans/organization.json");
  const after = await changed((plan) => {
    plan.design.pools[GLOBAL].name = "World";
    delete plan.design.subnets[SUBNET];
    plan.design.vpcs.fresh = { name: "fresh", scope: "private", region: "us-east-1" };
    plan.design.vpc_cidrs.freshcidr = { vpc: "fresh", cidr: "10.7.0.0/20", pool: "00000000000a" };
  });
  await dialog(page).getByLabel("First plan").selectOption({ label: "Choose…" });
  await add(page, file("before.json", before), file("after.json", after));
  await dialog(page).getByRole("row", { name: /^VPCs/ }).waitFor();
  assert.equal(await chosen(page, "First plan"), "before.json");
  assert.equal(await chosen(page, "Second plan"), "after.json");
  const row = (name) => dialog(page).getByRole("listitem").filter({ hasText: name });
  await row("World").filter({ hasText: "Global" }).first().waitFor();
  // Neither is the open plan: there is nothing to take anything over into.
  assert.equal(await dialog(page).getByRole("button", { name: /^Take over/ }).count(), 0);
  assert.match(await dialog(page).getByRole("row", { name: /^Subnets/ }).innerText(), /18\s+17/);

  await showAs(page, "Tree");
  await dialog(page).getByRole("list", { name: "Marks" }).getByText("Moved away").waitFor();
  await row("fresh").filter({ hasText: "Added" }).waitFor();
  await row("private-us-east-1a").filter({ hasText: "Removed" }).waitFor();
  await row("payments-prod").first().waitFor();

  await showAs(page, "To scale");
  await dialog(page).getByRole("img", { name: /^Before: 1 removed: 10\.0\.128\.0\/20/ }).waitFor();
  await dialog(page).getByRole("img", { name: /^After: 1 added: 10\.7\.0\.0\/20/ }).waitFor();

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Download the report" }).click(),
  ]);
  const report = await readFile(await download.path(), "utf8");
  assert.match(report, /^# before\.json → after\.json/);
  assert.match(report, /## Added \(1\)/);
});

test("what was done is compared with now, and a single thing is taken back", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  const first = await exported(page);
  for (const [from, to] of [
    ["Global", "World"],
    ["us-east-1", "Virginia"],
  ]) {
    await inTree(page, from).first().click();
    await page.keyboard.press("F2");
    await page.keyboard.press("Control+a");
    await page.keyboard.type(to);
    await page.keyboard.press("Enter");
    await inTree(page, to).first().waitFor();
  }
  await page.keyboard.press("h");
  const list = page.getByRole("listbox", { name: "History" });
  await list.focus();
  await page.keyboard.press("End");
  await page.getByRole("region", { name: "Compared with now" }).getByRole("button", { name: "Compare…" }).press("Enter");
  assert.equal(await chosen(page, "First plan"), "As it was opened");
  await dialog(page).getByRole("radio", { name: /^Changed/ }).waitFor();
  await dialog(page).getByRole("button", { name: "Take over Virginia" }).press("Enter");
  await dialog(page).getByRole("button", { name: "Take over Virginia" }).waitFor({ state: "detached" });
  await dialog(page).getByRole("button", { name: "Take over World" }).press("Enter");
  await dialog(page).getByText("No difference").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await exported(page), first);
});

test("a link is compared with the open plan, and damaged ones say so", async ({ page, open }) => {
  await open();
  await openExample(page, "IPv4 and IPv6 side by side");
  await command(page, "Share as a link");
  const link = await dialog(page).getByRole("textbox", { name: "Link" }).innerText();
  await page.keyboard.press("Escape");
  await command(page, "Compare");
  const field = dialog(page).getByLabel("A link to a plan");
  await field.fill(`${link.slice(0, -30)}`);
  await field.press("Enter");
  await dialog(page).getByText("The link is damaged", { exact: false }).waitFor();
  await field.fill(link);
  await field.press("Enter");
  await dialog(page).getByText("No difference").waitFor();
  assert.match(await chosen(page, "Second plan"), /from a link/);
});

test("the plan is compared with what the AWS CLI says", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await command(page, "Compare");
  const vpcs = {
    Vpcs: [
      {
        VpcId: "vpc-0aaaaaaaaaaaaaaaa",
        OwnerId: "111122223333",
        CidrBlock: "10.200.0.0/16",
        CidrBlockAssociationSet: [
          { AssociationId: "a", CidrBlock: "10.200.0.0/16", CidrBlockState: { State: "associated" } },
        ],
        Tags: [{ Key: "Name", Value: "forgotten" }],
      },
    ],
  };
  await add(page, file("describe-vpcs.json", JSON.stringify(vpcs)));
  await dialog(page).getByRole("row", { name: /^VPCs/ }).waitFor();
  assert.match(await chosen(page, "Second plan"), /What exists, by describe-vpcs\.json/);
  assert.match(await dialog(page).getByRole("row", { name: /^VPCs/ }).innerText(), /29\s+1/);
  await dialog(page).getByRole("radio", { name: /^Added/ }).check({ force: true });
  await dialog(page).getByRole("button", { name: "Take over forgotten" }).click();
  await dialog(page).getByRole("button", { name: "Take over forgotten" }).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByRole("treegrid").waitFor();
  assert.ok((await exported(page)).includes("forgotten"));
  // What is no plan, and nothing else either, is said to be so.
  await command(page, "Compare");
  await add(page, file("shopping.json", '{"milk": 2}'));
  await dialog(page).getByRole("alert").getByText(/shopping\.json/).waitFor();
});

/** Opens the dialog with a base and two copies, of which the first is the open plan when `ours` is not given. */
async function merging(page, base, ours, theirs) {
  await command(page, "Merge two copies");
  if (ours) await dialog(page).getByLabel("First copy").selectOption({ label: "Choose…" });
  await add(page, file("base.json", base), ...(ours ? [file("ours.json", ours)] : []), file("theirs.json", theirs));
}

test("two copies are merged, and what both changed is decided", async ({ page, open }) => {
  await open();
  await openExample(page, "IPv4 and IPv6 side by side");
  await saved(page);
  const base = await fixture("plans/organization.json");
  const ours = await changed((plan) => {
    plan.design.pools[GLOBAL].name = "World";
    plan.design.vpcs[PAYMENTS].name = "payments-eu";
  });
  const theirs = await changed((plan) => {
    plan.design.pools[GLOBAL].name = "Earth";
    plan.design.subnets[SUBNET].name = "first";
  });
  await merging(page, base, ours, theirs);
  const conflict = dialog(page).getByRole("radiogroup", { name: /World.*name/ });
  await conflict.getByText("Global").waitFor();
  assert.ok(await conflict.getByRole("radio", { name: /First copy World/ }).isChecked());
  await dialog(page).getByText("1 conflict is not decided", { exact: false }).waitFor();
  // By keyboard: the arrow chooses, and the choice keeps the focus.
  await conflict.getByRole("radio", { name: /First copy World/ }).focus();
  await page.keyboard.press("ArrowDown");
  await dialog(page).getByRole("listitem").filter({ hasText: "Earth" }).first().waitFor();
  assert.ok(await conflict.getByRole("radio", { name: /Second copy Earth/ }).isChecked());
  await dialog(page).getByText("not decided", { exact: false }).waitFor({ state: "detached" });
  await assertAccessible(page, { within: "dialog" });
  assert.equal(await dialog(page).getByRole("button", { name: "Take into the open plan" }).count(), 0);
  await dialog(page).getByRole("button", { name: "Open as a new plan" }).press("Enter");
  await inTree(page, "Earth").first().waitFor();
  const text = await exported(page);
  for (const name of ["Earth", "payments-eu", "first"]) assert.ok(text.includes(`"${name}"`), name);
  assert.ok(!text.includes('"World"'));
});

test("a copy is merged into the open plan as one step", async ({ page, open }) => {
  await open();
  const base = await fixture("plans/organization.json");
  await page.getByLabel("Plan file").setInputFiles(file("mine.ipam.json", base));
  await dialog(page).getByRole("button", { name: /new plan|open/i }).first().click();
  await tree(page).waitFor();
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
  const before = await exported(page);
  const theirs = await changed((plan) => {
    plan.design.vpcs[PAYMENTS].name = "payments-eu";
  });
  await merging(page, base, undefined, theirs);
  await dialog(page).getByRole("button", { name: "Take into the open plan" }).waitFor();
  await dialog(page).getByRole("listitem").filter({ hasText: "payments-eu" }).first().waitFor();
  await dialog(page).getByRole("button", { name: "Take into the open plan" }).press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  assert.ok((await exported(page)).includes("payments-eu"));
  await page.keyboard.press("Control+z");
  assert.equal(await exported(page), before);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1440, 390]) {
    const viewport = { width, height: width === 390 ? 844 : 900 };
    const name = `comparison and merge are accessible (${colorScheme}, ${width})`;
    test(name, { colorScheme, viewport, timeout: 120_000 }, async ({ page, open, shot }) => {
      await open();
      await openExample(page, "Three Regions");
      await saved(page);
      // The example as a file.
      const text = await fixture("plans/organization.json");
      const other = JSON.parse(text);
      const pools = Object.entries(other.design.pools);
      pools[3][1].name = "Another name";
      const [vpc] = Object.keys(other.design.vpcs);
      for (const table of ["vpc_cidrs", "subnets"]) {
        for (const [id, row] of Object.entries(other.design[table])) if (row.vpc === vpc) delete other.design[table][id];
      }
      delete other.design.vpcs[vpc];
      other.workloads = Object.fromEntries(Object.entries(other.workloads ?? {}).filter(([, row]) => row.vpc !== vpc));
      delete other.connections;
      delete other.demands;
      other.design.vpcs.fresh = { name: "fresh", scope: "private", region: "us-east-1" };
      other.design.vpc_cidrs.freshcidr = { vpc: "fresh", cidr: "10.7.0.0/18", pool: pools[1][0] };
      await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
      await command(page, "Compare");
      await add(page, file("other.ipam.json", JSON.stringify(other)));
      await dialog(page).getByRole("row", { name: /^VPCs/ }).waitFor();
      for (const way of ["List", "Tree", "To scale"]) {
        await showAs(page, way);
        await assertAccessible(page, { within: "dialog" });
        await shot(`compare ${way} ${colorScheme} ${width}`);
      }
      await page.keyboard.press("Escape");
      await command(page, "Merge two copies");
      const theirs = JSON.parse(text);
      theirs.design.pools[pools[3][0]].name = "A third name";
      await dialog(page).getByLabel("First copy").selectOption({ label: "Choose…" });
      await add(page, file("base.json", text), file("ours.json", JSON.stringify(other)), file("theirs.json", JSON.stringify(theirs)));
      await dialog(page).getByRole("region", { name: "Conflicts" }).waitFor();
      await assertAccessible(page, { within: "dialog" });
      await shot(`merge ${colorScheme} ${width}`);
    });
  }
}
