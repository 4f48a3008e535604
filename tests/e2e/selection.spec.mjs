// The rows of the tree as rows: several at once, copied, filtered, sorted, dragged; by keyboard alone, and by mouse.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";

const PLAN = fileURLToPath(new URL("../fixtures/plans/organization.json", import.meta.url));

const dialog = (page) => page.locator("dialog[open]");

/** Opens the worked example and gives what the tests ask of the tree. */
async function openPlan({ page, open }) {
  await open();
  await page.getByLabel("Plan file").setInputFiles(PLAN);
  await page.getByRole("button", { name: "Open as a new plan" }).click();
  await page.getByRole("treegrid").waitFor();
  // What sorts and selects comes after the tree.
  await page.locator(".tree__title").first().waitFor();
  // All in sight: the scopes, and what lies in the first pool.
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill("Collapse all");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.getByRole("row", { name: /^Global,/ }).click();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("row", { name: /^us-east-1,/ }).waitFor();
  const row = (name) => page.getByRole("row", { name: new RegExp(`^${name}(,|$)`) }).first();
  const names = (selector) =>
    page.locator(selector).evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label").split(",")[0]));
  const settle = () =>
    page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    });
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      await settle();
    }
  };
  /** Opens rows, and waits until what is in them stands. */
  const unfold = async (...rows) => {
    for (const name of rows) {
      await row(name).click();
      await press("ArrowRight");
    }
  };
  return {
    row,
    press,
    settle,
    unfold,
    selected: () => names(".tree__sheet [role=row][aria-selected=true]"),
    rows: () => names(".tree__sheet [role=row]"),
    bar: page.getByRole("group", { name: "Selected rows" }),
    inspector: page.locator("#inspector"),
  };
}

async function exported(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  return readFile(await download.path(), "utf8");
}

const design = async (page) => JSON.parse(await exported(page)).design;
const named = (table, name) => Object.values(table).find((row) => row.name === name);

/** Runs an action by its name. */
async function run(page, action) {
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill(action);
  await dialog(page).getByRole("option", { name: action }).first().waitFor();
  await page.keyboard.press("Enter");
}

test("rows are selected by mouse, one by one and in a row", async ({ page, open }) => {
  const { row, selected, bar, inspector, settle } = await openPlan({ page, open });
  await row("us-east-1").click();
  assert.deepEqual(await selected(), ["us-east-1"]);
  assert.equal(await bar.count(), 0);
  await row("eu-west-1").click({ modifiers: ["Control"] });
  await settle();
  assert.deepEqual(await selected(), ["us-east-1", "eu-west-1"]);
  await bar.getByText("2 rows selected").waitFor();
  await inspector.getByRole("heading", { name: "2 rows selected" }).waitFor();
  await inspector.getByText("2 different: eu-west-1, us-east-1").waitFor();
  await row("eu-west-1").click({ modifiers: ["Control"] });
  await settle();
  assert.deepEqual(await selected(), ["us-east-1"], "one always stays");
  await row("Data centers and offices").click({ modifiers: ["Shift"] });
  await settle();
  assert.deepEqual(await selected(), ["us-east-1", "us-west-2", "eu-west-1", "Data centers and offices"]);
  assert.equal(await page.evaluate(() => getSelection().toString()), "", "rows, and not the words in them");
  await row("us-west-2").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Change the selected rows…" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal((await selected()).length, 4, "a menu of several rows keeps them");
  await row("us-west-2").click();
  await settle();
  assert.deepEqual(await selected(), ["us-west-2"]);
  assert.equal(await bar.count(), 0);
});

