// The gate's own judgements.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isMet } from "../../scripts/licences.mjs";

test("licences are read as SPDX writes them", () => {
  const allowed = new Set(["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"]);
  for (const [expression, met] of [
    ["MIT", true],
    ["GPL-3.0-only", false],
    ["MIT OR GPL-3.0-only", true],
    ["GPL-3.0-only/MIT", true],
    ["MIT AND GPL-3.0-only", false],
    ["(MIT OR GPL-3.0-only) AND Zlib", true],
    ["MIT OR GPL-3.0-only AND BSD-2-Clause", true],
    ["Apache-2.0", false],
    ["Apache-2.0 WITH LLVM-exception", true],
    ["MIT GPL-3.0-only", false],
    ["(MIT", false],
    ["", false],
  ]) {
    assert.equal(isMet(expression, allowed), met, expression);
  }
});
