// What leaves the planner: links, other languages, comparison.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, inTree, newPlan, openExample, saved, tree } from "./support/planner.mjs";

const dialog = (page) => page.getByRole("dialog");

/** Runs a command of the palette, by keyboard alone. */
async function command(page, words) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(words);
  await page.keyboard.press("Enter");
}

/** The link in the dialog. */
async function linkOf(page) {
  await command(page, "Share as a link");
  const link = await dialog(page).getByRole("textbox", { name: "Link" }).innerText();
  await page.keyboard.press("Escape");
  return link;
}

/** The one button of the header that says so. */
const keep = (page) => page.getByRole("button", { name: "Keep a copy" });

test("a link opens as a plan to look at, and a copy is kept only when asked for", async ({ page, open }) => {
  await open();
  await openExample(page, "IPv4 and IPv6 side by side");
  const text = await exported(page);
  const link = await linkOf(page);
  assert.match(link, /#plan=1\./);
  await saved(page);

  // Whoever gets the link has a plan of their own open.
  await page.goto("about:blank");
  await page.goto(link);
  await tree(page).waitFor();
  await keep(page).waitFor();
  assert.equal(await page.locator(".bar__saved").getAttribute("data-state"), "read-only");
  await page.keyboard.press("Control+k");
  await dialog(page).getByRole("combobox").fill("Add pool");
  await dialog(page).getByText("This plan came in a link: keep a copy to change it").first().waitFor();
  await page.keyboard.press("Escape");

  await keep(page).click();
  await saved(page);
  assert.equal(new URL(page.url()).hash, "");
  assert.equal(await keep(page).count(), 0);
  assert.equal(await exported(page), text, "the copy is the plan");
});

test("looking at a link changes nothing of one's own", async ({ page, open }) => {
  await open();
  await newPlan(page, { name: "Mine", regions: ["eu-central-1"] });
  await saved(page);
  const mine = await exported(page);
  const link = await linkOf(page);
  // In the same tab, as when somebody pastes it into the address bar: another plan, then the link.
  await page.evaluate((link) => {
    location.hash = new URL(link).hash;
  }, link);
  await keep(page).waitFor();
  await page.goto(page.url().split("#")[0]);
  await tree(page).waitFor();
  assert.equal(await keep(page).count(), 0);
  assert.equal(await exported(page), mine);
});

test("a damaged link says so and leaves everything as it was", async ({ page, open }) => {
  await open();
  await newPlan(page, { name: "Mine", regions: ["eu-central-1"] });
  await saved(page);
  const link = await linkOf(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(link).hash.slice(0, -20));
  await page.getByText("The link is damaged", { exact: false }).first().waitFor();
  await tree(page).waitFor();
  assert.equal(await keep(page).count(), 0);
  assert.equal(new URL(page.url()).hash, "");
});

test("a plan too large for a link offers the file", async ({ page, open }) => {
  await open();
  const plan = JSON.parse(await readFile(new URL("../fixtures/plans/organization.json", import.meta.url), "utf8"));
  for (let count = 0; count < 1_500; count += 1) {
    plan.design.vpcs[`large${count}`] = { name: crypto.randomUUID(), scope: "private", region: "us-east-1" };
  }
  const file = { name: "large.ipam.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(plan)) };
  await page.getByLabel("Plan file").setInputFiles(file);
  await dialog(page).getByRole("button", { name: /new plan|open/i }).first().click();
  await tree(page).waitFor();
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
  await command(page, "Share as a link");
  await dialog(page).getByRole("alert").getByText("too large for a link", { exact: false }).waitFor();
  await dialog(page).getByRole("button", { name: "Export as JSON" }).waitFor();
});

test("the plan is written in other languages, with what they cannot say", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions, three environments");
  await command(page, "Export as Terraform");
  const preview = dialog(page).getByLabel("Preview");
  await preview.getByText("aws_vpc_ipam", { exact: false }).first().waitFor();
  await dialog(page).getByText(/lines; not in it/).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog(page).getByRole("button", { name: "Download" }).click(),
  ]);
  assert.match(download.suggestedFilename(), /\.tf$/);
  const text = await readFile(await download.path(), "utf8");
  assert.match(text, /resource "aws_vpc_ipam_pool"/);
  await dialog(page).getByLabel("Language").selectOption({ label: "CloudFormation" });
  await preview.getByText("AWS::EC2::IPAM", { exact: false }).first().waitFor();
  await dialog(page).getByLabel("Language").selectOption({ label: "Landing Zone Accelerator" });
  await preview.getByText("ipams:", { exact: false }).first().waitFor();
});