test("rows are selected by keyboard, drawn or not", async ({ page, open }) => {
  const { row, press, selected, bar } = await openPlan({ page, open });
  const grid = page.getByRole("treegrid");
  assert.equal(await grid.getAttribute("aria-multiselectable"), "true");
  await row("us-east-1").click();
  await press("Shift+ArrowDown", "Shift+ArrowDown");
  assert.deepEqual(await selected(), ["us-east-1", "us-west-2", "eu-west-1"]);
  await press("Shift+ArrowUp");
  assert.deepEqual(await selected(), ["us-east-1", "us-west-2"]);
  await press("Control+ArrowDown", "Control+ArrowDown", "Control+Space");
  assert.deepEqual(await selected(), ["us-east-1", "us-west-2", "Data centers and offices"]);
  await press("Escape");
  assert.equal((await selected()).length, 1);
  // All rows, of which most are not in the page.
  await press("Shift+E", "Home", "Shift+End");
  const all = await bar.getByRole("status").innerText();
  const drawn = await page.locator(".tree__sheet [role=row]").count();
  assert.ok(drawn < 300);
  await press("ArrowDown", "Control+a");
  assert.equal(await bar.getByRole("status").innerText(), all, "free space is no row that is changed");
  const total = Number(await grid.getAttribute("aria-rowcount"));
  assert.ok(parseInt(all, 10) > drawn && parseInt(all, 10) < total, `${all} of ${total}, ${drawn} drawn`);
  await assertAccessible(page);
  await press("ArrowUp");
  assert.equal(await bar.count(), 0);
});

for (const colorScheme of ["light", "dark"]) {
  test(`several rows are changed in one step, ${colorScheme}`, { colorScheme }, async ({ page, open }) => {
    const { row, press, bar } = await openPlan({ page, open });
    await row("us-east-1").click();
    const before = await exported(page);
    await press("Shift+ArrowDown", "Shift+ArrowDown", "e");
    await dialog(page).getByRole("heading", { name: "Change 3 rows" }).waitFor();
    await dialog(page).getByText("Nothing is changed yet").waitFor();
    const tags = dialog(page).getByRole("textbox", { name: "Tags to add or change" });
    await tags.fill("owner=network");
    await tags.press("Enter");
    await dialog(page).getByRole("textbox", { name: "Minimum netmask" }).fill("/99");
    await dialog(page).getByText("3 rows stay as they are: IPv4 has no such netmask length").waitFor();
    await dialog(page).getByRole("textbox", { name: "Minimum netmask" }).fill("/18");
    await dialog(page).getByText("Lock", { exact: true }).last().click();
    const line = dialog(page).getByRole("table", { name: "What changes" }).getByRole("row", { name: /us-west-2/ });
    await line.getByText("new tag owner=network").waitFor();
    await line.getByText("→ /18").waitFor();
    await line.getByText("locked").waitFor();
    await assertAccessible(page, { within: "dialog[open]" });
    await dialog(page).getByRole("button", { name: "Change 3 rows" }).click();
    await dialog(page).waitFor({ state: "detached" });
    await bar.getByText("3 rows selected").waitFor();
    const changed = await design(page);
    for (const name of ["us-east-1", "us-west-2", "eu-west-1"]) {
      const pool = named(changed.pools, name);
      assert.equal(pool.tags.owner, "network", name);
      assert.equal(pool.allocation_min_netmask_length, 18, name);
      assert.equal(pool.locked, true, name);
    }
    await assertAccessible(page);
    // What is locked is not deleted with the others.
    await press("Delete");
    await dialog(page).getByText("is locked: unlock it first").waitFor();
    await press("Escape");
    await press("Control+z");
    assert.equal(await exported(page), before, "one step");
  });
}

