// What the plan costs, what it would cost, and what runs out.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "./support/fixture.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { exported, inTree, newPlan, openExample, tree } from "./support/planner.mjs";

const EXAMPLE = "Two Kubernetes clusters and the bill";
const RATE = 0.00027;

const panel = (page) => page.getByRole("tabpanel", { name: "Cost" });
const choose = (page, word) => panel(page).locator(".segmented__choice", { hasText: new RegExp(`^${word}$`) }).click();
const breakdown = (page) => panel(page).getByRole("region", { name: "Cost of each" });
const inspector = (page) => page.locator(".inspector");
const number = (text) => Number(text.replace(/[$,±+\s]/g, "").replace("\u2212", "-"));
const money = (amount) => `$${amount.toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ",")}`;

async function openBill(page) {
  await openExample(page, EXAMPLE);
  await page.locator(".status__cost").click();
  await panel(page).getByRole("region", { name: "Total" }).waitFor();
}

test("the surprise: forty VPCs and two clusters of 200 nodes", async ({ page, open, shot }) => {
  await open();
  await openExample(page, EXAMPLE);
  const plan = JSON.parse(await exported(page));
  assert.equal(Object.keys(plan.design.vpcs).length, 40);
  assert.equal(new Set(Object.values(plan.design.vpcs).map((vpc) => vpc.region)).size, 3);
  const groups = Object.values(plan.workloads).filter((workload) => workload.node_group);
  assert.deepEqual(groups.map(({ node_group: { instance_type, nodes, pods_per_node } }) => [instance_type, nodes, pods_per_node]), [["m5.xlarge", 200, 30], ["m5.xlarge", 200, 30]]);

  // What it costs. An m5.xlarge has up to 4 interfaces with 15 addresses: 30 pods and one interface at hand are 4 of them.
  const ofNodes = 400 * (4 + 4 * 14);
  let others = 0;
  let publicIps = 0;
  for (const { instances, zonal_interfaces: zonal } of Object.values(plan.workloads)) {
    if (instances) others += instances.count;
    if (zonal) {
      const interfaces = zonal.count * zonal.zones * (zonal.interfaces_per_zone ?? 1);
      others += interfaces * (1 + (zonal.public_ipv4_per_interface ?? 0));
      publicIps += interfaces * (zonal.public_ipv4_per_interface ?? 0);
    }
  }
  const active = ofNodes + others;
  const total = active * RATE * 730 + publicIps * 0.005 * 730;
  assert.equal(await page.locator(".status__cost b").innerText(), money(total));
  await page.locator(".status__cost").click();
  const side = panel(page).getByRole("region", { name: "Total" });
  await side.getByText(money(total), { exact: true }).waitFor();
  await side.getByText(`${active.toLocaleString("en-US")} active IPs × $0.00027 × 730 h`).waitFor();
  await side.getByText(/The rate is assumed for eu-central-1/).waitFor();
  await side.getByText(/AWS meters every active IP in the home Region eu-central-1/).waitFor();
  await choose(page, "Year");
  await side.getByText(money((active * RATE + publicIps * 0.005) * 8_760), { exact: true }).waitFor();
  await choose(page, "Month");

  // What delegated prefixes save: 2 prefixes for 30 pods, one at hand, on one interface.
  await choose(page, "Scenarios");
  const row = panel(page).getByRole("row", { name: /^Delegated prefixes/ });
  const saved = 400 * (60 - 4);
  await row.getByText(`\u2212${saved.toLocaleString("en-US")}`, { exact: true }).waitFor();
  await row.getByText(`\u2212${money(saved * RATE * 730)}`).waitFor();
  assert.equal(number((await row.locator(".cost__total").innerText()).split("\n")[0]), number(money(total - saved * RATE * 730)));
  await shot("cost scenarios");

  // Which pool runs out first.
  await choose(page, "Growth");
  await panel(page).getByLabel("Addresses grow by").fill("30");
  await panel(page).getByLabel("Blocks by").fill("30");
  const pools = panel(page).getByRole("region", { name: "Pools that run out" });
  await pools.getByText("in 10 months").first().waitFor();
  assert.match(await pools.getByRole("listitem").first().innerText(), /^Teams eu-central-1\s+10\.0\.0\.0\/17\s+in 10 months$/);
  await panel(page).getByText(/a month in 3 years/).waitFor();
  await panel(page).getByText("As a table").click();
  const months = panel(page).getByRole("region", { name: "Cost of each month" });
  assert.equal(await months.locator("tbody tr").count(), 37);
  assert.equal(number(await months.locator("tbody tr").first().locator("td").last().innerText()), number(money(total)));
  await shot("cost growth");
  await pools.getByRole("button", { name: "Teams eu-central-1" }).click();
  await tree(page).locator("[role=row][aria-selected=true]", { hasText: "Teams eu-central-1" }).waitFor();
});

