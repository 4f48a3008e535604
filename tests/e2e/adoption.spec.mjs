// Adopting a network that already runs: the brownfield story, a tree of pools around what runs, and default VPCs.

import assert from "node:assert/strict";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, newPlan, openExample, tree } from "./support/planner.mjs";

const panel = (page) => page.getByRole("tabpanel", { name: "Adoption" });
const toPage = (page, name) => panel(page).getByRole("radio", { name }).check({ force: true });
const table = (page, name) => panel(page).getByRole("region", { name });
const rows = (page, name) => table(page, name).locator("tbody tr:not([aria-hidden])");
const words = async (locator) => (await locator.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());

/** A plan in which all of it exists in AWS already. */
function plan(name, tables) {
  const design = {
    ipam: { name: "anycompany", home_region: "us-east-1", operating_regions: ["eu-west-1"], tier: "advanced", organization: {} },
    scopes: { private: { type: "private", default: true }, public: { type: "public", default: true } },
    ...tables,
  };
  return { format: "ipam-planner", version: 1, name, design, actual: design };
}

/** What was measured in September 2026: a pool in which a block is reserved, and two VPCs that run and are not imported. */
function brownfield() {
  return plan("Running", {
    pools: { top: { name: "Virginia", scope: "private", address_family: "ipv4", locale: "us-east-1", auto_import: true } },
    pool_cidrs: { c: { pool: "top", cidr: "10.0.0.0/14" } },
    reservations: { r: { name: "organization_reserved", pool: "top", cidr: "10.0.0.0/16" } },
    vpcs: {
      v1: { name: "payments", scope: "private", region: "us-east-1" },
      v2: { name: "reports", scope: "private", region: "us-east-1" },
    },
    vpc_cidrs: { x1: { vpc: "v1", cidr: "10.1.0.0/16" }, x2: { vpc: "v2", cidr: "10.2.0.0/16" } },
  });
}

/** VPCs in two Regions and no pool, with the default VPC of each of three accounts. */
function withoutPools(count = 3) {
  const vpcs = {};
  const vpc_cidrs = {};
  const add = (name, region, cidr) => {
    const id = `v${Object.keys(vpcs).length}`;
    vpcs[id] = { name, scope: "private", region };
    vpc_cidrs[`x${id}`] = { vpc: id, cidr };
  };
  for (let place = 0; place < count; place += 1) add("", "us-east-1", "172.31.0.0/16");
  add("shop", "us-east-1", "10.20.0.0/16");
  add("billing", "us-east-1", "10.21.0.0/16");
  add("dublin", "eu-west-1", "10.64.0.0/16");
  return plan("No pools", { vpcs, vpc_cidrs });
}

