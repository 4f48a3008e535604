// The samples for other hosts promise the same headers as the server here, no more and no fewer.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { headers } from "../../scripts/policy.mjs";

/** How each sample writes one header: a pattern that finds all of them, with the name and the value as groups. */
const SAMPLES = {
  _headers: /^ {2}([A-Za-z-]+): (.*)$/gm,
  "nginx.conf": /^ {2}add_header (\S+) "(.*)" always;$/gm,
  ".htaccess": /^Header always set (\S+) "(.*)"$/gm,
};

for (const [file, pattern] of Object.entries(SAMPLES)) {
  test(`hosting/${file} repeats the headers`, async () => {
    const text = await readFile(new URL(`../../hosting/${file}`, import.meta.url), "utf8");
    assert.deepEqual(Object.fromEntries([...text.matchAll(pattern)].map(([, name, value]) => [name, value])), headers);
  });
}

test("hosting/cloudfront.yaml repeats the headers", async () => {
  const text = await readFile(new URL("../../hosting/cloudfront.yaml", import.meta.url), "utf8");
  const found = Object.fromEntries(
    [...text.matchAll(/- Header: (\S+)\n +Value: "(.*)"\n +Override: true/g)].map(([, name, value]) => [name, value]),
  );
  // CloudFront knows these three by a name of its own.
  found["Content-Security-Policy"] = /^ +ContentSecurityPolicy: "(.*)"$/m.exec(text)?.[1];
  found["Referrer-Policy"] = /^ +ReferrerPolicy: "(.*)"$/m.exec(text)?.[1];
  if (/^ +ContentTypeOptions:\n +Override: true$/m.test(text)) found["X-Content-Type-Options"] = "nosniff";
  assert.deepEqual(found, headers);
});