test("a workload by keyboard: two figures and their working while one types", async ({ page, open, shot }) => {
  await open();
  await openExample(page, "Three Regions");
  const before = await exported(page);
  await inTree(page, "web-prod").first().click();
  await page.keyboard.press("w");
  const dialog = page.getByRole("dialog", { name: "Add a workload to web-prod" });
  await dialog.waitFor();
  await page.keyboard.type("checkout");
  const working = dialog.getByRole("status", { name: "Addresses and cost" });
  const figures = async () => (await working.locator(".workload__figures dd").allInnerTexts()).map(number);
  // The vector of the issue: 100 nodes of m5.large with 20 pods each.
  await dialog.getByLabel("Nodes", { exact: true }).fill("100");
  await working.getByText("3 interfaces + 27 secondary = 30 per node × 100 nodes = 3,000").waitFor();
  assert.deepEqual(await figures(), [3_000, 3_000]);
  await working.getByText("$591.30").first().waitFor();
  await dialog.getByLabel("Addresses of the pods").selectOption({ label: "Prefix delegation (/28)" });
  await working.getByText("1 interface + 3 /28 prefixes = 4 per node × 100 nodes = 400").waitFor();
  assert.deepEqual(await figures(), [400, 4_900], "prefixes lower what is billed, and raise what subnets lose");
  await working.getByText("$78.84").first().waitFor();
  await shot("cost workload");

  // An instance type by a part of its name; one that is not known is taken, too, and said.
  const type = dialog.getByRole("combobox", { name: "Instance type" });
  await type.fill("c7g.4xl");
  await page.keyboard.press("Enter");
  await dialog.getByText(/8 interfaces with 30 IPv4 addresses each/).waitFor();
  await type.fill("z99.huge");
  await page.keyboard.press("Enter");
  await dialog.getByText("Its limits are not known: only the addresses of the nodes are counted").waitFor();
  await type.fill("m5.large");
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Nodes", { exact: true }).fill("many");
  await dialog.getByRole("button", { name: "Add workload", exact: true }).click();
  await dialog.getByText("Nodes: a whole number, such as 12").waitFor();
  await dialog.getByLabel("Nodes", { exact: true }).fill("1,000");
  // Many more than the VPC has room for.
  await dialog.getByLabel("Addresses of the pods").selectOption({ label: "Secondary addresses" });
  await working.getByText("They do not fit").waitFor();
  await dialog.getByLabel("Nodes", { exact: true }).fill("100");
  await dialog.getByLabel("Nodes", { exact: true }).press("Enter");
  await dialog.waitFor({ state: "hidden" });

  const line = inspector(page).locator(".routes__line", { hasText: "checkout" });
  await line.getByText("3,000 active IPs · $591.30 a month").waitFor();
  await line.getByRole("button", { name: "checkout" }).click();
  const known = page.getByRole("dialog", { name: "Workload of web-prod" });
  assert.equal(await known.getByLabel("Nodes", { exact: true }).inputValue(), "100");
  await known.getByRole("button", { name: "Remove" }).click();
  await known.waitFor({ state: "hidden" });
  assert.equal(await exported(page), before);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await line.waitFor();
});