test("two saved plans are compared, and a difference is taken over as one step", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions, three environments");
  await saved(page);
  const first = await exported(page);
  await command(page, "New plan");
  await dialog(page).getByLabel("Name of the plan").fill("Other");
  await dialog(page).getByRole("button", { name: "Create plan" }).click();
  await inTree(page, "Global").first().waitFor();
  await saved(page);
  await command(page, "Compare");
  await dialog(page).getByLabel("Second plan").selectOption({ label: "AnyCompany" });
  await dialog(page).getByRole("radio", { name: /^Added/ }).waitFor();
  assert.ok((await dialog(page).getByRole("row", { name: /^VPCs/ }).innerText()).includes("29"));
  const take = dialog(page).getByRole("button", { name: /^Take over payments/ }).first();
  const name = (await take.getAttribute("aria-label")).replace("Take over ", "");
  // In three Regions are VPCs of that name.
  const same = dialog(page).getByRole("button", { name: `Take over ${name}`, exact: true });
  const count = await same.count();
  await take.click();
  await same.nth(count - 1).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  assert.ok((await exported(page)).includes(name));
  await page.keyboard.press("Control+z");
  assert.ok(!(await exported(page)).includes(name), "one step of the history");
  assert.ok(first.includes(name));
});

/** Everything that the dialog writes, with what its preview begins with. */
const LANGUAGES = [
  ["Terraform", "tf", "aws_vpc_ipam"],
  ["Terraform module aws-ia/ipam", "module.tf", "aws-ia/ipam/aws"],
  ["CloudFormation", "template.json", "AWS::EC2::IPAM"],
  ["AWS CLI script", "sh", "#!/bin/sh"],
  ["Landing Zone Accelerator", "network-config.yaml", "ipams:"],
  ["CSV", "csv", "level,kind,name"],
  ["Markdown report", "md", "Home Region"],
  ["Map as SVG", "svg", "http://www.w3.org/2000/svg"],
  ["Map as PNG", "png", undefined],
  ["Estimate as CSV", "cost.csv", "active"],
  ["Plan as JSON", "ipam.json", "ipam-planner"],
];

test("every language can be looked at and downloaded, and no export, link or comparison asks anybody anything", { timeout: 180_000 }, async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions, three environments");
  await saved(page);
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await command(page, "Export as Terraform");
  for (const [label, ending, begins] of LANGUAGES) {
    await dialog(page).getByLabel("Language").selectOption({ label });
    const download = dialog(page).getByRole("button", { name: "Download" });
    await dialog(page).locator('button:not([aria-disabled="true"])', { hasText: "Download" }).waitFor();
    if (begins) await dialog(page).getByLabel("Preview").getByText(begins, { exact: false }).first().waitFor();
    else await dialog(page).getByRole("img", { name: "The address map of the plan" }).waitFor();
    const [file] = await Promise.all([page.waitForEvent("download"), download.click()]);
    assert.ok(file.suggestedFilename().endsWith(`.${ending}`), file.suggestedFilename());
    const bytes = await readFile(await file.path());
    if (ending === "png") {
      assert.equal(bytes.subarray(1, 4).toString(), "PNG");
      // Twice the width of the drawing.
      assert.equal(bytes.readUInt32BE(16), 2480);
    } else assert.ok(bytes.toString().includes(begins), label);
  }
  await page.keyboard.press("Escape");
  const link = await linkOf(page);
  await command(page, "Compare");
  const field = dialog(page).getByLabel("A link to a plan");
  await field.fill(link);
  await field.press("Enter");
  await dialog(page).getByText("No difference").waitFor();
  await page.keyboard.press("Escape");
  const asked = requests.filter((url) => !/^(data|blob):/.test(url));
  assert.deepEqual(asked, []);
});

test("a part of the plan, or what is not in AWS yet, is written alone", async ({ page, open }) => {
  await open();
  await openExample(page, "Three Regions, three environments");
  await inTree(page, "us-east-1").first().click();
  await command(page, "Export as Terraform");
  const lines = async () => {
    await dialog(page).getByText(/lines; /).waitFor();
    const [, count] = (await dialog(page).getByText(/lines; /).innerText()).match(/(\d[\d,]*)\s+lines/);
    return Number(count.replaceAll(",", ""));
  };
  const whole = await lines();
  await dialog(page).getByRole("radio", { name: /^us-east-1 and what is in it/ }).check({ force: true });
  await dialog(page).getByLabel("Preview").getByText("us-east-1", { exact: false }).first().waitFor();
  const part = await lines();
  assert.ok(part > 50 && part < whole, `${part} of ${whole} lines`);
});

for (const colorScheme of ["light", "dark"]) {
  test(`links, languages and comparison are accessible (${colorScheme})`, { colorScheme, timeout: 120_000 }, async ({ page, open, shot }) => {
    await open();
    await openExample(page, "Two companies merge");
    await saved(page);
    for (const words of ["Share as a link", "Export as Terraform", "Compare"]) {
      await command(page, words);
      await dialog(page).waitFor();
      if (words === "Export as Terraform") await dialog(page).getByText(/lines; /).waitFor();
      await assertAccessible(page, { within: "dialog" });
      await shot(`transfer ${words} ${colorScheme}`);
      await page.keyboard.press("Escape");
    }
  });
}
