// Everything an architect does to a plan, once, by keyboard alone: no test here moves or presses a pointer.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test as plainTest } from "./support/fixture.mjs";
import { answered, assertNotPointed, dialog, fill, focused, goTo, press, run, settle, tabTo, type, withoutPointer } from "./support/keys.mjs";
import { tree } from "./support/planner.mjs";

const preview = (page) => dialog(page).locator(".proposal");
const selected = (page) => tree(page).locator("[role=row][aria-selected=true]");

/** A test on an open example that fails when anything took a pointer. */
function test(name, body) {
  plainTest(name, { timeout: 120_000 }, async (given) => {
    const { page, context, open } = given;
    await withoutPointer(context);
    await open();
    await tabTo(page, /^Three Regions/);
    await page.keyboard.press("Enter");
    await tree(page).waitFor();
    await page.locator('html[data-chunks="all"]').waitFor({ state: "attached", timeout: 30_000 });
    const exported = async () => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
      return readFile(await download.path(), "utf8");
    };
    const design = async () => JSON.parse(await exported()).design;
    await body({ ...given, exported, design });
    await assertNotPointed(page);
  });
}

const named = (table, name) => Object.values(table).find((row) => row.name === name);
const idOf = (table, name) => Object.entries(table).find(([, row]) => row.name === name)?.[0];
const cidrOfVpc = (design, name) => Object.values(design.vpc_cidrs).find((row) => row.vpc === idOf(design.vpcs, name))?.cidr;

test("pools and VPCs are added by size, by addresses, by CIDR, in numbers and from a list", async ({ page, design }) => {
  await goTo(page, "us-east-1");
  await page.keyboard.press("p");
  await dialog(page).waitFor();
  await fill(page, [[/^Name/, "Berlin"], [/^Size or CIDR/, "/20"]]);
  await preview(page).getByText(/lowest address/).first().waitFor();
  await tabTo(page, /^(Lowest address|Best fit|Spread)/);
  await page.keyboard.press("ArrowRight");
  await preview(page).getByText(/smallest free block that holds it/).first().waitFor();
  const block = await preview(page).locator(".proposal__block").innerText();
  await tabTo(page, /^Add pool/);
  await press(page, "Enter");
  await answered(page);
  const after = await design();
  const berlin = idOf(after.pools, "Berlin");
  assert.equal(Object.values(after.pool_cidrs).find((row) => row.pool === berlin).cidr, block);
  // For so many addresses, and one that is named.
  for (const [name, size, length] of [["quay", "3,000 addresses", 20], ["pier", "10.1.200.0/24", 24]]) {
    await goTo(page, "Production us-east-1");
    await page.keyboard.press("v");
    await dialog(page).waitFor();
    await fill(page, [[/^Name/, name], [/^Size or CIDR/, size]]);
    await preview(page).locator(".proposal__block").waitFor();
    await page.keyboard.press("Enter");
    await answered(page);
    assert.match(cidrOfVpc(await design(), name), new RegExp(`/${length}$`));
  }
  // Many, whole or not at all.
  await goTo(page, "Development us-west-2");
  await run(page, "Add many…");
  await dialog(page).waitFor();
  await page.keyboard.type("lab /22 us-west-2\nhuge /9");
  await preview(page).getByText("Line 2: huge /9 is larger than every CIDR of the pool").waitFor();
  await type(page, "lab /22 us-west-2\n8 × /26");
  await preview(page).getByText("9 blocks new").waitFor();
  await fill(page, [[/^Leave free behind each/, "/26"], [/^Begin where begins a/, "/24"]]);
  await preview(page).getByText("9 blocks new").waitFor();
  await tabTo(page, /^Add all/);
  await press(page, "Enter");
  await answered(page);
  assert.ok(named((await design()).vpcs, "lab"));
});