test("several rows are locked, moved and deleted", async ({ page, open }) => {
  const { row, unfold, press, bar } = await openPlan({ page, open });
  await unfold("us-east-1", "Pre-production us-east-1");
  const before = await exported(page);
  await row("payments-preprod").click();
  await row("orders-preprod").click({ modifiers: ["Shift"] });
  await bar.getByRole("button", { name: "Lock", exact: true }).click();
  await page.getByText("Locked 2 rows").first().waitFor();
  assert.equal(named((await design(page)).vpcs, "payments-preprod").locked, true);
  await bar.getByRole("button", { name: "Unlock" }).click();
  await page.getByText("Unlocked 2 rows").first().waitFor();
  assert.equal(await exported(page), before);
  await bar.getByRole("button", { name: "Move to…" }).click();
  await dialog(page).getByRole("combobox", { name: "To" }).fill("Development us-east-1");
  await dialog(page).getByRole("option", { name: /Development us-east-1/ }).click();
  await dialog(page).getByText("2 blocks changed").waitFor();
  await page.keyboard.press("Escape");
  if (await dialog(page).count()) await page.keyboard.press("Escape");
  await row("payments-preprod").click();
  await row("orders-preprod").click({ modifiers: ["Shift"] });
  await press("Delete");
  await dialog(page).getByRole("heading", { name: "Delete 2 rows?" }).waitFor();
  await dialog(page).getByText(/With all that depends on them go 2\sVPCs/).waitFor();
  await assertAccessible(page, { within: "dialog[open]" });
  await dialog(page).getByRole("button", { name: "Delete 2 rows" }).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(named((await design(page)).vpcs, "orders-preprod"), undefined);
  await press("Control+z");
  assert.equal(await exported(page), before);
});

test("rows are copied, cut and pasted, by keys and as text", async ({ page, context, open, seen }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { row, unfold, press, selected } = await openPlan({ page, open });
  const text = () => page.evaluate(() => navigator.clipboard.readText());
  const write = (text) => page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await unfold("us-west-2", "us-east-1", "Development us-east-1");
  const before = await exported(page);
  await row("web-dev").click();
  await press("Control+c");
  await page.getByText("Copied 1 row").first().waitFor();
  const [heading, line] = (await text()).split("\n").map((line) => line.split("\t"));
  assert.deepEqual(heading.slice(0, 5), ["Level", "Kind", "Name", "CIDR", "Region"]);
  assert.deepEqual(line.slice(0, 5), ["1", "VPC", "web-dev", "10.3.32.0/21", "us-east-1"]);
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return (await item.getType("text/html")).text();
  });
  assert.match(html, /<td[^>]*>web-dev<\/td>/);
  // Into another pool: there it gets a block.
  await row("Development us-west-2").click();
  await press("Control+v");
  await page.getByText(/Pasted 1\srow: 10\.3\.32\.0\/21 is taken or lies elsewhere, so it is 10\.11\.0\.0\/21/).first().waitFor();
  assert.deepEqual(await selected(), ["web-dev"]);
  await press("Control+z");
  assert.equal(await exported(page), before);
  // Cut and pasted it goes, and is still what it was.
  await row("sandbox").click();
  await press("Control+x");
  assert.equal(await row("sandbox").getAttribute("data-aside"), "");
  const id = Object.entries(JSON.parse(before).design.vpcs).find(([, vpc]) => vpc.name === "sandbox")[0];
  await row("Development us-west-2").click();
  await press("Control+v");
  await page.getByText("Moved 1 row to Development us-west-2").first().waitFor();
  assert.equal((await design(page)).vpcs[id].name, "sandbox");
  await press("Control+z");
  assert.equal(await exported(page), before);
  // A list opens the dialog that places lists.
  await write("app /22 us-west-2\nlab /24");
  await row("Development us-west-2").click();
  await press("Control+v");
  await dialog(page).getByRole("heading", { name: "Add many" }).waitFor();
  assert.equal(await dialog(page).getByRole("textbox", { name: "Blocks" }).inputValue(), "app /22 us-west-2\nlab /24");
  await dialog(page).getByText("2 blocks new").waitFor();
  await press("Escape");
  if (await dialog(page).count()) await press("Escape");
  // Rows from elsewhere; and what finds no room says what would make some.
  await row("Development us-west-2").click();
  await write("pool team /18\n  VPC wiki /24");
  await press("Control+v");
  await page.getByText("Pasted 1 row").first().waitFor();
  assert.ok(named((await design(page)).pools, "team"));
  await press("Control+z");
  await row("Development us-west-2").click();
  await write("VPC huge /12");
  await press("Control+v");
  await page.getByText(/Not pasted: No room for huge of \/12/).first().waitFor();
  await page.getByText(/another \/12 would make room|larger than/).first().waitFor();
  assert.equal(await exported(page), before);
  // By the palette, too.
  await row("web-dev").click();
  await run(page, "Copy");
  await page.getByText("Copied 1 row").first().waitFor();
  assert.match(await text(), /web-dev/);
  // To read HTML from the clipboard, as this test does and the page does not, the browser makes a document of it.
  await page.waitForTimeout(200);
  seen.expectNoise(/style-src/);
});

