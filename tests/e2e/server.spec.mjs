// The server of `make serve`: what it gives out, what it refuses, and what it says.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { serve } from "../../scripts/serve.mjs";
import { distDir, openApp, test as browserTest } from "./support/fixture.mjs";

const PAGE = "<!doctype html><title>x</title>";
const TEXT = "a".repeat(5000);

let folder;
let server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "serve-"));
  const dir = join(folder, "dist");
  await mkdir(join(dir, "sub"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(dir, "index.html"), PAGE);
  await writeFile(join(dir, "sub", "index.html"), PAGE);
  await writeFile(join(dir, "long.js"), TEXT);
  await writeFile(join(dir, "unknown.xyz"), "?");
  await symlink(join(folder, "secret.txt"), join(dir, "link.txt"));
  server = await serve({ dir });
});

after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A request as it is written: `fetch` would tidy the path up. */
function ask(path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(server.url);
  return new Promise((done, failed) => {
    request({ hostname, port, path, method, headers }, async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    })
      .on("error", failed)
      .end();
  });
}

test("a folder answers with its index", async () => {
  for (const path of ["/", "/sub/", "/?a=1"]) {
    const { status, headers, body } = await ask(path);
    assert.deepEqual([status, headers["content-type"], body.toString()], [200, "text/html; charset=utf-8", PAGE], path);
  }
});

test("nothing outside the folder is given out", async () => {
  for (const path of [
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/sub/../../secret.txt",
    "/..%5csecret.txt",
    "/link.txt",
    "/sub",
    "/%",
    "/%00",
    "//secret.txt",
    "/missing",
    "http://127.0.0.1/secret.txt",
  ]) {
    const { status, body } = await ask(path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body.toString(), /secret/, path);
  }
});

test("only reading is answered", async () => {
  const { status, headers } = await ask("/", { method: "POST" });
  assert.deepEqual([status, headers.allow], [405, "GET, HEAD"]);
  const head = await ask("/", { method: "HEAD" });
  assert.deepEqual([head.status, head.headers["content-length"], head.body.length], [200, String(PAGE.length), 0]);
});

test("another name that points here is refused", async () => {
  for (const [host, expected] of [
    ["evil.example", 421],
    ["127.0.0.1.evil.example", 421],
    ["localhost:8080", 200],
    ["127.0.0.1", 200],
  ]) {
    assert.equal((await ask("/", { headers: { Host: host } })).status, expected, host);
  }
});

test("an unknown kind of file is not guessed", async () => {
  assert.equal((await ask("/unknown.xyz")).headers["content-type"], "application/octet-stream");
});

test("what the client takes is compressed", async () => {
  for (const [accepted, encoding, read] of [
    ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
    ["gzip", "gzip", gunzipSync],
    ["br;q=0, gzip;q=0.5", "gzip", gunzipSync],
    ["*", "br", brotliDecompressSync],
    ["identity", undefined, (body) => body],
    ["", undefined, (body) => body],
  ]) {
    const { headers, body } = await ask("/long.js", { headers: { "Accept-Encoding": accepted } });
    assert.equal(headers["content-encoding"], encoding, accepted);
    assert.equal(headers.vary, "Accept-Encoding");
    assert.equal(read(body).toString(), TEXT, accepted);
  }
});

test("an unchanged file is not sent again, a changed one is", async () => {
  const first = await ask("/long.js");
  const again = await ask("/long.js", { headers: { "If-None-Match": first.headers.etag } });
  assert.deepEqual([again.status, again.body.length], [304, 0]);
  await writeFile(join(folder, "dist", "long.js"), "changed");
  const changed = await ask("/long.js", { headers: { "If-None-Match": first.headers.etag } });
  assert.deepEqual([changed.status, changed.body.toString()], [200, "changed"]);
});

function command(...args) {
  const program = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8", timeout: 10_000 });
  return { status, stdout, stderr };
}

test("a port in use, a port that is none and a page that is not built each have their sentence", () => {
  const { port } = new URL(server.url);
  for (const [args, sentence] of [
    [["--port", port, "--dir", folder], /^Port \d+ is in use by another program\. Try `make serve PORT=\d+`\.\n$/],
    [["--port", port, "--check"], /^Port \d+ is in use/],
    [["--port", "http"], /^"http" is not a port: give a number from 1 to 65535/],
    [["--port", "70000"], /^"70000" is not a port/],
    [["--port", "0"], /^"0" is not a port/],
    [["--dir", join(folder, "none"), "--port", String(Number(port) + 100)], /^There is no built page at .*Run `make build` first\.\n$/],
  ]) {
    const { status, stdout, stderr } = command(...args);
    assert.equal(status, 1, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, sentence);
  }
});

browserTest("the page works in a folder of a host, too", async ({ page, seen }) => {
  const host = await mkdtemp(join(tmpdir(), "host-"));
  await cp(distDir, join(host, "tools", "planner"), { recursive: true });
  const elsewhere = await serve({ dir: host });
  try {
    await openApp(page, `${elsewhere.url}tools/planner/`);
    await page.locator('html[data-offline="ready"]').waitFor({ state: "attached" });
    assert.ok(seen.requests.every((url) => url.startsWith(`${elsewhere.url}tools/planner/`)), seen.requests.join("\n"));
    seen.requests.length = 0;
  } finally {
    await elsewhere.close();
    await rm(host, { recursive: true });
  }
});