test("blocks are split, joined, resized, moved, rebased, duplicated, locked and deleted", async ({ page, exported, design }) => {
  const first = await exported();
  await goTo(page, "web-prod");
  await page.keyboard.press("s");
  await dialog(page).waitFor();
  await fill(page, [[/^Parts/, "2"]]);
  await tabTo(page, /VPCs in its place|Subnets|Where the parts come/);
  if (!/VPCs in its place/.test(await dialog(page).locator(":checked").first().evaluate((node) => node.parentElement.innerText))) await page.keyboard.press("ArrowRight");
  await fill(page, [[/^Names/, "web-{letter}"]]);
  await preview(page).getByText(/web-b/).first().waitFor();
  await page.keyboard.press("Enter");
  await answered(page);
  await goTo(page, "web-a");
  await page.keyboard.press("j");
  await preview(page).getByText(/goes/).first().waitFor();
  await fill(page, [[/^Name/, "web-prod"]]);
  await page.keyboard.press("Enter");
  await answered(page);
  await press(page, "Control+z", "Control+z");
  assert.equal(await exported(), first, "a step each");

  const steps = [
    ["Resize…", "inspection-prod", [[/^New size/, "/23"]], /Resize|Shrink/],
    ["Move to…", "sandbox", [[/^To\b/, "Development us-west-2"]], /Move/],
    ["Rebase…", "orders-prod", [[/^Onto/, "10.1.128.0/18"]], /Rebase|Move/],
    ["Duplicate…", "web-dev", [[/^Onto/, "/21"]], /Duplicate/],
  ];
  for (const [action, row, fields] of steps) {
    const before = await exported();
    await goTo(page, row);
    await run(page, action);
    await dialog(page).locator(".dialog__title").waitFor();
    await fill(page, fields);
    if (action === "Move to…") await press(page, "ArrowDown", "Enter");
    await preview(page).getByText(/block/).first().waitFor();
    await tabTo(page, /^(Resize|Move|Rebase|Duplicate)/);
    await page.keyboard.press("Enter");
    await answered(page);
    assert.notEqual(await exported(), before, action);
    await press(page, "Control+z");
    assert.equal(await exported(), before, `${action} is one step`);
  }

  await goTo(page, "us-west-2");
  await run(page, "Lock");
  await settle(page);
  await page.keyboard.press("Delete");
  await page.getByText(/is locked: unlock it first/).first().waitFor();
  if (await dialog(page).count()) await press(page, "Escape");
  await run(page, "Unlock");
  await settle(page);
  await goTo(page, "us-west-2");
  await page.keyboard.press("Delete");
  await dialog(page).getByText(/Along with it will go/).waitFor();
  await tabTo(page, /^Delete/);
  await page.keyboard.press("Enter");
  await answered(page);
  assert.equal(named((await design()).pools, "us-west-2"), undefined);
  await press(page, "Control+z");
  assert.equal(await exported(), first);
});

test("what is wanted is written down and placed, and a tree is generated and generated again", async ({ page, design }) => {
  await goTo(page, "Development us-west-2");
  await page.keyboard.press("Enter");
  await tabTo(page, /^What for/);
  await type(page, "teams");
  await tabTo(page, /^Blocks/);
  await type(page, "3 × /24");
  await page.keyboard.press("Enter");
  await page.locator(".inspector").getByRole("list", { name: "Wanted blocks" }).getByText("3 × /24").first().waitFor();
  await goTo(page, "Development us-west-2");
  await run(page, "Place wanted blocks…");
  // Others are wanted in this plan, too.
  await preview(page).getByText("6 blocks new").waitFor();
  await tabTo(page, /^Place/);
  await page.keyboard.press("Enter");
  await answered(page);
  assert.equal(Object.values((await design()).vpcs).filter((row) => row.name.startsWith("teams")).length, 3);

  const generator = page.getByRole("dialog", { name: "Generate a plan" });
  await run(page, "Generate a plan…");
  await generator.waitFor();
  await fill(page, [[/^Name of the pool on top/, "World"], [/^Supernet/, "172.16.0.0/12"]]);
  await generator.getByText("Makes 13 pools").waitFor();
  await tabTo(page, /^Leave out level 2/);
  await press(page, "Enter");
  await generator.getByText("Makes 4 pools").waitFor();
  await tabTo(page, /^Generate 4 pools/);
  await page.keyboard.press("Enter");
  await answered(page);
  // After a reload, too: the tree says what it was made of.
  await page.locator('.bar__saved[data-state="saved"]').waitFor();
  await page.reload();
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached", timeout: 30_000 });
  await goTo(page, "World");
  await run(page, "Generate a plan…");
  await generator.getByText("Generate World again").waitFor();
  await fill(page, [[/^Name of the pool on top/, "Earth"]]);
  await tabTo(page, /^Generate 4 pools/);
  await page.keyboard.press("Enter");
  await answered(page);
  assert.equal(named((await design()).pools, "World"), undefined);
});

