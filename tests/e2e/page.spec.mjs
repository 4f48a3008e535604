// The page as it is delivered: it starts, it is what was built, it keeps to its policy, and it says so when it cannot.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { headers, metaPolicy } from "../../scripts/policy.mjs";
import { serve } from "../../scripts/serve.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { distDir, openApp, test } from "./support/fixture.mjs";

test("the page starts, and the static page makes room for the app", async ({ page, open }) => {
  await open();
  assert.equal(await page.title(), "IPAM Planner");
  assert.equal(await page.locator("#boot").count(), 0);
  assert.ok(await page.getByRole("heading", { name: "New plan" }).isVisible());
});

test("each file is fetched once, and nothing after the page has started", async ({ page, seen }) => {
  // What the browser asks of a service worker or of its own cache is no request: the server counts.
  const asked = [];
  const own = await serve({ dir: distDir, onRequest: (target) => asked.push(target) });
  try {
    await openApp(page, own.url);
    // What the first screen does not need follows it, unasked; what makes the page available without a network is the last.
    await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
    await page.locator('html[data-offline="ready"]').waitFor({ state: "attached" });
    const atStart = [...asked];
    assert.equal(new Set(atStart).size, atStart.length, `fetched twice: ${atStart}`);
    assert.ok(atStart.includes("/"));
    const files = (await readdir(distDir)).map((name) => (name === "index.html" ? "/" : `/${name}`));
    assert.deepEqual(atStart.toSorted(), files.toSorted());
    await page.mouse.move(200, 200);
    await page.keyboard.press("Tab");
    await page.waitForTimeout(500);
    assert.deepEqual(asked, atStart);
  } finally {
    await own.close();
  }
  const foreign = seen.requests.filter((request) => !request.startsWith(own.url));
  assert.deepEqual(foreign, []);
  seen.requests.length = 0;
});

test("every answer carries the promised headers", async ({ page, seen, url }) => {
  const answers = [];
  page.on("response", (response) => answers.push(response));
  await page.goto(url, { waitUntil: "networkidle" });
  answers.push(await page.request.get(`${url}missing`));
  assert.ok(answers.length >= 5);
  for (const answer of answers) {
    const sent = answer.headers();
    for (const [name, value] of Object.entries(headers)) {
      assert.equal(sent[name.toLowerCase()], value, `${name} of ${answer.url()}`);
    }
  }
  const types = Object.fromEntries(answers.map((answer) => [answer.url().split(".").pop(), answer.headers()["content-type"]]));
  assert.equal(types.wasm, "application/wasm");
  assert.equal(types.js, "text/javascript; charset=utf-8");
  assert.equal(types.css, "text/css; charset=utf-8");
  seen.expectNoise(/404/);
});

test("the built page has the policy, no inline code, and the hash of every file it names", async ({ page }) => {
  const html = await readFile(join(distDir, "index.html"), "utf8");
  // Parsed, not run.
  const found = await page.evaluate((html) => {
    const document = new DOMParser().parseFromString(html, "text/html");
    const all = (selector) => [...document.querySelectorAll(selector)];
    const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]');
    const order = Node.DOCUMENT_POSITION_PRECEDING;
    return {
      policy: policy?.content,
      beforePolicy: all("link, script, style").filter((node) => policy.compareDocumentPosition(node) & order).length,
      inline: all("script:not([src]), style").map((node) => node.outerHTML),
      attributes: all("*").flatMap((node) => node.getAttributeNames().filter((name) => /^(on.*|style)$/.test(name))),
      files: all('script[src], link[rel="stylesheet"], link[rel="preload"], link[rel="modulepreload"]').map((node) => ({
        kind: node.rel || "script",
        name: node.getAttribute("src") ?? node.getAttribute("href"),
        integrity: node.integrity || node.dataset.integrity,
      })),
    };
  }, html);

  assert.equal(found.policy, metaPolicy);
  assert.equal(found.beforePolicy, 0, "the policy stands before what it governs");
  assert.deepEqual(found.inline, []);
  assert.deepEqual(found.attributes, []);
  const kinds = new Set(found.files.map((file) => file.kind));
  assert.deepEqual([...kinds].sort(), ["modulepreload", "preload", "script", "stylesheet"]);
  for (const { name, integrity } of found.files) {
    const bytes = await readFile(join(distDir, name));
    const [algorithm] = integrity.split("-");
    assert.match(algorithm, /^sha(256|384)$/, name);
    assert.equal(integrity, `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`, name);
  }
});

test("what is typed into the first screen as soon as it stands stays there", async ({ page, open }) => {
  await open();
  const name = page.getByLabel("Name of the plan");
  await name.evaluate((field) => field.closest(".start").setAttribute("data-first", ""));
  await name.fill("Acme");
  await page.locator('html[data-chunks="all"]').waitFor({ state: "attached" });
  assert.equal(await name.inputValue(), "Acme");
  assert.equal(await page.locator(".start[data-first]").count(), 1, "the screen that stood first still stands");
});

