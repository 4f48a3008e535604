// A plan from nothing to a file and back, as a person makes one.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "./support/fixture.mjs";
import { exported, inTree, newPlan, saved, tree } from "./support/planner.mjs";

const REGIONS = ["us-east-1", "us-west-2", "eu-central-1"];
const ENVIRONMENTS = ["Production", "Staging", "Sandbox"];

test("a plan is designed, checked, mended, undone, reloaded, exported and imported again", { timeout: 180_000, acceptDownloads: true }, async ({ page, open, shot }) => {
  await open();

  // Three Regions and three environments out of 10.0.0.0/8.
  await newPlan(page, { name: "Story", regions: REGIONS });
  for (const pool of ["Global", "Virginia", "Oregon", "Frankfurt"]) await inTree(page, pool).waitFor();
  assert.equal(await inTree(page, "Production").count(), REGIONS.length);

  // Twenty VPCs by size: from each of the nine environment pools two, and two more.
  const sizes = ["/20", "3000 addresses", "/22"];
  let allocated = 0;
  for (const [region, place] of ["Virginia", "Oregon", "Frankfurt"].map((name, place) => [name, place])) {
    for (const environment of ENVIRONMENTS) {
      await inTree(page, environment).nth(place).click();
      await page.keyboard.press("v");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name", { exact: true }).fill(`${environment}-${region}-{n}`.toLowerCase());
      await dialog.getByLabel("How many").fill(allocated < 6 ? "3" : "2");
      await dialog.getByLabel("Size or CIDR").fill(sizes[allocated % sizes.length]);
      await dialog.getByRole("button", { name: /^Allocate( \d+)?$/ }).click();
      await dialog.waitFor({ state: "hidden" });
      allocated += allocated < 6 ? 3 : 2;
    }
  }
  assert.equal(allocated, 20);
  await page.getByText("20 allocations").waitFor();
  await page.getByText("No findings").first().waitFor();

  // By hand: a VPC on top of another one, and one that is larger than AWS allows.
  await inTree(page, "Production").first().click();
  for (const [name, cidr] of [["on-top", "10.0.0.0/20"], ["too-large", "10.4.0.0/15"]]) {
    await page.keyboard.press("v");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill(name);
    await dialog.getByLabel("Size or CIDR").fill(cidr);
    await dialog.getByRole("button", { name: /^Allocate( anyway)?$/ }).click();
    await dialog.waitFor({ state: "hidden" });
    await inTree(page, "Production").first().click();
  }
  await page.getByRole("tab", { name: /Findings/ }).click();
  const findings = page.getByRole("group", { name: "Findings" });
  await findings.getByText(/on-top .*overlaps|overlaps on-top/).waitFor();
  await findings.getByText(/too-large has 10\.4\.0\.0\/15/).waitFor();
  await shot("story findings");

  // One of them is mended by its button.
  const before = await page.locator(".status__findings").innerText();
  await findings.getByRole("button", { name: /^Move / }).first().click();
  await findings.getByText(/on-top .*overlaps|overlaps on-top/).waitFor({ state: "detached" });
  assert.notEqual(await page.locator(".status__findings").innerText(), before);

  // Everything is undone and done again, and ends where it was.
  const end = await exported(page);
  let steps = 0;
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  while ((await undo.getAttribute("aria-disabled")) !== "true") {
    await undo.click();
    steps += 1;
    assert.ok(steps < 100, "the history ends");
  }
  assert.equal(await inTree(page, "on-top").count(), 0);
  await page.getByText("0 allocations").waitFor();
  for (let step = 0; step < steps; step += 1) await page.getByRole("button", { name: "Redo", exact: true }).click();
  assert.equal(await exported(page), end);

  // A reload finds all of it.
  await saved(page);
  await page.reload();
  await tree(page).waitFor();
  assert.equal(await exported(page), end);

  // Out, away, and in again: the same bytes.
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+s")]);
  const path = await download.path();
  await page.getByRole("button", { name: /^Story/ }).click();
  const plans = page.getByRole("dialog");
  await plans.getByRole("button", { name: /^Delete/ }).first().click();
  await page.getByRole("heading", { name: "New plan" }).waitFor();
  await page.getByLabel("Plan file").setInputFiles({ name: "story.ipam.json", mimeType: "application/json", buffer: await readFile(path) });
  await page.getByRole("dialog").getByRole("button", { name: "Open as a new plan" }).click();
  await tree(page).waitFor();
  assert.equal(await exported(page), end);
});