test("rows are selected together, changed in bulk, cut, copied and pasted", async ({ page, context, exported, design }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const before = await exported();
  await goTo(page, "payments-prod");
  await press(page, "Shift+ArrowDown", "Control+ArrowDown", "Control+ArrowDown", "Control+Space");
  await page.getByText("3 rows selected").first().waitFor();
  await page.keyboard.press("e");
  await dialog(page).getByText("Change 3 rows").first().waitFor();
  await fill(page, [[/^Tags to add or change/, "owner=network"]]);
  await page.keyboard.press("Enter");
  await tabTo(page, /^(Locale or Region|Region|Locale)/);
  await page.keyboard.type("eu-west-1");
  await press(page, "ArrowDown", "Enter");
  await tabTo(page, /^Account/);
  await page.keyboard.type("Orders");
  await press(page, "ArrowDown", "Enter");
  await tabTo(page, /^Change 3 rows/);
  await page.keyboard.press("Enter");
  await answered(page);
  const vpc = named((await design()).vpcs, "payments-prod");
  assert.deepEqual([vpc.tags.owner, vpc.region], ["network", "eu-west-1"]);
  await press(page, "Control+z");
  assert.equal(await exported(), before, "one step");
  // The rules of pools.
  await goTo(page, "Production us-west-2");
  await page.keyboard.press("e");
  await fill(page, [[/^Minimum netmask/, "/16"]]);
  await page.keyboard.press("Enter");
  await answered(page);
  assert.equal(named((await design()).pools, "Production us-west-2").allocation_min_netmask_length, 16);
  await press(page, "Control+z");

  await goTo(page, "web-dev");
  await press(page, "Control+c");
  await page.getByText("Copied 1 row").first().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /\tweb-dev\t10\./);
  await goTo(page, "Development us-west-2");
  await press(page, "Control+v");
  await page.getByText(/Pasted 1\srow/).first().waitFor();
  await press(page, "Control+z");
  await goTo(page, "sandbox");
  await press(page, "Control+x");
  await goTo(page, "Development us-west-2");
  await press(page, "Control+v");
  await page.getByText("Moved 1 row to Development us-west-2").first().waitFor();
  await press(page, "Control+z");
  assert.equal(await exported(), before);
});

test("rows are filtered by everything they are, and found by name, address and size", async ({ page }) => {
  await goTo(page, "Global");
  await page.keyboard.press("/");
  const filter = page.getByRole("search", { name: "Filter the tree" });
  await filter.waitFor();
  for (const query of ["payments", "tag:Environment=prod", "account:Payments", "region:eu-west-1", "size:/20", "kind:reservation", "finding:any"]) {
    await type(page, query);
    await filter.getByText(/^\d+ of \d+\srows found$/).waitFor();
  }
  await press(page, "Escape");
  await filter.waitFor({ state: "detached" });

  await page.keyboard.press("Control+k");
  for (const [query, answer] of [["10.3.34.5", /10\.3\.34\.5 is in /], ["10.3.0.0/18", /A \/18 fits in|It can be had from/]]) {
    await type(page, query);
    await dialog(page).getByText(answer).first().waitFor();
  }
  // A row that is not drawn, because what it lies in is closed.
  await press(page, "Escape");
  await run(page, "Collapse all");
  await settle(page);
  await goTo(page, "data-prod");
  assert.match(await selected(page).first().getAttribute("aria-label"), /^data-prod,/);
  assert.match(await focused(page), /data-prod/);
});

test("the tree's columns, order, widths and density, the theme, and what is printed", async ({ page }) => {
  const header = (name) => page.getByRole("columnheader", { name, exact: true });
  await run(page, "Columns and density…");
  await tabTo(page, /^Account/);
  await press(page, "Space");
  await header("Account").waitFor({ state: "attached" });
  await press(page, "Escape");
  await answered(page);
  await goTo(page, "us-east-1");
  await tabTo(page, /^Name/, { key: "Shift+Tab" });
  await press(page, "Enter");
  assert.equal(await header("Name").getAttribute("aria-sort"), "ascending");
  const width = async () => (await header("Name").boundingBox()).width;
  const before = await width();
  await press(page, "Shift+ArrowRight");
  assert.notEqual(await width(), before);
  await run(page, "Order by address");
  const height = async () => (await tree(page).getByRole("row").nth(2).boundingBox()).height;
  const tall = await height();
  await run(page, "Switch between comfortable and compact rows");
  await page.waitForFunction((tall) => document.querySelectorAll("[role=treegrid] [role=row]")[2].getBoundingClientRect().height < tall, tall);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  const was = await theme();
  await run(page, "Switch between light and dark");
  await page.waitForFunction((was) => document.documentElement.dataset.theme !== was, was);
  await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
  await run(page, "Print…");
  await page.waitForFunction(() => globalThis.printed);
});