test("the tree is filtered by what rows are", async ({ page, open }) => {
  const { row, press, rows, selected, bar } = await openPlan({ page, open });
  await row("us-east-1").click();
  await press("/");
  const field = page.getByRole("searchbox", { name: "Filter the tree" });
  const filter = page.getByRole("search", { name: "Filter the tree" });
  await page.keyboard.type("kind:vpc payments");
  await filter.getByText(/^8 of \d+\srows found$/).waitFor();
  const shown = await rows();
  assert.equal(shown.filter((name) => name.startsWith("payments")).length, 8, shown.join(", "));
  assert.ok(!shown.includes("web-prod") && !shown.includes("free"));
  assert.equal(await row("us-east-1").getAttribute("data-aside"), "", "what they lie in stands back");
  await assertAccessible(page);
  // All of what was found, and nothing else.
  await press("Enter", "Control+a");
  await bar.getByText("8 rows selected").waitFor();
  assert.deepEqual([...new Set((await selected()).map((name) => name.split("-")[0]))], ["payments"]);
  await press("Escape");
  await field.fill("size:wide");
  await filter.getByText(/Behind size/).waitFor();
  await field.fill("region:eu-west-1 kind:pool -name:production");
  // The Regional pool and the one of development: pre-production has "production" in its name.
  await filter.getByText(/^2 of/).waitFor();
  await field.fill("nothing-is-called-so");
  await filter.getByText(/^None of/).waitFor();
  await filter.getByRole("button", { name: "By…" }).click();
  await page.getByRole("menuitem", { name: "Reservations" }).waitFor();
  await page.keyboard.press("Escape");
  await filter.getByRole("button", { name: "Show all rows" }).click();
  await field.waitFor({ state: "detached" });
  await row("us-west-2").waitFor();
});

