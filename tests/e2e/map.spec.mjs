// The address map: to scale at every zoom, by pointer, wheel, touch and keys; holes are used and blocks moved into them.

import assert from "node:assert/strict";
import { assertAccessible } from "./support/axe.mjs";
import { test } from "./support/fixture.mjs";
import { exported, openExample, tree } from "./support/planner.mjs";

const lanes = (page) => page.getByRole("listbox", { name: "Address map" });
const option = (page, name) => lanes(page).getByRole("option", { name });
const status = (page) => page.locator(".map__outcome");
/** What is said of where the keys are. */
const current = (page) =>
  page.evaluate(() => {
    const id = document.querySelector(".map__lanes").getAttribute("aria-activedescendant");
    return document.getElementById(id)?.getAttribute("aria-label");
  });
/** The first and the last address in sight. */
const ends = (page) => page.locator(".map__ends").innerText();
const cidrOf = async (page, name) => {
  const { design } = JSON.parse(await exported(page));
  const [id] = Object.entries(design.vpcs).find(([, vpc]) => vpc.name === name);
  return Object.values(design.vpc_cidrs).find((row) => row.vpc === id).cidr;
};

async function open(page, app, title = "Three Regions") {
  await app();
  await openExample(page, title);
  await lanes(page).waitFor();
}

