// The time of one split in a plan of about a thousand blocks, here and in ckabalan/visualsubnetcalc, side by side in one run:
// `node benches/splits.mjs <its dist folder> <a node_modules with its libraries> [leaves]`.
//
// Both begin with one /16 in so many leaves, the last 16 of which are still /25 and are split one by one by pressing what a
// person presses; measured is from the press to the paint after it. Its libraries (jquery, jquery-validation, bootstrap) come from
// the folder instead of the networks that its page names. Nothing of it is kept here.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../tests/e2e/support/browser.mjs";

const [theirs, modules, wanted = "1024"] = process.argv.slice(2);
if (!theirs || !modules) {
  console.error("Say where visualsubnetcalc's dist folder and its libraries are: node benches/splits.mjs <dist> <node_modules> [leaves]");
  process.exit(1);
}
const LEAVES = Number(wanted);
const SPLITS = 16;

const LIBRARIES = [
  [/bootstrap.*\.js/, "bootstrap/dist/js/bootstrap.bundle.min.js"],
  [/jquery-3.*\.js/, "jquery/dist/jquery.min.js"],
  [/jquery\.validate/, "jquery-validation/dist/jquery.validate.min.js"],
  [/additional-methods/, "jquery-validation/dist/additional-methods.min.js"],
];

/** The blocks before the measured splits: one /25 for each split that is to come, and the rest as /26. */
function blocks() {
  const all = [];
  for (let at = 0; at < LEAVES - 2 * SPLITS; at += 1) all.push([at * 64, 26]);
  for (let at = 0; at < SPLITS; at += 1) all.push([(LEAVES - 2 * SPLITS + 2 * at) * 64, 25]);
  return all.map(([offset, length]) => `10.0.${offset >> 8}.${offset & 255}/${length}`);
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const said = (what, times) =>
  console.log(`${what.padEnd(34)} median ${median(times).toFixed(1).padStart(8)} ms   most ${Math.max(...times).toFixed(1).padStart(8)} ms`);

async function ofTheirs(browser) {
  const server = await serve({ dir: theirs });
  // Our policy, which the server sends, forbids its libraries.
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
  await page.route(/^https:/, async (route) => {
    const library = LIBRARIES.find(([url]) => url.test(route.request().url()));
    if (!library) return route.abort();
    const body = await readFile(join(modules, library[1]), "utf8");
    await route.fulfill({ body, contentType: "text/javascript", headers: { "access-control-allow-origin": "*" } });
  });
  await page.goto(server.url);
  await page.waitForFunction(() => typeof globalThis.renderTable === "function" && globalThis.jQuery);
  // Its own splits, drawn once instead of each time, so that the run takes minutes and not an hour.
  const rows = await page.evaluate((leaves) => {
    const $ = globalThis.jQuery;
    $("#network").val("10.0.0.0");
    $("#netsize").val("16");
    $("#btn_go").trigger("click");
    const wanted = new Set(leaves);
    const split = (block) => {
      if (wanted.has(block)) return;
      const [network, length] = block.split("/");
      globalThis.mutate_subnet_map("split", block, "");
      for (const part of globalThis.split_network(network, Number(length))) split(part);
    };
    split("10.0.0.0/16");
    globalThis.renderTable("Standard");
    return document.querySelectorAll("#calcbody tr").length;
  }, blocks());
  const times = [];
  for (let round = 0; round < SPLITS; round += 1) {
    times.push(
      await page.evaluate(async () => {
        const cell = document.querySelector('#calcbody td.split[data-subnet$="/25"]');
        const begun = performance.now();
        cell.click();
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - begun;
      }),
    );
  }
  const after = await page.locator("#calcbody tr").count();
  console.log(`visualsubnetcalc: ${rows} leaves, ${after} after ${SPLITS} splits, ${after} rows in the document`);
  said("  one split, press to paint", times);
  await page.close();
  await server.close();
}

function plan() {
  const pools = { top: { name: "Top", scope: "private", address_family: "ipv4" } };
  const pool_cidrs = { t: { pool: "top", cidr: "10.0.0.0/16" } };
  blocks().forEach((cidr, at) => {
    pools[`p${at}`] = { name: `part ${cidr}`, source: "top", address_family: "ipv4" };
    pool_cidrs[`c${at}`] = { pool: `p${at}`, cidr };
  });
  const scopes = { private: { type: "private", default: true }, public: { type: "public", default: true } };
  const ipam = { home_region: "us-east-1", tier: "advanced" };
  return JSON.stringify({ format: "ipam-planner", version: 1, name: "Splits", design: { ipam, scopes, pools, pool_cidrs } });
}

async function ofOurs(browser) {
  const server = await serve({ dir: process.env.DIST ?? fileURLToPath(new URL("../dist", import.meta.url)) });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  await page.getByLabel("Plan file").setInputFiles({ name: "splits.json", mimeType: "application/json", buffer: Buffer.from(plan()) });
  await page.getByRole("button", { name: "Open as a new plan" }).click();
  await page.getByRole("row", { name: /^Top,/ }).click();
  await page.waitForTimeout(3_000);
  if ((await page.getByRole("row", { name: /^Top,/ }).getAttribute("aria-expanded")) === "false") await page.keyboard.press("ArrowRight");
  await page.keyboard.press("End");
  const [asks, takes] = [[], []];
  const count = () => page.getByRole("treegrid").getAttribute("aria-rowcount").then(Number);
  const before = await count();
  for (let round = 0; round < SPLITS; round += 1) {
    // The palette finds the block, wherever it is.
    await page.keyboard.press("Control+k");
    await page.locator("dialog[open]").getByRole("combobox").fill(`kind:pool size:/25`);
    await page.locator("dialog[open]").getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator("dialog[open]").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.closest("[role=treegrid]"));
    const toPaint = (press) =>
      page.evaluate(async (press) => {
        const begun = performance.now();
        const target = document.activeElement;
        if (press === "Enter") document.querySelector("dialog[open] form")?.requestSubmit();
        else target.dispatchEvent(new KeyboardEvent("keydown", { key: press, bubbles: true, cancelable: true }));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - begun;
      }, press);
    asks.push(await toPaint("s"));
    await page.locator("dialog[open]").getByText("Pools in its place").click();
    await page.locator("dialog[open] .proposal:not([hidden])").filter({ hasText: /\/26/ }).waitFor();
    takes.push(await toPaint("Enter"));
    await page.locator("dialog[open]").waitFor({ state: "detached" });
  }
  const drawn = await page.getByRole("row").count();
  console.log(`IPAM Planner: ${before} rows, ${await count()} after ${SPLITS} splits, ${drawn} in the document`);
  said("  asking, with a preview of all", asks);
  said("  the split, press to paint", takes);
  await page.close();
  await server.close();
}

const browser = await launchBrowser();
await ofTheirs(browser);
await ofOurs(browser);
await browser.close();
