// Without a network, and with a newer version: the page opens, nothing is lost, and no page is made of two versions.

import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as nodeTest } from "node:test";
import { addWorker } from "../../scripts/page/offline.mjs";
import { integrityOf, named } from "../../scripts/page/names.mjs";
import { serve } from "../../scripts/serve.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { distDir, openApp, sharedBrowser, shoot } from "./support/fixture.mjs";
import { observe } from "./support/observer.mjs";
import { exported, inTree, openExample, saved } from "./support/planner.mjs";

const OFFLINE = 'html[data-offline="ready"]';

/** A test with a copy of the built page in `dir`, on a server of its own that can be stopped and started again. */
function test(name, body) {
  nodeTest(name, { timeout: 90_000 }, async () => {
    const root = await mkdtemp(join(tmpdir(), "ipam-planner-offline-"));
    const dir = join(root, "in", "a folder");
    await mkdir(dir, { recursive: true });
    await cp(distDir, dir, { recursive: true });
    const asked = [];
    const start = (port) => serve({ dir: root, port, onRequest: (target) => asked.push(target) });
    let server = await start();
    const port = Number(new URL(server.url).port);
    const url = `${server.url}in/a%20folder/`;
    const network = {
      asked,
      stop: () => server.close(),
      start: async () => (server = await start(port)),
    };
    const context = await (await sharedBrowser()).newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
    context.setDefaultTimeout(15_000);
    try {
      const seen = await observe(context);
      const page = await context.newPage();
      await body({ page, context, url, dir, network, seen }).catch(async (error) => {
        await shoot(page, `failed offline ${name.replace(/[^a-z0-9]+/gi, "-")}`);
        throw error;
      });
      seen.assertQuiet(server.url);
    } finally {
      await context.close();
      await server.close();
      await rm(root, { recursive: true, force: true });
    }
  });
}

const available = (page) => page.locator(OFFLINE).waitFor({ state: "attached" });
const styleOf = (page) => page.evaluate(() => new URL(document.querySelector('link[rel="stylesheet"]').href).pathname.split("/").at(-1));
const cachesOf = (page) => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("ipam-planner")));
const notice = (page) => page.getByRole("region", { name: "Newer version" });

/** Makes another version of what is in `dir`: its style sheet differs, and so does the name of it. */
async function release(dir, mark) {
  const [before] = (await readdir(dir)).filter((name) => /^style-.*\.css$/.test(name));
  const bytes = Buffer.concat([await readFile(join(dir, before)), Buffer.from(`/* ${mark} */`)]);
  const after = named("style", bytes, ".css");
  await rename(join(dir, before), join(dir, after));
  await writeFile(join(dir, after), bytes);
  const html = await readFile(join(dir, "index.html"), "utf8");
  const link = new RegExp(`href=\\./${before} integrity=\\S+`);
  assert.match(html, link);
  await writeFile(join(dir, "index.html"), html.replace(link, `href=./${after} integrity=${integrityOf(bytes)}`));
  await addWorker(dir);
  return after;
}

/** Adds a pool to the open plan. */
async function addPool(page, name) {
  await inTree(page, "Global").click();
  await page.keyboard.press("p");
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("dialog").getByLabel("Size or CIDR").fill("/20");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await assertHas(page, name);
}

/** The open plan has something of this name. */
async function assertHas(page, name) {
  await inTree(page, "Global").waitFor();
  assert.ok((await exported(page)).includes(JSON.stringify(name)), `${name} is in the plan`);
}

test("the page opens and saves without a network, in any folder", async ({ page, url, network, seen }) => {
  await openApp(page, url);
  await openExample(page, "Three Regions");
  await available(page);
  await network.stop();
  await page.reload();
  await addPool(page, "Without a network");
  await saved(page);
  await page.reload();
  await assertHas(page, "Without a network");
  // As somebody comes who has kept the address of the page itself, and a link into it.
  await openApp(page, `${url}index.html?from=elsewhere#there`);
  await assertHas(page, "Without a network");
  // Whether there is another version cannot be found out now.
  seen.expectNoise(/ERR_CONNECTION_REFUSED|service-worker\.js/);
});

test("what is kept is what was built, all of it and nothing else", async ({ page, url, dir }) => {
  await openApp(page, url);
  await available(page);
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys();
    const requests = await (await caches.open(name)).keys();
    return requests.map((request) => decodeURIComponent(new URL(request.url).pathname.split("/").at(-1)));
  });
  const built = (await readdir(dir)).filter((name) => name !== "service-worker.js");
  assert.deepEqual(kept.map((name) => name || "index.html").toSorted(), built.toSorted());
});