async function openFile(page, plan) {
  await page.getByLabel("Plan file").setInputFiles({ name: "plan.ipam.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(plan)) });
  await page.getByRole("button", { name: "Open as a new plan" }).click();
  await tree(page).waitFor();
}

/** Opens the view as somebody does who knows its name, by keyboard alone. */
async function show(page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("Adoption");
  await page.keyboard.press("Enter");
  await panel(page).waitFor();
}

const predicted = (page) => panel(page).locator(".adoption__predicted");

test("what a pool would do to a running network, and the two orders that avoid it", async ({ page, open, shot }) => {
  await open();
  await openFile(page, brownfield());
  const before = await exported(page);
  await show(page);

  await rows(page, "What runs").nth(1).waitFor();
  assert.deepEqual(
    (await words(rows(page, "What runs"))).map((row) => row.replace(/ us-east-1$/, "")),
    [
      "10.1.0.0/16 payments Unmanaged Virginia holds its addresses and has not allocated them",
      "10.2.0.0/16 reports Unmanaged Virginia holds its addresses and has not allocated them",
    ],
  );
  await shot("adoption runs");

  await toPage(page, "At risk");
  await rows(page, "Pools at risk").first().waitFor();
  assert.deepEqual(await words(rows(page, "Pools at risk")), [
    "Virginia 2 131,072 10.1.0.0/16 and 1 more 10.1.0.0/16 of payments and 10.2.0.0/16 of reports Simulate",
  ]);
  await panel(page).getByText("what is discovered is not allocated", { exact: false }).waitFor();
  await shot("adoption risk");

  // What was measured: the pool gives 10.1.0.0/24.
  await panel(page).getByRole("button", { name: "Simulate Virginia" }).click();
  await predicted(page).getByText(
    "would get 10.1.0.0/24, which lies in 10.1.0.0/16 of payments, which is running, and IPAM could never import what overlaps it",
  ).waitFor();
  await rows(page, "What the pool would import").nth(1).waitFor();
  assert.deepEqual(await words(rows(page, "What the pool would import")), [
    "10.1.0.0/16 payments Imported comes under management",
    "10.2.0.0/16 reports Imported comes under management",
  ]);
  await shot("adoption simulation");

  for (const [take, label, kind] of [
    ["Reserve what runs", "Reserve 2 running CIDRs", "Reserved"],
    ["Plan the auto-import", "Have 2 running CIDRs imported", "Managed"],
  ]) {
    await toPage(page, "Safe orders");
    await panel(page).getByText(/2\sCIDRs are safe then, and nothing is left over/).nth(1).waitFor();
    await shot(`adoption orders ${kind}`);
    await panel(page).getByRole("button", { name: take }).click();
    await page.getByText(label).first().waitFor();
    await toPage(page, "Auto-import");
    await predicted(page).getByText("would get 10.3.0.0/24, which no running VPC uses").waitFor();
    await toPage(page, "At risk");
    await panel(page).getByText("No pool could hand out addresses of what runs").waitFor();
    await toPage(page, "What runs");
    await rows(page, "What runs").nth(1).waitFor();
    assert.ok((await words(rows(page, "What runs"))).every((row) => row.includes(kind)), kind);
    // One step of the history.
    await tree(page).focus();
    await page.keyboard.press("Control+z");
    await rows(page, "What runs").filter({ hasText: "Unmanaged" }).nth(1).waitFor();
    assert.equal(await exported(page), before);
  }
});

test("pools are proposed around what runs, edited and taken as one step; default VPCs are one decision", async ({ page, open, shot }) => {
  await open();
  await openFile(page, withoutPools());
  await show(page);
  const offer = panel(page).getByRole("button", { name: "Ignore the 3 default VPCs" });
  await offer.waitFor();
  assert.equal(await rows(page, "What runs").filter({ hasText: "Conflicting" }).count(), 3);
  await shot("adoption default VPCs");
  await offer.click();
  await rows(page, "What runs").filter({ hasText: "Ignored" }).nth(2).waitFor();
  await offer.waitFor({ state: "detached" });

  // Narrowed by kind, and by words.
  await panel(page).getByLabel("How it stands").selectOption({ label: "Outside every pool (3)" });
  await panel(page).getByLabel("Filter what runs").fill("dublin");
  await rows(page, "What runs").filter({ hasText: "10.64.0.0/16" }).waitFor();
  assert.equal(await rows(page, "What runs").count(), 1);
  await panel(page).getByLabel("Filter what runs").fill("nowhere");
  await panel(page).getByText("No CIDR like this").waitFor();

  await toPage(page, "Proposed pools");
  const proposed = rows(page, "Proposed pools");
  await proposed.nth(2).waitFor();
  const cidrs = async () => words(proposed.locator("td.mono"));
  assert.deepEqual(await cidrs(), ["10.20.0.0/15 and 1 more", "10.64.0.0/15", "10.20.0.0/15"]);
  await panel(page).getByRole("radio", { name: "Four times" }).check({ force: true });
  await proposed.filter({ hasText: "10.20.0.0/14" }).first().waitFor();
  assert.deepEqual(await cidrs(), ["10.20.0.0/14 and 1 more", "10.64.0.0/14", "10.20.0.0/14"]);

  // Another name, another length, and no pool for Ireland.
  const name = panel(page).getByRole("textbox", { name: "Name of the pool of us-east-1" });
  await name.fill("Virginia");
  await name.press("Enter");
  await panel(page).getByLabel("Length of 10.20.0.0/14 of us-east-1").selectOption({ label: "/12" });
  await proposed.filter({ hasText: "10.16.0.0/12" }).first().waitFor();
  await panel(page).getByRole("checkbox", { name: "Take the pool of eu-west-1" }).uncheck();
  await panel(page).getByRole("button", { name: /Add 2\spools/ }).waitFor();
  assert.equal(await name.inputValue(), "Virginia");
  assert.deepEqual(await cidrs(), ["10.16.0.0/12", "10.64.0.0/14", "10.16.0.0/12"]);
  await shot("adoption proposal");
  await panel(page).getByRole("button", { name: /Add 2\spools/ }).click();
  await inTree(page, "Running network").waitFor();
  await page.getByText("Add 2 pools around what runs").first().waitFor();
  const { design } = JSON.parse(await exported(page));
  const pools = Object.values(design.pools).map((pool) => `${pool.name}: ${pool.locale ?? "none"}`);
  assert.deepEqual(pools.toSorted(), ["Running network: none", "Virginia: us-east-1"]);
  assert.deepEqual(Object.values(design.pool_cidrs).map((row) => row.cidr), ["10.16.0.0/12", "10.16.0.0/12"]);
  await tree(page).focus();
  await page.keyboard.press("Control+z");
  await inTree(page, "Running network").waitFor({ state: "detached" });
});

test("by keyboard alone: the orders are reached and one is taken", async ({ page, open }) => {
  await open();
  await openFile(page, brownfield());
  await tree(page).focus();
  await page.keyboard.press("o");
  await rows(page, "What runs").nth(1).waitFor();
  // From the tab to the pages, whose arrows choose.
  await page.getByRole("tab", { name: "Adoption" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  for (const name of ["At risk", "Auto-import", "Proposed pools", "Safe orders"]) {
    await page.keyboard.press("ArrowRight");
    assert.equal(await panel(page).getByRole("radio", { name }).isChecked(), true, name);
  }
  const take = panel(page).getByRole("button", { name: "Reserve what runs" });
  await take.waitFor();
  await page.keyboard.press("Tab");
  for (let presses = 0; presses < 4 && !(await take.evaluate((button) => button === document.activeElement)); presses += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByText("Reserve 2 running CIDRs").first().waitFor();
});

test("nothing runs, nothing to import, nothing to propose: each says so", async ({ page, open }) => {
  await open();
  await newPlan(page, { name: "Empty", regions: ["us-east-1"] });
  await show(page);
  await panel(page).getByText("Nothing runs yet").waitFor();
  await panel(page).getByRole("button", { name: "Add an unmanaged VPC…" }).click();
  await page.getByRole("dialog", { name: /VPC/ }).waitFor();
  await page.keyboard.press("Escape");
  await openFile(page, withoutPools(0));
  await show(page);
  await toPage(page, "At risk");
  await panel(page).getByText("No pool could hand out addresses of what runs").waitFor();
  await toPage(page, "Auto-import");
  await panel(page).getByRole("button", { name: "See the proposed pools" }).click();
  await rows(page, "Proposed pools").first().waitFor();
});

test("ten thousand running VPCs are a list like any other", { timeout: 120_000 }, async ({ page, open }) => {
  const vpcs = {};
  const vpc_cidrs = {};
  for (let place = 0; place < 10_000; place += 1) {
    vpcs[`v${place}`] = { name: `vpc ${place}`, scope: "private", region: place % 2 ? "us-east-1" : "eu-west-1" };
    vpc_cidrs[`x${place}`] = { vpc: `v${place}`, cidr: place < 1_000 ? "172.31.0.0/16" : `10.${place >> 7}.${(place & 127) * 2}.0/24` };
  }
  await open();
  await openFile(page, plan("Large", { vpcs, vpc_cidrs }));
  await show(page);
  await rows(page, "What runs").first().waitFor();
  assert.equal(await table(page, "What runs").getByRole("table").getAttribute("aria-rowcount"), "10001");
  assert.ok((await rows(page, "What runs").count()) <= 300);
  for (const name of ["Proposed pools", "Safe orders", "Auto-import", "At risk", "What runs"]) {
    await toPage(page, name);
    await panel(page).locator(".adoption__waiting").first().waitFor({ state: "detached" });
    assert.ok((await panel(page).locator("tbody tr").count()) <= 300, name);
  }
});

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test(`every page is accessible (${colorScheme}, ${viewport.width})`, { colorScheme, viewport, timeout: 120_000 }, async ({ page, open, shot }) => {
      await open();
      await openExample(page, "Two companies merge");
      await show(page);
      for (const [name, what] of [
        ["What runs", "What runs"],
        ["At risk", null],
        ["Auto-import", null],
        ["Proposed pools", null],
        ["Safe orders", "Left over when what runs is reserved"],
      ]) {
        await toPage(page, name);
        await panel(page).locator(".adoption__waiting").first().waitFor({ state: "detached" });
        if (what) await rows(page, what).first().waitFor();
        await shot(`adoption ${name} ${colorScheme} ${viewport.width}`);
        await assertAccessible(page, { within: ".panel" });
      }
    });
  }
}
