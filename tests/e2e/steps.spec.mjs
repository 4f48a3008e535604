// What exists in AWS, and the steps from there to the plan.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "./support/fixture.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { exported, inTree, openExample, tree } from "./support/planner.mjs";

const steps = (page) => page.getByRole("tabpanel", { name: "Steps in AWS" });
const list = (page) => page.getByRole("listbox", { name: "Steps" });
const lines = (page) => list(page).getByRole("option");
const summary = (page) => steps(page).locator(".steps__summary");
const detail = (page) => page.getByRole("region", { name: "The chosen step" });
const inspector = (page) => page.locator(".inspector");

/** A pool that should serve every Region, locked to us-east-1, with two sub-pools and five VPCs. */
function mistake() {
  const pools = { top: { name: "Global", scope: "private" }, dev: { name: "Development", source: "top" }, prod: { name: "Production", source: "top" } };
  for (const pool of Object.values(pools)) Object.assign(pool, { address_family: "ipv4", locale: "us-east-1" });
  const vpcs = {};
  const vpc_cidrs = {};
  ["web-dev", "data-dev", "web-prod", "data-prod", "payments-prod"].forEach((name, place) => {
    const [pool, second] = place < 2 ? ["dev", place] : ["prod", 14 + place];
    vpcs[`v${place}`] = { name, scope: "private", region: "us-east-1" };
    vpc_cidrs[`x${place}`] = { vpc: `v${place}`, cidr: `10.${second}.0.0/20`, pool };
  });
  return {
    format: "ipam-planner",
    version: 1,
    name: "A costly mistake",
    design: {
      ipam: { name: "anycompany", home_region: "us-east-1", operating_regions: ["eu-west-1"], tier: "advanced", organization: {} },
      scopes: { private: { type: "private", default: true }, public: { type: "public", default: true } },
      pools,
      pool_cidrs: {
        c1: { pool: "top", cidr: "10.0.0.0/8" },
        c2: { pool: "dev", cidr: "10.0.0.0/12" },
        c3: { pool: "prod", cidr: "10.16.0.0/12" },
      },
      vpcs,
      vpc_cidrs,
    },
  };
}