test("columns are chosen, sorted by and resized, and stay so", async ({ page, open, url }) => {
  const { row, press, rows } = await openPlan({ page, open });
  await row("us-east-1").click();
  const header = (name) => page.getByRole("columnheader", { name, exact: true });
  const order = async () => (await rows()).filter((name) => /^(us|eu)-/.test(name));
  assert.deepEqual(await order(), ["us-east-1", "us-west-2", "eu-west-1"]);
  await header("Name").getByRole("button").focus();
  await press("Enter");
  assert.deepEqual(await order(), ["eu-west-1", "us-east-1", "us-west-2"]);
  assert.equal(await header("Name").getAttribute("aria-sort"), "ascending");
  await press("Enter");
  assert.deepEqual(await order(), ["us-west-2", "us-east-1", "eu-west-1"]);
  // By keyboard, and by mouse.
  const width = async (name) => Math.round((await header(name).boundingBox()).width);
  await press("ArrowRight");
  const cidr = await width("CIDR");
  await press("Shift+ArrowRight", "Shift+ArrowRight");
  assert.equal(await width("CIDR"), cidr + 32);
  const edge = await header("Locale").locator(".tree__edge").boundingBox();
  const locale = await width("Locale");
  await page.mouse.move(edge.x + 6, edge.y + 8);
  await page.mouse.down();
  await page.mouse.move(edge.x + 46, edge.y + 8);
  await page.mouse.up();
  assert.equal(await width("Locale"), locale + 40);
  await run(page, "Columns and density");
  await dialog(page).getByRole("heading", { name: "Columns and density" }).waitFor();
  await dialog(page).getByRole("checkbox", { name: "Account" }).check();
  await dialog(page).getByRole("checkbox", { name: "Utilization" }).uncheck();
  await dialog(page).getByText("Compact", { exact: true }).click();
  await assertAccessible(page, { within: "dialog[open]" });
  await dialog(page).getByRole("button", { name: "Close" }).last().click();
  const check = async () => {
    await header("Account").waitFor();
    assert.equal(await header("Utilization").count(), 0);
    assert.equal(await width("CIDR"), cidr + 32);
    assert.deepEqual(await order(), ["us-west-2", "us-east-1", "eu-west-1"]);
    assert.equal(Math.round((await row("us-east-1").boundingBox()).height), 24);
  };
  await check();
  await page.locator('.bar__saved[data-state="saved"]').waitFor();
  await page.goto(url);
  await page.locator(".tree__title").first().waitFor();
  // The tree opens with more rows than fit.
  await page.setViewportSize({ width: 1440, height: 2400 });
  await row("eu-west-1").waitFor();
  await check();
  await assertAccessible(page);
  await run(page, "Order by address");
  assert.deepEqual(await order(), ["us-east-1", "us-west-2", "eu-west-1"]);
});

test("a row is dragged onto a pool, which says what would happen", async ({ page, open }) => {
  const { row, unfold, press, selected } = await openPlan({ page, open });
  await unfold("us-east-1", "Pre-production us-east-1");
  const before = await exported(page);
  const middle = async (name) => {
    const box = await row(name).locator(".tree__name").boundingBox();
    return [box.x + 10, box.y + box.height / 2];
  };
  const note = page.locator(".tree__drag");
  const drag = async (from, to) => {
    await page.mouse.move(...(await middle(from)));
    await page.mouse.down();
    const [x, y] = await middle(to);
    await page.mouse.move(x, y - 3, { steps: 4 });
    await page.mouse.move(x, y);
  };
  await drag("web-preprod", "Production us-east-1");
  await note.getByText(/^Move 1\srow to Production us-east-1: 10\.2\.64\.0\/20 becomes /).waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await note.count(), 0);
  assert.equal(await exported(page), before, "Escape leaves it where it is");
  await drag("Pre-production us-east-1", "web-preprod");
  await note.getByText(/^Not to Pre-production us-east-1: /).waitFor();
  await page.mouse.up();
  assert.equal(await exported(page), before);
  await drag("web-preprod", "Production us-east-1");
  await page.mouse.up();
  await page.getByText("Move web-preprod to Production us-east-1").first().waitFor();
  assert.deepEqual(await selected(), ["web-preprod"]);
  assert.notEqual(await exported(page), before);
  await press("Control+z");
  assert.equal(await exported(page), before);
});

test("every action on rows has its place in the palette and in the list of keys", async ({ page, open }) => {
  const { row } = await openPlan({ page, open });
  await row("us-east-1").click();
  await page.keyboard.press("?");
  for (const [name, keys] of [
    ["Copy", "Ctrl+C"],
    ["Cut", "Ctrl+X"],
    ["Paste", "Ctrl+V"],
    ["Select all rows", "Ctrl+A"],
    ["Change the selected rows", "E"],
    ["Filter the tree", "/"],
  ]) {
    const line = dialog(page).locator(".keylist__line").filter({ hasText: name }).first();
    assert.equal((await line.locator("kbd").innerText()).replaceAll(/\s/g, ""), keys, name);
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  for (const name of ["Columns and density", "Order by address", "Show all rows", "Switch between comfortable and compact rows"]) {
    await dialog(page).getByRole("combobox").fill(name);
    await dialog(page).getByRole("option", { name }).first().waitFor();
  }
});
