// The subnet designer, connections, filtered findings, and the fields that have a place of their own.

import assert from "node:assert/strict";
import { test } from "./support/fixture.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { exported, inTree, openExample, saved, tree } from "./support/planner.mjs";

const dialog = (page) => page.locator("dialog[open]");
const all = (page) => page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });

async function start(page, open, example) {
  await open();
  await openExample(page, example);
  await all(page);
}

/** Runs a command of the palette. */
async function run(page, label) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /A command/ }).fill(label);
  await page.keyboard.press("Enter");
}

const range = (cidr) => {
  const [address, length] = cidr.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - length) - 1];
};

test("subnets are designed by keyboard alone, and are one step", async ({ page, open }) => {
  await start(page, open, "Three Regions");
  await inTree(page, "orders-prod").first().click();
  await page.keyboard.press("d");
  await page.getByRole("dialog", { name: "Design subnets" }).waitFor();
  const outcome = page.getByRole("region", { name: "Subnets that will be made" });
  await outcome.getByRole("row").nth(6).waitFor();
  // The first zone has the focus: without it there are two, for each of two purposes.
  await page.keyboard.press("Space");
  await dialog(page).getByRole("button", { name: "Add 4 subnets" }).waitFor();
  await page.keyboard.press("Space");
  // 11 hosts and the five that AWS keeps are a /28.
  await dialog(page).getByLabel("Size of each public subnet").fill("11 hosts");
  await outcome.getByRole("cell", { name: "11", exact: true }).first().waitFor();
  await dialog(page).getByRole("button", { name: "Add a purpose" }).click();
  await page.waitForFunction(() => document.activeElement?.value === "isolated");
  await dialog(page).getByLabel("Size of each isolated subnet").fill("/28");
  await dialog(page).getByLabel("Names").fill("{purpose}-{letter}");
  await outcome.getByRole("cell", { name: "isolated-c", exact: true }).waitFor();
  const shown = await outcome.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText)));
  assert.equal(shown.length, 9);
  await dialog(page).getByLabel("Names").press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  const made = Object.values(JSON.parse(await exported(page)).design.subnets);
  for (const [name, zone, cidr] of shown) {
    assert.ok(made.some((row) => row.name === name && row.availability_zone === zone && row.cidr === cidr), `${name} ${cidr}`);
  }
  const ranges = shown.map(([, , cidr]) => range(cidr)).sort(([one], [other]) => one - other);
  for (const [place, [first]] of ranges.slice(1).entries()) assert.ok(first > ranges[place][1]);
  await page.keyboard.press("Control+z");
  const left = Object.values(JSON.parse(await exported(page)).design.subnets ?? {});
  assert.equal(left.length, made.length - 9);
});

test("the designer says what does not fit, and what would", async ({ page, open }) => {
  await start(page, open, "Three Regions");
  await inTree(page, "orders-prod").first().click();
  await page.locator(".inspector").getByRole("button", { name: "Design subnets…" }).click();
  await dialog(page).getByLabel("Size of each private subnet").fill("/19");
  await dialog(page).getByText(/subnets fit, but not \/19 for private/).waitFor();
  await dialog(page).getByRole("button", { name: /^Make private \/\d+: then all fit/ }).click();
  await dialog(page).getByRole("button", { name: "Add 6 subnets" }).waitFor();
  await dialog(page).getByLabel("Size of each public subnet").fill("/29");
  await dialog(page).getByText("Public asks for /29, but an IPv4 subnet is /16 to /28").waitFor();
  await dialog(page).getByLabel("Size of each public subnet").fill("much");
  await dialog(page).getByText("Write a netmask length such as /24, a number such as 200 hosts, or a share such as 25 %").waitFor();
});