async function openFile(page, plan) {
  await page.getByLabel("Plan file").setInputFiles({ name: "plan.ipam.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(plan)) });
  await page.getByRole("button", { name: "Open as a new plan" }).click();
  await tree(page).waitFor();
}

/** Chooses in the menu of a row. */
async function fromMenu(page, row, item) {
  await row.click({ button: "right" });
  await page.getByRole("menuitem", { name: item }).click();
}

/** Opens the mistake, marks it as existing, and takes the locale from its uppermost pool. */
async function makeMistake(page) {
  await openFile(page, mistake());
  await fromMenu(page, inTree(page, "Global"), "This and all below exists in AWS");
  await page.getByText("Mark Global as existing in AWS").first().waitFor();
  await inTree(page, "Global").click();
  await page.getByRole("tab", { name: "Steps in AWS" }).click();
  await steps(page).getByText("Nothing to do: what exists in AWS is what is planned").waitFor();
  await inspector(page).getByLabel("Locale", { exact: true }).selectOption({ label: "None" });
}

/** The words of each line, the first to the last: of a long list those in sight are drawn. */
async function allLines(page) {
  const read = new Map();
  await list(page).focus();
  await page.keyboard.press("Home");
  await page.waitForTimeout(150);
  for (let round = 0; round < 60; round += 1) {
    for (const line of await lines(page).all()) read.set(Number(await line.getAttribute("aria-posinset")), (await line.innerText()).replace(/\s+/g, " ").trim());
    const before = await list(page).getAttribute("aria-activedescendant");
    await page.keyboard.press("PageDown");
    await page.waitForTimeout(60);
    if ((await list(page).getAttribute("aria-activedescendant")) === before) break;
  }
  return [...read].sort(([one], [other]) => one - other).map(([, words]) => words);
}

test("a pool that was locked to one Region: what it takes to change that", { viewport: { width: 1440, height: 1000 } }, async ({ page, context, open, shot }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open();
  await makeMistake(page);

  // At the field, in the tree and in words.
  await inspector(page).getByText("The pool exists in AWS with another locale, which AWS cannot change: the pool is deleted there and created again.").waitFor();
  await inTree(page, "Global").filter({ visible: true }).first().waitFor();
  assert.match(await inTree(page, "Global").getAttribute("aria-label"), /must be created again in AWS/);
  assert.match(await inTree(page, "Development").getAttribute("aria-label"), /must be created again in AWS/, "with what it stands on");
  assert.match(await inTree(page, "web-dev").getAttribute("aria-label"), /exists in AWS/, "it stays");

  // Three pools with a CIDR each go and come back, and five VPCs stay.
  await summary(page).getByText(/^31\ssteps, 20 to 30 minutes of waiting, 3\sresources re-created/).waitFor();
  await summary(page).getByText(/5\ssteps not confirmed by AWS documentation/).waitFor();
  await shot("steps mistake");
  const all = await allLines(page);
  assert.match(all[0], /^5 VPCs stay: ignored, released, and imported again/);
  const order = (pattern) => all.findIndex((line) => pattern.test(line));
  const inOrder = [
    /Ignore 10\.0\.0\.0\/20 of the VPC web-dev/,
    /Wait until IPAM has released 5 allocations/,
    /Deprovision 10\.(0|16)\.0\.0\/12 from the pool (Development|Production)/,
    /Delete the pool (Development|Production)/,
    /Deprovision 10\.0\.0\.0\/8 from the pool Global/,
    /Delete the pool Global/,
    /Create the pool Global/,
    /Provision 10\.0\.0\.0\/8 to the pool Global/,
    /Create the pool (Development|Production)/,
    /Monitor 10\.0\.0\.0\/20 of the VPC web-dev again/,
    /Turn on the auto-import of the pool (Development|Production)/,
    /Wait until the pool Development has imported 10\.0\.0\.0\/20/,
    /Turn off the auto-import of the pool (Development|Production)/,
  ].map(order);
  assert.ok(inOrder.every((place) => place >= 0), `${inOrder}: ${all.join("\n")}`);
  assert.deepEqual(inOrder, inOrder.toSorted((one, other) => one - other));
  const unconfirmed = all.filter((line) => /Not confirmed/.test(line));
  assert.equal(unconfirmed.length, 6);
  assert.ok(unconfirmed.every((line) => /has imported|imported again/.test(line)));
  assert.ok(!all.some((line) => /Delete the VPC/.test(line)));

  // By keyboard alone to the step that nobody confirms; what it rests on stands beside it.
  await list(page).focus();
  await page.keyboard.press("End");
  const chosen = () => lines(page).and(page.locator("[aria-selected=true]"));
  while (!/has imported/.test(await chosen().innerText())) await page.keyboard.press("ArrowUp");
  await detail(page).getByText("Not confirmed by AWS documentation.").waitFor();
  await detail(page).getByText(/No page says that a pool imports a CIDR that was ignored/).waitFor();
  assert.equal(await detail(page).getByRole("link").getAttribute("href"), "https://docs.aws.amazon.com/vpc/latest/ipam/change-monitoring-state-ipam.html");
  await page.keyboard.press("Enter");
  await page.locator(".tree__row:focus").waitFor();
  assert.match(await page.locator(".tree__row:focus").getAttribute("aria-label"), /-(dev|prod), VPC/);

  // What becomes of the VPCs, by name.
  await list(page).focus();
  await page.keyboard.press("Home");
  await detail(page).getByText(/Nothing inside them is touched/).waitFor();
  await detail(page).getByRole("button", { name: "payments-prod" }).click();
  assert.match(await tree(page).locator("[role=row][aria-selected=true]").getAttribute("aria-label"), /^payments-prod/);

  // One call, and all of them.
  await lines(page).filter({ hasText: "Delete the pool Global" }).or(lines(page).filter({ hasText: "Ignore 10.0.0.0/20" })).first().click();
  await detail(page).getByRole("button", { name: "Copy the call", exact: true }).click();
  await page.getByText("Copied the call").first().waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^aws ec2 (delete-ipam-pool|modify-ipam-resource-cidr) /);
  await page.getByRole("button", { name: "Copy all as a shell script" }).click();
  await page.getByText("Copied the script").first().waitFor();
  const script = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(script.match(/^ *(?:\w+=\$\()?aws ec2 create-ipam-pool /gm).length, 3);
  assert.equal(spawnSync("sh", ["-n"], { input: script }).status, 0, script);

  // Whoever reads a step goes on reading it while the plan changes.
  const read = await detail(page).getByRole("heading").innerText();
  await inTree(page, "Global").click();
  await inspector(page).getByLabel("Description").fill("Serves every Region");
  await inspector(page).getByLabel("Description").press("Tab");
  await page.waitForTimeout(800);
  assert.equal(await detail(page).getByRole("heading").innerText(), read);

  // Taken back, there is nothing to do; nor is there once all is done.
  const undo = page.getByRole("button", { name: "Undo", exact: true }).first();
  await undo.click();
  await page.waitForTimeout(800);
  await page.getByRole("button", { name: "All are done" }).click();
  await steps(page).getByText("Nothing to do: what exists in AWS is what is planned").waitFor();
  assert.equal(JSON.parse(await exported(page)).actual.pools.top.locale, undefined);
  await undo.click();
  await summary(page).waitFor();
  await undo.click();
  await steps(page).getByText("Nothing to do: what exists in AWS is what is planned").waitFor();
});

test("marking is one step of the history, from the menu, the inspector and the palette", async ({ page, open }) => {
  await open();
  await openFile(page, mistake());
  const before = await exported(page);
  const actual = async () => JSON.parse(await exported(page)).actual;
  assert.equal(await page.locator(".tree__row .standing").count(), 0, "nothing exists: nothing to tell apart");
  assert.equal(Object.keys((await actual())?.pools ?? {}).length, 0);

  await fromMenu(page, inTree(page, "Development"), "This and all below exists in AWS");
  await page.getByText("Mark Development as existing in AWS").first().waitFor();
  assert.deepEqual(Object.keys((await actual()).pools).sort(), ["dev", "top"], "with what it stands on");
  assert.deepEqual(Object.keys((await actual()).vpcs).sort(), ["v0", "v1"]);
  assert.match(await inTree(page, "Production").getAttribute("aria-label"), /only planned/);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  assert.equal(await exported(page), before);

  await inTree(page, "Production").click();
  await inspector(page).getByText("Nothing is marked as existing in AWS").waitFor();
  await inspector(page).getByRole("button", { name: "This and all below exists in AWS" }).click();
  await inspector(page).getByText("Exists in AWS as it is planned").waitFor();
  assert.match(await inTree(page, "Development").getAttribute("aria-label"), /only planned/);

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("does not exist");
  await page.keyboard.press("Enter");
  await inspector(page).getByText("Only planned: it does not exist in AWS yet").waitFor();
  assert.deepEqual(Object.keys((await actual()).pools), ["top"]);
});

test("what does not exist is built up, and what does is torn down", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions");
  await inTree(page, "us-east-1").click();
  await page.keyboard.press("a");
  await steps(page).getByText(/Nothing is marked as existing in AWS, so these steps create everything/).waitFor();
  await summary(page).getByText(/resources created/).waitFor();
  assert.match((await allLines(page))[0], /administrator of IPAM|service-linked role/);

  await page.getByText("Tear down us-east-1").click();
  await steps(page).getByText("Nothing to tear down: us-east-1 is not marked as existing in AWS").waitFor();
  await page.getByText("Build the plan").click();

  await fromMenu(page, inTree(page, "us-east-1"), "This and all below exists in AWS");
  await fromMenu(page, inTree(page, "us-east-1"), "Steps to tear this down…");
  await summary(page).getByText(/20 to 30 minutes of waiting/).waitFor();
  assert.match((await allLines(page))[0], /VPCs? stays?, and (is|are) unmanaged afterwards/);
  await page.getByText("Its VPCs are deleted").click();
  await page.waitForFunction(() => /VPCs are deleted/.test(document.querySelector(".steps__list")?.innerText));
  const all = await allLines(page);
  assert.ok(all.some((line) => /Delete the VPC/.test(line)));
  assert.ok(all.findIndex((line) => /Delete the VPC/.test(line)) < all.findIndex((line) => /Delete the pool us-east-1/.test(line)));
});

test("what AWS refuses stands on top, with what to do instead", async ({ page, open }) => {
  await open();
  const plan = mistake();
  plan.design.pools.dev.locale = "eu-west-1";
  await openFile(page, plan);
  await page.keyboard.press("a");
  await list(page).waitFor();
  const [first] = await allLines(page);
  assert.match(first, /Development.*AWS refuses it/);
  await list(page).focus();
  await page.keyboard.press("Home");
  await detail(page).getByText("Its locale must be us-east-1, which is that of its source, the pool Global").waitFor();
  await detail(page).getByText("Choose the locale of its source, or put it under a pool without a locale").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the steps are accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open, shot }) => {
    await open();
    await makeMistake(page);
    await list(page).waitFor();
    await assertAccessible(page);
    await page.keyboard.press("Escape");
    for (const line of [/imported again/, /Ignore/, /Wait until IPAM/, /Delete the pool/]) {
      await lines(page).filter({ hasText: line }).first().click();
      await assertAccessible(page, { within: ".panel" });
    }
    await shot(`steps ${colorScheme}`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForTimeout(200);
    await assertAccessible(page);
    await shot(`steps phone ${colorScheme}`);
  });
}