test("every split adds up to the total, and is sorted by its headings", async ({ page, open }) => {
  await open();
  await openBill(page);
  const total = number(await panel(page).locator(".cost__sum b").innerText());
  const rows = () => breakdown(page).locator("tbody tr:not([aria-hidden])");
  const column = (place) => rows().locator(`td:nth-child(${place})`).allInnerTexts();
  for (const split of ["Region", "Account", "Scope", "Pool"]) {
    await choose(page, split);
    const totals = (await column(7)).map(number);
    assert.ok(Math.abs(totals.reduce((sum, amount) => sum + amount, 0) - total) < 0.01 * totals.length, split);
    assert.deepEqual(totals, totals.toSorted((one, other) => other - one), split);
  }
  await choose(page, "VPC");
  assert.equal(await rows().count(), 40);
  await breakdown(page).getByRole("button", { name: "Name" }).click();
  const names = (await rows().locator("th .button__label, th button").allInnerTexts()).map((name) => name.trim());
  assert.deepEqual(names, names.toSorted());
  assert.equal(await breakdown(page).getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort"), "ascending");
  await breakdown(page).getByRole("button", { name: "Name" }).click();
  assert.equal(await breakdown(page).getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort"), "descending");
  await rows().first().getByRole("button").click();
  await tree(page).locator("[role=row][aria-selected=true]", { hasText: names.at(-1) }).waitFor();

  const [download] = await Promise.all([page.waitForEvent("download"), panel(page).getByRole("button", { name: "Download as CSV" }).click()]);
  const csv = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n").map((line) => line.split(","));
  assert.match(download.suggestedFilename(), /\.cost\.csv$/);
  const place = csv[0].indexOf("ipam_per_month");
  const regions = csv.filter(([by]) => by === "region").map((line) => Number(line[place]));
  assert.ok(Math.abs(regions.reduce((sum, amount) => sum + amount) - Number(csv.find(([by]) => by === "total")[place])) < 1e-6);
});

test("the tree shows active IPs and cost on demand", async ({ page, open, shot }) => {
  await open();
  await openBill(page);
  assert.equal(await tree(page).getByRole("columnheader", { name: "Active IPs" }).count(), 0);
  await panel(page).getByRole("button", { name: "In the tree" }).click();
  await tree(page).getByRole("columnheader", { name: "Cost/month" }).waitFor();
  assert.equal(await tree(page).getAttribute("aria-colcount"), "11");
  const total = await panel(page).locator(".cost__sum b").innerText();
  const first = tree(page).getByRole("row").nth(1);
  assert.equal(await first.locator(".tree__cell--cost").innerText(), total);
  assert.ok((await first.getAttribute("aria-label")).endsWith(`active IPs, ${total} a month`));
  await shot("cost tree");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("active IPs and cost");
  await page.keyboard.press("Enter");
  await tree(page).getByRole("columnheader", { name: "Cost/month" }).waitFor({ state: "detached" });
});

test("rates, hours and what counts are settings of the plan", async ({ page, open }) => {
  await open();
  await openBill(page);
  const sum = panel(page).locator(".cost__sum");
  const before = number(await sum.locator("b").innerText());
  await panel(page).getByRole("button", { name: "Rates and what counts…" }).click();
  const dialog = page.getByRole("dialog", { name: "Rates and what counts" });
  await dialog.getByLabel("A month has").selectOption({ label: "720 hours (thirty days)" });
  const rate = dialog.getByLabel("Home Region eu-central-1");
  await rate.fill("cheap");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText(/"cheap" is not a rate/).waitFor();
  await rate.fill("0.00054");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  await sum.getByText("a month of 720 hours").waitFor();
  await panel(page).getByText("The rate is stated in this plan").waitFor();
  const ipam = number(await panel(page).locator(".cost__figures dd.number").first().innerText());
  await panel(page).getByText("active IPs × $0.00054 × 720 h").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await sum.getByText("a month of 730 hours").waitFor();
  assert.equal(number(await sum.locator("b").innerText()), before);
  const usual = number(await panel(page).locator(".cost__figures dd.number").first().innerText());
  assert.ok(Math.abs(ipam - (usual * 2 * 720) / 730) < 0.02, `${ipam} ${usual}`);
});

test("a scenario is made of suggestions and assumptions, and adopted as one step", async ({ page, open }) => {
  await open();
  await openBill(page);
  await choose(page, "Scenarios");
  const compared = panel(page).getByRole("region", { name: "Scenarios compared" });
  const count = await compared.locator("tbody tr").count();
  const ideas = panel(page).getByRole("region", { name: "What saves most" });
  await ideas.getByRole("button", { name: "Add as a scenario: All node groups: Overlay network" }).click();
  const mine = compared.locator("tr[aria-current=true]");
  await mine.getByRole("button", { name: "All node groups: Overlay network" }).waitFor();
  assert.equal(await compared.locator("tbody tr").count(), count + 1);

  const chosen = panel(page).getByRole("region", { name: "The chosen scenario" });
  await chosen.getByLabel("Scenario").fill("Overlay and half as many nodes again");
  await chosen.getByLabel("Scenario").press("Enter");
  await chosen.getByRole("button", { name: "Add an assumption…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add an assumption to Overlay and half as many nodes again" });
  await dialog.getByLabel("What is otherwise").selectOption({ label: "More or fewer nodes" });
  await dialog.getByLabel("Factor").fill("1.5x");
  await dialog.getByRole("button", { name: "Add assumption" }).click();
  await dialog.getByText(/A factor with at most three decimals/).waitFor();
  await dialog.getByLabel("Factor").fill("1.5");
  await dialog.getByText(/The scenario then has .* active IPs/).waitFor();
  await dialog.getByRole("button", { name: "Add assumption" }).click();
  await dialog.waitFor({ state: "hidden" });
  await chosen.getByRole("button", { name: "All node groups: nodes × 1.5", exact: true }).waitFor();

  // Adopted, the plan costs what the scenario said; taken back, it is as it was.
  const cost = (await mine.locator(".cost__total").innerText()).split(/\s/)[0];
  const before = await exported(page);
  await chosen.getByRole("button", { name: "Adopt" }).click();
  await page.waitForFunction((cost) => document.querySelector(".status__cost b")?.innerText === cost, cost);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  assert.equal(await exported(page), before);
});

test("a plan in which nothing runs says what to do", async ({ page, open }) => {
  await open();
  await newPlan(page, { name: "Empty", regions: ["eu-central-1"] });
  assert.equal(await page.locator(".status__cost").count(), 0, "no cost where nothing runs");
  await page.keyboard.press("b");
  await panel(page).getByText("Nothing runs in the plan yet").waitFor();
  assert.equal(await panel(page).getByRole("button", { name: "Add a workload…" }).getAttribute("aria-description"), "Select a VPC first");
  await choose(page, "Scenarios");
  await panel(page).getByText("Nothing runs in the plan yet").waitFor();
  await choose(page, "Growth");
  await panel(page).getByText("No pool runs out in this time").waitFor();
  await assertAccessible(page, { within: ".panel" });
});

/** An Elastic IP address is $0.005 an hour, in use or idle: $3.65 for 730 hours. */
test("public addresses are priced by who provides them", async ({ page, open, shot }) => {
  await open();
  await newPlan(page, { name: "Public", regions: ["eu-central-1"] });
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
  for (const [name, address, kind] of [
    ["NAT", "203.0.113.9", "Elastic IP address"],
    ["Office", "198.51.100.0/24", "Public IPv4 pool of EC2"],
  ]) {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("Add public addresses…");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Add public addresses" });
    await dialog.locator(".segmented__choice", { hasText: kind }).click();
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("Address or CIDR").fill(address);
    await dialog.getByRole("button", { name: "Add addresses" }).click();
    await dialog.waitFor({ state: "hidden" });
  }
  await inspector(page).getByText("None: you bring the addresses").waitFor();
  await inTree(page, "NAT").click();
  await inspector(page).getByText("$3.65 a month, in use or idle").waitFor();
  assert.equal(await page.locator(".status__cost b").innerText(), "$3.65");
  await page.locator(".status__cost").click();
  const side = panel(page).getByRole("region", { name: "Total" });
  await side.getByText("1 address × $0.005 × 730 h").waitFor();
  await side.getByText("AWS does not charge for the 256 public addresses that you bring (BYOIP)").waitFor();
  await side.getByText(/the EC2 Free Tier has 750 hours of public IPv4 a month: they are not taken off/).waitFor();
  for (const split of ["Region", "Account", "Scope", "Pool", "VPC", "Workload"]) {
    await choose(page, split);
    assert.equal(number(await breakdown(page).locator("tbody tr:not([aria-hidden]) td:nth-child(7)").first().innerText()), 3.65, split);
  }
  await breakdown(page).getByText("In the public scope").waitFor();
  await shot("cost public");
  await assertAccessible(page, { within: ".panel" });
});

for (const colorScheme of ["light", "dark"]) {
  test(`the cost is accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open, shot }) => {
    await open();
    await openBill(page);
    for (const split of ["Region", "Workload"]) {
      await choose(page, split);
      await assertAccessible(page, { within: ".panel" });
    }
    await panel(page).getByRole("button", { name: "In the tree" }).click();
    await assertAccessible(page);
    for (const word of ["Scenarios", "Growth"]) {
      await choose(page, word);
      await page.waitForTimeout(300);
      await assertAccessible(page, { within: ".panel" });
      await shot(`cost ${word} ${colorScheme}`);
    }
    await choose(page, "Scenarios");
    for (const button of ["Rates and what counts…", "Add an assumption…"]) {
      await panel(page).getByRole("button", { name: button }).click();
      await page.getByRole("dialog").waitFor();
      await assertAccessible(page, { within: "dialog" });
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
    }
    await inTree(page, "team-01").click();
    await assertAccessible(page, { within: ".main__inspector" });
    await page.keyboard.press("w");
    await page.getByRole("dialog").waitFor();
    await page.getByText("Settings of the VPC CNI plugin and of the kubelet").click();
    await assertAccessible(page, { within: "dialog" });
    for (const kind of ["Instances", "Services", "Plain number"]) {
      await page.getByRole("dialog").locator(".segmented__choice", { hasText: kind }).click();
      await assertAccessible(page, { within: "dialog" });
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("i");
    await page.setViewportSize({ width: 390, height: 844 });
    for (const word of ["Estimate", "Scenarios", "Growth"]) {
      await choose(page, word);
      await page.waitForTimeout(300);
      await assertAccessible(page, { within: ".panel" });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${word} is ${wide} wide`);
      await shot(`cost ${word} phone ${colorScheme}`);
    }
  });
}