/** Presses keys until what is said of where they are matches. */
async function goTo(page, key, pattern) {
  for (let turn = 0; turn < 60; turn += 1) {
    if (pattern.test((await current(page)) ?? "")) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${pattern} is not reached with ${key}: ${await current(page)}`);
}

test("what stands on the map stands to scale", async ({ page, open: app }) => {
  await open(page, app);
  const shapes = await lanes(page)
    .getByRole("option")
    .evaluateAll((options) => options.map((option) => [option.getAttribute("aria-label"), option.getBoundingClientRect().toJSON()]));
  const { x, width } = await lanes(page).evaluate((lanes) => lanes.getBoundingClientRect().toJSON());
  const [first, last] = (await ends(page)).split(" – ").map(address);
  const seen = shapes.map(([words, shape]) => [/ (\d+\.\d+\.\d+\.\d+)\/(\d+)/.exec(words), shape, words]).filter(([cidr]) => cidr);
  assert.ok(seen.length > 10, shapes.map(([words]) => words));
  // 10.0.0.0/8 stands first: as far as it goes, a pixel is so many addresses.
  const scale = 2 ** 24 / seen.find(([, , words]) => words.startsWith("Global"))[1].width;
  assert.ok(first === address("10.0.0.0") && last > first);
  for (const [[, from, length], shape, words] of seen) {
    if (!from.startsWith("10.") || shape.x + shape.width > x + width) continue;
    assert.ok(Math.abs(shape.x - x - (address(from) - first) / scale) < 0.5, `${words} begins where it should`);
    assert.ok(Math.abs(shape.width - 2 ** (32 - Number(length)) / scale) < 0.5, `${words} is as wide as it should`);
  }
});

const address = (text) => text.split(".").reduce((number, part) => number * 256 + Number(part), 0);

test("by keys alone: from the whole to a subnet and back, without losing the place", async ({ page, open: app }) => {
  await open(page, app);
  const whole = await ends(page);
  await lanes(page).focus();
  await goTo(page, "ArrowDown", /^us-east-1/);
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("ArrowDown");
  assert.match(await current(page), /^Production us-east-1, pool 10\.0\.0\.0\/15, 131,072 addresses/);
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("ArrowDown");
  await goTo(page, "ArrowRight", /^payments-prod, VPC 10\.0\.128\.0\/18/);
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("ArrowDown");
  assert.match(await current(page), /, subnet 10\.0\.\d+\.\d+\/\d+/);
  const subnet = /[\d.]+\/\d+/.exec(await current(page))[0];
  for (let turn = 0; turn < 12; turn += 1) await page.keyboard.press("+");
  const [from] = (await ends(page)).split(" – ");
  const [base, length] = subnet.split("/");
  assert.ok(address(from) >= address(base) && address(from) < address(base) + 2 ** (32 - length), `${from} is in ${subnet}`);
  assert.match(await current(page), new RegExp(subnet.replaceAll(".", "\\.")));
  // Enter selects: in the tree, too, and the map stays where it is.
  await page.keyboard.press("Enter");
  assert.equal((await ends(page)).split(" – ")[0], from);
  assert.match(await tree(page).locator('[aria-selected="true"]').first().innerText(), new RegExp(subnet.replaceAll(".", "\\.")));
  for (let turn = 0; turn < 40; turn += 1) await page.keyboard.press("-");
  assert.equal((await ends(page)).split(" – ")[0], whole.split(" – ")[0]);
  await page.keyboard.press("PageDown");
  await page.keyboard.press("0");
  await page.getByRole("button", { name: "Show all" }).and(page.locator("[aria-disabled]")).waitFor();
  await page.keyboard.press("End");
  assert.match(await current(page), /100\.64|172\.|free|10\./);
});

test("by wheel and by dragging, around the pointer", async ({ page, open: app }) => {
  await open(page, app);
  const block = option(page, /^Data centers and offices/);
  const before = await block.boundingBox();
  const at = { x: before.x + before.width / 2, y: before.y + 8 };
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, -40);
  await page.keyboard.up("Control");
  await page.waitForFunction((width) => document.querySelector('[aria-label^="Data centers"]').getBoundingClientRect().width > width * 2, before.width);
  const near = await ends(page);
  // The overview drags the window; the page is not zoomed.
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  await page.keyboard.down("Shift");
  await page.mouse.wheel(0, 120);
  await page.keyboard.up("Shift");
  await page.waitForFunction((near) => document.querySelector(".map__ends").innerText !== near, near);
  const wheeled = await ends(page);
  // The lines above the lanes of a block that is wider than the map drag the map.
  await page.mouse.down();
  await page.mouse.move(at.x + 60, at.y, { steps: 4 });
  await page.mouse.up();
  assert.notEqual(await ends(page), wheeled);
});

test("a press selects, two zoom in, and what is too small is looked at from nearer", async ({ page, open: app }) => {
  await open(page, app);
  const before = await ends(page);
  await option(page, /^us-west-2/).click();
  assert.equal(await ends(page), before, "the map stays where it is");
  await tree(page).getByRole("row", { name: /^us-west-2,/, selected: true }).waitFor();
  await option(page, /^us-west-2/).dblclick();
  await page.waitForFunction((before) => document.querySelector(".map__ends").innerText !== before, before);
  assert.match(await ends(page), /^10\./);
  const small = option(page, /too small to show/).first();
  if (await small.count()) {
    const there = await ends(page);
    await small.click();
    await page.waitForFunction((there) => document.querySelector(".map__ends").innerText !== there, there);
  }
  // What is selected in the tree is looked for.
  await tree(page).getByRole("row", { name: /^Global,/ }).click();
  await page.waitForFunction((before) => document.querySelector(".map__ends").innerText === before, before);
});

test("a block is moved by keys: picked up, shown with what it would do, dropped as one step", async ({ page, open: app }) => {
  await open(page, app);
  await tree(page).getByRole("row", { name: /^Production us-east-1,/ }).click();
  await lanes(page).focus();
  await goTo(page, "ArrowDown", /, VPC /);
  await goTo(page, "ArrowRight", /^payments-prod/);
  await page.keyboard.press("Space");
  await status(page).getByText(/payments-prod is picked up/).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await status(page).innerText(), "");
  assert.equal(await cidrOf(page, "payments-prod"), "10.0.128.0/18", "Escape leaves it");

  await lanes(page).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await status(page).getByText(/Move payments-prod to 10\.1\.64\.0\/18.* from 10\.0\.128\.0\/18: \d+\s+rows change/).waitFor();
  assert.equal(await cidrOf(page, "payments-prod"), "10.0.128.0/18", "nothing is done yet");
  await lanes(page).focus();
  // Another pool: what the findings would say is told.
  await page.keyboard.press("ArrowDown");
  const elsewhere = await status(page).innerText();
  assert.match(elsewhere, /Move payments-prod to .* in /);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await page.getByText(/^Move payments-prod to/).first().waitFor();
  const moved = await cidrOf(page, "payments-prod");
  assert.notEqual(moved, "10.0.128.0/18");
  assert.match(await current(page), new RegExp(`payments-prod, VPC ${moved}`.replaceAll(".", "\\.")));
  await page.keyboard.press("Control+z");
  assert.equal(await cidrOf(page, "payments-prod"), "10.0.128.0/18", "one step takes it back");
});

test("a block is moved by dragging, with its subnets; where it does not fit it stays", async ({ page, open: app }) => {
  await open(page, app);
  await tree(page).getByRole("row", { name: /^Production us-east-1,/ }).click();
  const drag = async (to) => {
    const from = await option(page, /^payments-prod, VPC/).boundingBox();
    const target = await to.boundingBox();
    await page.mouse.move(from.x + 20, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(target.x + target.width / 2, target.y + 10, { steps: 6 });
  };
  await drag(option(page, /^data-prod/));
  await page.mouse.up();
  assert.equal(await cidrOf(page, "payments-prod"), "10.0.128.0/18");

  const hole = option(page, /^free 10\.1\.96\.0\/19/);
  await drag(hole);
  await status(page).getByText(/Move payments-prod to 10\.1\.64\.0\/18/).waitFor();
  assert.equal(await page.locator(".map__ghost[data-verdict=possible]").count(), 1);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  assert.equal(await cidrOf(page, "payments-prod"), "10.0.128.0/18", "Escape during a drag");
  await drag(hole);
  await page.mouse.up();
  assert.equal(await cidrOf(page, "payments-prod"), "10.1.64.0/18");
  const { design } = JSON.parse(await exported(page));
  const subnets = Object.values(design.subnets).map((row) => row.cidr);
  assert.ok(subnets.some((cidr) => cidr.startsWith("10.1.64.")), "its subnets went with it");
  await page.getByRole("button", { name: "Undo" }).first().click();
  assert.equal(await cidrOf(page, "payments-prod"), "10.0.128.0/18");
});

test("a hole is used by keys", async ({ page, open: app }) => {
  await open(page, app);
  await lanes(page).focus();
  await goTo(page, "ArrowDown", /^us-east-1/);
  await goTo(page, "ArrowRight", /^free /);
  const [, cidr] = /^free ([^,]+),/.exec(await current(page));
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Add sub-pool" }).waitFor();
  assert.equal(await page.getByRole("dialog").getByLabel("Size or CIDR").inputValue(), cidr);
});

test("IPv6 from the pool to a /64, and both families", async ({ page, open: app }) => {
  await open(page, app, "IPv4 and IPv6");
  const family = page.getByRole("radio", { name: "IPv6" });
  if (await family.count()) await page.locator(".map__tools").getByText("IPv6").click();
  await page.waitForFunction(() => document.querySelector(".map__ends").innerText.includes(":"));
  await lanes(page).focus();
  for (let turn = 0; turn < 8; turn += 1) {
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+Enter");
  }
  const before = await current(page);
  for (let turn = 0; turn < 70; turn += 1) await page.keyboard.press("+");
  const [first, last] = (await ends(page)).split(" – ");
  assert.equal(groups(last).slice(0, 3).join(":"), groups(first).slice(0, 3).join(":"), `${first} to ${last} is a /64 or two`);
  assert.match(await page.locator(".map__scale").innerText(), /a cell is a \/6\d/);
  for (let turn = 0; turn < 70; turn += 1) await page.keyboard.press("-");
  assert.ok(before, "something was there");
});

const groups = (text) => {
  const [head, tail] = text.split("::").map((part) => (part ? part.split(":") : []));
  return tail ? [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail] : head;
};

test("colours by Region, account and environment say what they mean in words", async ({ page, open: app }) => {
  await open(page, app);
  await page.getByLabel("Colours by").selectOption({ label: "Region" });
  await page.locator(".map__legend").getByText("us-east-1").waitFor();
  assert.match(await option(page, /^us-east-1, pool/).getAttribute("aria-label"), /addresses, us-east-1/);
  await page.getByLabel("Colours by").selectOption({ label: "Account" });
  await tree(page).getByRole("row", { name: /^Production us-east-1,/ }).click();
  await page.locator(".map__legend").getByText("Payments").waitFor();
});

test("any tag can be what the colours tell", async ({ page, open: app }) => {
  await open(page, app);
  await tree(page).getByRole("row", { name: /^us-east-1,/ }).click();
  const tags = page.locator(".inspector").getByRole("textbox", { name: "Tags", exact: true });
  await tags.fill("colour=amber");
  await tags.press("Enter");
  await page.getByLabel("Colours by").selectOption({ label: "Tag colour" });
  await page.locator(".map__legend").getByText("amber").waitFor();
  // What lies in it has the colour of it, as long as it says nothing else.
  assert.match(await option(page, /^Production us-east-1, pool/).getAttribute("aria-label"), /amber/);
});

for (const colorScheme of ["light", "dark"]) {
  test(`the map is accessible (${colorScheme})`, { colorScheme }, async ({ page, open: app, shot }) => {
    await open(page, app, "Two companies merge");
    await assertAccessible(page);
    await page.getByLabel("Colours by").selectOption({ label: "Account" });
    await tree(page).getByRole("row", { name: /pool/ }).nth(1).click();
    await assertAccessible(page, { within: ".map" });
    await lanes(page).focus();
    await goTo(page, "ArrowDown", /VPC|pool/);
    await page.keyboard.press("Space");
    await assertAccessible(page, { within: ".map" });
    await shot(`map-${colorScheme}`);
    await page.keyboard.press("Escape");
  });
}

test("on a phone the map is there when it is asked for; two fingers zoom it", { viewport: { width: 390, height: 844 }, hasTouch: true }, async ({ page, context, open: app, shot }) => {
  await app();
  await openExample(page, "Three Regions");
  await page.getByRole("banner").getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Address map" }).click();
  await lanes(page).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "nothing is cut off");
  const { x, y, width } = await lanes(page).boundingBox();
  const before = await ends(page);
  const devtools = await context.newCDPSession(page);
  const touch = (type, ...xs) =>
    devtools.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((at, id) => ({ x: x + width * at, y: y + 40, id })) });
  await touch("touchStart", 0.4, 0.6);
  for (const apart of [0.15, 0.2, 0.3, 0.4]) await touch("touchMove", 0.5 - apart, 0.5 + apart);
  await touch("touchEnd");
  await page.waitForFunction((before) => document.querySelector(".map__ends").innerText !== before, before);
  assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  const near = await ends(page);
  await touch("touchStart", 0.8);
  for (const at of [0.7, 0.5, 0.3]) await touch("touchMove", at);
  await touch("touchEnd");
  await page.waitForFunction((near) => document.querySelector(".map__ends").innerText !== near, near);
  await assertAccessible(page, { within: ".map" });
  await shot("map-phone");
});