test("the map is gone through, zoomed, used and moved on; free space leads to a block", async ({ page, exported }) => {
  const lanes = page.getByRole("listbox", { name: "Address map" });
  const current = () =>
    page.evaluate(() => document.getElementById(document.querySelector(".map__lanes").getAttribute("aria-activedescendant"))?.getAttribute("aria-label"));
  const before = await exported();
  await goTo(page, "Production us-east-1");
  await tabTo(page, /^Address map/);
  if (!(await lanes.evaluate((lanes) => lanes === document.activeElement))) await tabTo(page, /^Address map|pool 10\.|, VPC 10\./);
  for (let turn = 0; turn < 40 && !(await lanes.evaluate((lanes) => lanes === document.activeElement)); turn += 1) await page.keyboard.press("Tab");
  for (let turn = 0; turn < 30 && !/, VPC /.test((await current()) ?? ""); turn += 1) await press(page, "ArrowDown");
  for (let turn = 0; turn < 30 && !/^payments-prod/.test((await current()) ?? ""); turn += 1) await press(page, "ArrowRight");
  const ends = () => page.locator(".map__ends").innerText();
  const all = await ends();
  await press(page, "+", "+");
  assert.notEqual(await ends(), all);
  await press(page, "-", "-");
  await press(page, "Space", "ArrowRight");
  await page.locator(".map__outcome").getByText(/Move payments-prod to/).waitFor();
  await press(page, "Space");
  assert.notEqual(await exported(), before);
  await press(page, "Control+z");
  assert.equal(await exported(), before);
  for (let turn = 0; turn < 60 && !/^free /.test((await current()) ?? ""); turn += 1) await press(page, "ArrowRight");
  await press(page, "Enter");
  await dialog(page).waitFor();
  await press(page, "Escape");
  await answered(page);

  await goTo(page, "Global");
  await page.keyboard.press("l");
  await tabTo(page, /^\/24$/);
  await press(page, "Enter");
  await page.getByText("Where /24 is left").waitFor();
  await tabTo(page, /^VPC… of \/24 from/);
  await press(page, "Enter");
  await dialog(page).waitFor();
  assert.match(await dialog(page).getByLabel("Size or CIDR").inputValue(), /\/24$/);
  await press(page, "Escape");
});

test("history, notes, legends, help, the tour and the list of keys", async ({ page, exported }) => {
  const before = await exported();
  await goTo(page, "Global");
  await press(page, "F2");
  await type(page, "World");
  await press(page, "Enter");
  await page.keyboard.press("h");
  await tabTo(page, /^History|Rename to World/);
  const list = page.getByRole("listbox", { name: "History" });
  for (let turn = 0; turn < 40 && !(await list.evaluate((list) => list === document.activeElement)); turn += 1) await page.keyboard.press("Tab");
  await press(page, "End");
  await page.getByRole("region", { name: "Compared with now" }).getByText("1 changed").waitFor();
  await press(page, "Enter");
  assert.equal(await exported(), before);

  await goTo(page, "Global");
  await press(page, "Enter");
  const note = page.locator(".inspector").getByRole("group", { name: "Note", exact: true });
  const field = note.getByRole("textbox", { name: "Note" });
  for (let turn = 0; turn < 120 && !(await field.evaluate((field) => field === document.activeElement).catch(() => false)); turn += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("Kept for **Frankfurt**");
  await press(page, "Control+Enter");
  await note.locator("strong", { hasText: "Frankfurt" }).waitFor();

  await goTo(page, "Global");
  await tabTo(page, /^Add…$/);
  await press(page, "Enter");
  const legend = page.getByRole("dialog", { name: "Legend" });
  await legend.waitFor();
  await fill(page, [[/^Meaning/, "Region"], [/^From/, "/8"], [/^To/, "/13"], [/^Values/, "0 Virginia, 1 Oregon, 2 Ireland"]]);
  await press(page, "Enter");
  await answered(page);
  await goTo(page, "us-west-2");
  await page.getByRole("group", { name: /^What the bits of/ }).getByText("Oregon").waitFor();

  await run(page, "Help: what things are in AWS");
  await page.keyboard.type("locale");
  await page.getByRole("dialog", { name: "Help" }).getByText(/Region/).first().waitFor();
  await press(page, "Escape");
  await answered(page);
  await run(page, "Tour of the screen");
  const tour = page.getByRole("region", { name: "Tour of the screen" });
  await tour.getByText("1 of 4").waitFor();
  await tabTo(page, /^Next/);
  await press(page, "Enter");
  await tour.getByText("2 of 4").waitFor();
  await tabTo(page, /^Skip the tour/, { key: "Shift+Tab" });
  await press(page, "Enter");
  await page.keyboard.press("?");
  // Every action that has keys stands in the list, and every one at all in the palette.
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).getByText("Add pool").first().waitFor();
  await press(page, "Escape");
});
