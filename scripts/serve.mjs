#!/usr/bin/env node
// Serves the built page on the loopback address, with the headers of policy.mjs. For one's own machine and the tests;
// any static host can serve dist/ (see hosting/).
//
//   node scripts/serve.mjs [--port 8080] [--dir dist] [--check]
//
// --check only says whether it could.

import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { headers as securityHeaders } from "./policy.mjs";

const HOST = "127.0.0.1";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const ALREADY_COMPRESSED = new Set([".png", ".webp", ".woff2"]);

const compress = {
  // The highest level takes seconds for the WebAssembly and saves a few percent.
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body) => promisify(gzip)(body, { level: 9 }),
};

/** The file that a request's target names, or `undefined` when there is none inside `root`. */
async function find(root, target) {
  let path;
  try {
    path = decodeURIComponent(target.split(/[?#]/, 1)[0]);
  } catch {
    return undefined;
  }
  if (!path.startsWith("/") || path.includes("\0") || path.includes("\\")) return undefined;
  if (path.endsWith("/")) path += "index.html";
  try {
    // Resolved through symbolic links, so that neither `..` nor a link leads out.
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return undefined;
    const found = await stat(file);
    return found.isFile() ? { file, version: `${found.mtimeMs}-${found.size}` } : undefined;
  } catch {
    return undefined;
  }
}

/** What the client takes and is worth it: `br`, `gzip` or `undefined`. */
function encodingFor(accepted, file) {
  if (ALREADY_COMPRESSED.has(extname(file))) return undefined;
  const offers = new Map(
    (accepted ?? "").split(",").map((offer) => {
      const [name, ...rest] = offer.trim().toLowerCase().split(/\s*;\s*/);
      const weight = rest.find((part) => part.startsWith("q="));
      return [name, weight === undefined ? 1 : Number(weight.slice(2))];
    }),
  );
  return ["br", "gzip"].find((name) => (offers.get(name) ?? offers.get("*") ?? 0) > 0);
}

/** Reads files once per version and compresses them once per encoding. */
class Files {
  #kept = new Map();

  async body({ file, version }, encoding) {
    const key = `${encoding ?? "plain"} ${file}`;
    const kept = this.#kept.get(key);
    if (kept?.version === version) return kept.answer;
    const answer = this.#read(file, encoding);
    this.#kept.set(key, { version, answer });
    return answer;
  }

  async #read(file, encoding) {
    const plain = await readFile(file);
    const body = encoding ? await compress[encoding](plain) : plain;
    return { body, tag: `"${createHash("sha256").update(body).digest("base64url")}"` };
  }
}

async function answer(root, files, request, response) {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);

  const refuse = (status, text) => {
    response.writeHead(status, { "Content-Type": TYPES[".txt"] });
    response.end(request.method === "HEAD" ? undefined : `${text}\n`);
  };

  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(405, "Only GET and HEAD are answered here.");
  }
  // A page elsewhere can point a name of its own at this address (DNS rebinding); it has no business here.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(request.headers.host ?? "")) {
    return refuse(421, "This server answers to 127.0.0.1 and localhost only.");
  }
  const found = await find(root, request.url);
  if (!found) return refuse(404, "There is no such file.");

  const encoding = encodingFor(request.headers["accept-encoding"], found.file);
  const { body, tag } = await files.body(found, encoding);
  response.setHeader("Vary", "Accept-Encoding");
  response.setHeader("ETag", tag);
  if (request.headers["if-none-match"] === tag) {
    response.writeHead(304);
    return response.end();
  }
  response.setHeader("Content-Type", TYPES[extname(found.file)] ?? "application/octet-stream");
  response.setHeader("Content-Length", body.length);
  if (encoding) response.setHeader("Content-Encoding", encoding);
  response.writeHead(200);
  response.end(request.method === "HEAD" ? undefined : body);
}

/**
 * Starts a server for `dir` on the loopback address; port 0 takes any free one. Resolves to its address and a way to
 * stop it, or rejects with Node's error (`EADDRINUSE`, `EACCES`, `ENOENT`). `onRequest` is told what is asked for.
 */
export async function serve({ dir, port = 0, onRequest }) {
  const root = await realpath(resolve(dir));
  const files = new Files();
  const server = createServer((request, response) => {
    onRequest?.(request.url);
    answer(root, files, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, HOST, done);
  });
  return {
    url: `http://${HOST}:${server.address().port}/`,
    close: () =>
      new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      }),
  };
}

/** Listens on `port` for a moment; rejects when that is not possible. */
async function tryPort(port) {
  await (await serve({ dir: ".", port })).close();
}

/** The next port after `port` that nothing listens on, or `undefined`. */
async function freePortAfter(port) {
  for (let candidate = port + 1; candidate <= Math.min(port + 20, 65535); candidate += 1) {
    try {
      await tryPort(candidate);
      return candidate;
    } catch {
      continue;
    }
  }
  return undefined;
}

async function main() {
  const { values } = parseArgs({
    options: { port: { type: "string" }, dir: { type: "string" }, check: { type: "boolean" } },
  });
  const dir = values.dir ?? fileURLToPath(new URL("../dist", import.meta.url));
  const given = values.port ?? "8080";
  const port = Number(given);
  if (!/^\d+$/.test(given) || port < 1 || port > 65535) {
    throw new Error(`"${given}" is not a port: give a number from 1 to 65535, such as PORT=8080.`);
  }
  let server;
  try {
    if (values.check) return await tryPort(port);
    server = await serve({ dir, port });
  } catch (error) {
    if (error.code === "EADDRINUSE") {
      const free = await freePortAfter(port);
      const hint = free ? `Try \`make serve PORT=${free}\`.` : "Choose another with `make serve PORT=…`.";
      throw new Error(`Port ${port} is in use by another program. ${hint}`);
    }
    if (error.code === "EACCES") {
      throw new Error(`Port ${port} needs rights that this user lacks. Choose one above 1023, such as PORT=8080.`);
    }
    if (error.code === "ENOENT") throw new Error(`There is no built page at ${dir}. Run \`make build\` first.`);
    throw error;
  }
  console.log(`IPAM Planner is at ${server.url} (Ctrl+C stops it)`);
  const stop = () => server.close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