test("the policy is in force: an inline script does not run and is reported", async ({ page, open, seen }) => {
  await open();
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.head.append(script);
  });
  assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  // Twice: the header and the page both say it, a little later than the page goes on.
  for (let waited = 0; seen.violations.length < 2 && waited < 5_000; waited += 50) await page.waitForTimeout(50);
  assert.equal(seen.violations.length, 2);
  seen.expectNoise(/script-src|inline/);
});

test("the policy is in force: no other host can be reached", async ({ page, open, seen }) => {
  await open();
  const outcome = await page.evaluate(() => fetch("https://example.com/").then(() => "sent", () => "refused"));
  assert.equal(outcome, "refused");
  // Twice: the header and the page both say it, a little later than the page goes on.
  for (let waited = 0; seen.violations.length < 2 && waited < 5_000; waited += 50) await page.waitForTimeout(50);
  assert.equal(seen.violations.length, 2);
  seen.expectNoise(/connect-src|Content Security Policy/);
});

/** The sentence that is left on screen when the app could not start. */
async function failure(page) {
  await page.locator('html[data-app="failed"]').waitFor({ state: "attached" });
  return page.locator('#boot [role="alert"]').innerText();
}

test("a browser without WebAssembly gets a sentence", async ({ page, context, url, seen, shot }) => {
  await context.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(url);
  assert.match(await failure(page), /cannot run the page.*WebAssembly.*current Chrome, Edge, Firefox or Safari/);
  await assertAccessible(page);
  await shot("boot-no-webassembly");
  seen.expectNoise(/NotSupported/);
});

test("a browser that does not know the compiled instructions gets the same sentence", async ({ page, context, url, seen }) => {
  await context.addInitScript(() => {
    const refuse = () => Promise.reject(new WebAssembly.CompileError("invalid opcode 0xfc"));
    Object.assign(WebAssembly, { compile: refuse, compileStreaming: refuse, instantiate: refuse, instantiateStreaming: refuse });
  });
  await page.goto(url);
  assert.match(await failure(page), /cannot run the page/);
  seen.expectNoise(/CompileError/);
});

test("an app that stops while it starts is said, with the reason", async ({ page, context, url, seen }) => {
  await context.addInitScript(() => {
    WebAssembly.instantiateStreaming = () => Promise.reject(new WebAssembly.RuntimeError("unreachable executed"));
  });
  await page.goto(url);
  assert.match(await failure(page), /stopped while it was starting/);
  assert.match(await page.locator("#boot").innerText(), /unreachable executed/);
  seen.expectNoise(/unreachable executed/);
});

test("without scripts the page says what it needs, and does not pretend to load", { javaScriptEnabled: false }, async ({ page, url }) => {
  await page.goto(url);
  const text = await page.locator("main").innerText();
  assert.match(text, /Allow scripts for this page and reload it/);
  assert.doesNotMatch(text, /Loading/);
});

test("a file that does not arrive is said, and Reload tries again", async ({ page, context, url, seen }) => {
  await context.route(/\.wasm$/, (route) => route.abort(), { times: 1 });
  await page.goto(url);
  assert.match(await failure(page), /could not be loaded.*Check the connection/);
  await context.unrouteAll();
  await page.getByRole("button", { name: "Reload" }).click();
  await page.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  seen.expectNoise(/NotLoaded|net::ERR_FAILED|preload/);
});

for (const [what, pattern] of [["WebAssembly", /\.wasm$/], ["JavaScript", /ipam-planner-[^/]*\.js$/]]) {
  test(`${what} that was changed on the way does not run`, async ({ page, context, url, seen }) => {
    await context.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from(" ")]) });
    });
    await page.goto(url);
    assert.match(await failure(page), /could not be loaded/);
    seen.expectNoise(/NotLoaded|integrity/i);
  });
}

test("a chunk that does not arrive is said where it is missing, and comes when it is asked for again", async ({ page, url, seen }) => {
  let isCut = true;
  await page.route(/split_tools/, (route) => (isCut ? route.abort() : route.continue()));
  await page.goto(url);
  await page.getByRole("button", { name: /^IPv4 and IPv6/ }).click();
  const alerts = page.getByRole("complementary", { name: "Inspector" }).getByRole("alert");
  await alerts.getByText("could not be loaded").waitFor();
  await assertAccessible(page);
  isCut = false;
  await alerts.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("complementary", { name: "Inspector" }).getByRole("heading").first().waitFor();
  assert.equal(await page.getByText("could not be loaded").count(), 0);
  seen.expectNoise(/Failed to load resource|Failed to fetch|TypeError/);
});