test("the matrix says why two VPCs cannot be connected, and a connection is stated from it", async ({ page, open }) => {
  await start(page, open, "Two companies merge");
  await page.getByRole("tab", { name: "Connections" }).click();
  const grid = page.getByRole("grid", { name: "What can be connected" });
  await page.getByText("All VPCs and networks").click();
  const count = Number(await grid.getAttribute("aria-rowcount")) - 1;
  assert.ok(count > 10);
  assert.equal(await grid.getAttribute("aria-colcount"), String(count + 1));
  await grid.focus();
  const active = () => grid.evaluate((grid) => document.getElementById(grid.getAttribute("aria-activedescendant"))?.dataset.cell);
  await page.keyboard.press("Control+End");
  await page.waitForFunction((last) => document.querySelector(`[data-cell="${last} ${last}"]`), count - 1);
  assert.equal(await active(), `${count - 1} ${count - 1}`);
  await page.keyboard.press("Control+Home");
  assert.equal(await active(), "0 0");
  // Every cell that says so overlaps, and says with which CIDRs.
  const overlapping = grid.locator('[data-verdict="overlap"]').first();
  for (let row = 0; row < count && (await overlapping.count()) === 0; row += 1) await page.keyboard.press("ArrowDown");
  for (let column = 0; column < count && (await overlapping.count()) === 0; column += 1) await page.keyboard.press("ArrowRight");
  await overlapping.click();
  const why = page.getByRole("region", { name: "The pair that is looked at" });
  const sentence = await why.locator(".routes__reason").innerText();
  const cidrs = sentence.match(/\d+\.\d+\.\d+\.\d+\/\d+/g).map(range);
  const [one, other] = [cidrs[0], cidrs.at(-1)];
  assert.ok(one[0] <= other[1] && other[0] <= one[1], sentence);
  await why.getByRole("button", { name: "Connect them…" }).click();
  await dialog(page).getByLabel("Kind").selectOption({ label: "VPC peering" });
  await dialog(page).getByText(/overlap: AWS refuses it/).waitFor();
  await dialog(page).getByLabel("Name").fill("Doomed");
  await dialog(page).getByRole("button", { name: "Add connection" }).click();
  await dialog(page).waitFor({ state: "detached" });
  await why.getByText("states that they must reach one another").waitFor();
  await why.getByRole("link", { name: /AWS/ }).waitFor();
  assert.equal(await grid.locator('[data-verdict="broken"]').first().innerText().then((text) => /broken/.test(text)), true);
  // It is found, and goes with its removal.
  await page.locator(".routes__side").getByRole("button", { name: "Doomed" }).click();
  await dialog(page).getByRole("button", { name: "Remove" }).last().click();
  await dialog(page).waitFor({ state: "detached" });
  assert.equal(await page.locator(".routes__side").getByRole("button", { name: "Doomed" }).count(), 0);
});

test("a network on premises is named, connected, and compared", async ({ page, open }) => {
  await start(page, open, "Three Regions");
  await run(page, "network on premises");
  await dialog(page).getByLabel("Name").fill("Office Berlin");
  const cidrs = dialog(page).getByRole("combobox", { name: "CIDRs" });
  await cidrs.fill("10.0.0.1/17");
  await dialog(page).getByText(/has host bits set/).waitFor();
  await cidrs.fill("10.0.0.0/17");
  await cidrs.press("Enter");
  await cidrs.press("Escape");
  await dialog(page).getByRole("button", { name: "Add network" }).click();
  await dialog(page).waitFor({ state: "detached" });
  await inTree(page, "data-prod").first().click();
  await page.locator(".inspector").getByRole("button", { name: "Connect…" }).click();
  await dialog(page).getByLabel("Kind").selectOption({ label: "VPN" });
  const ends = dialog(page).getByRole("combobox", { name: "Connects" });
  await ends.fill("office");
  await ends.press("Enter");
  await ends.press("Escape");
  await dialog(page).getByText(/the local route of the VPC wins/).waitFor();
  await dialog(page).getByRole("button", { name: "Add connection" }).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.locator(".inspector").getByRole("button", { name: "VPN without a name" }).waitFor();
  await page.keyboard.press("n");
  await page.getByRole("grid").getByRole("rowheader", { name: /Office Berlin/ }).waitFor();
  const plan = JSON.parse(await exported(page));
  const [[id, network]] = Object.entries(plan.networks);
  assert.deepEqual(network.cidrs, ["10.0.0.0/17"]);
  assert.ok(Object.values(plan.connections).some((row) => row.networks?.includes(id)));
});

test("findings are filtered and grouped, and each rule has its page", async ({ page, open }) => {
  await start(page, open, "Two companies merge");
  await page.getByRole("tab", { name: /Findings/ }).click();
  const list = page.getByRole("group", { name: "Findings" });
  await page.getByLabel("Order").selectOption({ label: "By rule" });
  await list.getByRole("heading", { name: "Size not allowed by the pool" }).waitFor();
  await page.getByLabel("Order").selectOption({ label: "By object" });
  await list.getByRole("button", { name: "Show", exact: true }).first().waitFor();
  await page.getByLabel("Filter findings").fill("no such name");
  await page.getByText("No finding like this").waitFor();
  await page.getByLabel("Filter findings").fill("overlapping");
  await list.getByRole("button", { name: /Overlapping addresses/ }).first().waitFor();
  await page.getByLabel("Filter findings").fill("");
  await list.getByRole("button", { name: "Why" }).first().click();
  await dialog(page).getByText("For example").waitFor();
  await dialog(page).getByRole("button", { name: "All rules" }).click();
  const rules = page.getByRole("dialog", { name: "Rules" });
  await rules.getByLabel("Find a rule").fill("overlap peering");
  await rules.getByRole("button", { name: "Connected VPCs overlap" }).click();
  const page_of_rule = page.getByRole("dialog", { name: "Connected VPCs overlap" });
  await page_of_rule.getByText(/In this plan: \d+\sfinding/).waitFor();
  await page_of_rule.getByRole("button", { name: "Show the findings" }).click();
  await page_of_rule.waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("Rule", { exact: true }).locator("option:checked").innerText().then((text) => /Connected VPCs overlap/.test(text)), true);
  const titles = await list.locator(".findings__title").allInnerTexts();
  assert.ok(titles.length > 0 && titles.every((title) => /Connected VPCs overlap/.test(title)), titles.join());
});