test("a newer version waits, is said, and comes when it is asked for, with the plan as it was left", async ({ page, context, url, dir, network }) => {
  await openApp(page, url);
  await openExample(page, "Three Regions");
  await available(page);
  const first = await styleOf(page);
  const second = await release(dir, "second");
  network.asked.length = 0;

  await page.reload();
  await notice(page).getByText("A newer version is ready").waitFor();
  await inTree(page, "Global").waitFor();
  assert.equal(await styleOf(page), first, "the page is the one it was");
  // What the two have in common is not fetched again.
  const fetched = network.asked.map((target) => target.split("/").at(-1)).toSorted();
  assert.deepEqual(fetched, ["", "service-worker.js", second].toSorted());
  await assertAccessible(page);
  await shoot(page, "newer-version");

  const other = await context.newPage();
  await other.emulateMedia({ colorScheme: "dark" });
  await openApp(other, url);
  await notice(other).waitFor();
  await assertAccessible(other);
  assert.equal(await styleOf(other), first);

  await addPool(page, "Typed just before");
  await notice(page).getByRole("button", { name: "Reload" }).click();
  await page.waitForFunction((name) => document.querySelector(`link[href$="${name}"]`), second);
  await assertHas(page, "Typed just before");
  assert.equal(await notice(page).count(), 0);

  // The other tab is still whole, and becomes the newer version when it is told to.
  assert.equal(await styleOf(other), first);
  assert.equal((await cachesOf(other)).length, 2, "the files of the older page are kept for it");
  await notice(other).getByRole("button", { name: "Reload" }).click();
  await other.waitForFunction((name) => document.querySelector(`link[href$="${name}"]`), second);
  await assertHas(other, "Typed just before");
  await other.close();
  await page.reload();
  await available(page);
  for (let turn = 0; turn < 100 && (await cachesOf(page)).length > 1; turn += 1) await page.waitForTimeout(50);
  assert.equal((await cachesOf(page)).length, 1, "and go with it");
});

test("a newer version that was put off comes when the page is opened anew", async ({ page, context, url, dir }) => {
  await openApp(page, url);
  await available(page);
  const second = await release(dir, "second");
  await page.reload();
  await notice(page).getByRole("button", { name: "Later" }).click();
  assert.equal(await notice(page).count(), 0);
  const elsewhere = await context.newPage();
  await page.close();
  // The worker of the older version ends when no page of it is left.
  for (let turn = 0; ; turn += 1) {
    await openApp(elsewhere, url);
    if ((await styleOf(elsewhere)) === second) break;
    assert.ok(turn < 20, "the newer version does not come");
    await elsewhere.goto("about:blank");
    await elsewhere.waitForTimeout(100);
  }
});

test("a release that is only half there is not taken", async ({ page, url, dir, network, seen }) => {
  await openApp(page, url);
  await openExample(page, "Three Regions");
  await available(page);
  const first = await styleOf(page);
  const second = await release(dir, "second");
  await writeFile(join(dir, second), "/* cut off");
  const failed = page.waitForEvent("console", { timeout: 3_000 }).catch(() => undefined);
  await page.reload();
  await inTree(page, "Global").waitFor();
  await failed;
  assert.equal(await notice(page).count(), 0);
  await network.stop();
  await page.reload();
  await inTree(page, "Global").waitFor();
  assert.equal(await styleOf(page), first);
  seen.expectNoise(/integrity|ERR_CONNECTION_REFUSED|service-worker\.js|ERR_FAILED/);
});

test("a browser without service workers has the page as it is", async ({ page, context, url, network }) => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined }));
  await openApp(page, url);
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
  await page.waitForTimeout(300);
  assert.equal(await page.locator(OFFLINE).count(), 0);
  assert.ok(!network.asked.some((target) => target.endsWith("service-worker.js")));
});

test("the page can be installed", async ({ page, context, url, dir }) => {
  await openApp(page, url);
  await available(page);
  const devtools = await context.newCDPSession(page);
  const { errors, data, url: address } = await devtools.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data);
  assert.equal(manifest.name, "IPAM Planner");
  assert.equal(manifest.display, "standalone");
  assert.equal(new URL(manifest.start_url, address).href, url);
  const sizes = [];
  for (const { src, sizes: size } of manifest.icons) {
    const bytes = await readFile(join(dir, src));
    if (!src.endsWith(".png")) continue;
    // Width and height stand in the first chunk of a PNG.
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, size, src);
    sizes.push(size);
  }
  assert.ok(sizes.includes("192x192") && sizes.includes("512x512"));
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A context of a test is a private window, where nothing is installed.
  assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
});