test("quotas, thresholds, demands and accounts are written where they stand", async ({ page, open }) => {
  await start(page, open, "Three Regions");
  const inspector = page.locator(".inspector");
  await tree(page).getByRole("row", { name: /, IPAM/ }).first().click();
  const quota = inspector.getByLabel("IPv4 CIDR blocks per VPC in this plan");
  await quota.fill("51");
  await quota.press("Enter");
  await inspector.getByText("AWS raises it to 50 at most").waitFor();
  await quota.fill("10");
  await quota.press("Enter");
  await inspector.getByRole("button", { name: "Accounts…" }).click();
  const accounts = page.getByRole("dialog", { name: "Accounts" });
  await accounts.getByLabel("Account id of Sandbox").fill("12345");
  await accounts.getByLabel("Account id of Sandbox").press("Enter");
  await accounts.getByText(/is not an account id: one has exactly 12 digits/).waitFor();
  await accounts.getByLabel("Account id of Sandbox").fill("999988887777");
  await accounts.getByLabel("Account id of Sandbox").press("Enter");
  await accounts.getByLabel("Organizational units of Sandbox").fill("Sandbox / Experiments");
  await accounts.getByLabel("Organizational units of Sandbox").press("Tab");
  await page.keyboard.press("Escape");
  await accounts.waitFor({ state: "detached" });
  await inTree(page, "Global").first().click();
  await inspector.getByLabel("Warn at").fill("80 %");
  await inspector.getByLabel("Warn at").press("Enter");
  await inspector.getByLabel("Blocks").fill("3 × /16");
  await inspector.getByLabel("Blocks").press("Enter");
  await inspector.getByRole("list", { name: "Wanted blocks" }).getByText("3 × /16").first().waitFor();
  await saved(page);
  const { accounts: owners, demands, design } = JSON.parse(await exported(page));
  assert.equal(Object.values(owners).find((row) => row.name === "Sandbox").number, "999988887777");
  assert.deepEqual(Object.values(owners).find((row) => row.name === "Sandbox").ou_path, ["Sandbox", "Experiments"]);
  assert.ok(Object.values(demands).some((row) => row.count === 3 && row.netmask_length === 16));
  assert.equal(Object.values(design.pools).find((row) => row.name === "Global").utilization_warning_percent, 80);
});

test("a VPC gets another CIDR, and the public scope an Elastic IP address", async ({ page, open }) => {
  await start(page, open, "Three Regions");
  await inTree(page, "data-prod").first().click();
  await page.locator(".inspector").getByRole("button", { name: "Add a CIDR…" }).click();
  await dialog(page).getByLabel("CIDR", { exact: true }).last().fill("10.250.0.0/24");
  await dialog(page).getByRole("button", { name: "Add CIDR" }).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.locator(".inspector").getByLabel("Role").selectOption({ label: "Primary" });
  await run(page, "public addresses");
  await dialog(page).getByLabel("Name").fill("NAT");
  await dialog(page).getByLabel("Address or CIDR").fill("203.0.113.9");
  await dialog(page).getByRole("button", { name: "Add addresses" }).click();
  await dialog(page).waitFor({ state: "detached" });
  const { design } = JSON.parse(await exported(page));
  const roles = Object.values(design.vpc_cidrs).filter((row) => ["10.250.0.0/24", "10.0.0.0/17"].includes(row.cidr));
  assert.deepEqual(roles.sort((one, other) => one.cidr.localeCompare(other.cidr)).map((row) => row.role ?? "primary"), ["secondary", "primary"]);
  assert.equal(Object.values(design.public_blocks)[0].cidr, "203.0.113.9/32");
});

for (const colorScheme of ["light", "dark"]) {
  test(`the new surfaces are accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open }) => {
    await start(page, open, "Two companies merge");
    await page.getByRole("tab", { name: "Connections" }).click();
    await page.getByText("All VPCs and networks").click();
    const grid = page.getByRole("grid");
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await assertAccessible(page);
    await page.keyboard.press("Enter");
    await dialog(page).waitFor();
    await assertAccessible(page, { within: "dialog" });
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await page.getByRole("tab", { name: /Findings/ }).click();
    await page.getByLabel("Order").selectOption({ label: "By rule" });
    await assertAccessible(page);
    for (const command of ["network on premises", "Accounts", "public addresses", "Rules:"]) {
      await run(page, command);
      await page.locator("dialog[open] .dialog__title").waitFor();
      await assertAccessible(page, { within: "dialog" });
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
    }
    await page.setViewportSize({ width: 1440, height: 2400 });
    await tree(page).getByRole("row", { name: /, VPC/ }).first().click();
    await page.keyboard.press("d");
    await dialog(page).waitFor();
    await assertAccessible(page, { within: "dialog" });
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    for (const kind of ["IPAM", "pool", "VPC"]) {
      await tree(page).getByRole("row", { name: new RegExp(`, ${kind}`) }).first().click();
      await assertAccessible(page, { within: ".main__inspector" });
    }
  });
}
