// What a page did while it was looked at: messages, errors, violations of the policy, requests.

import assert from "node:assert/strict";

/** Collects from every page of `context`, from before its first script on. */
export async function observe(context) {
  const seen = new Observer();
  await context.exposeBinding("__reportViolation", (_source, violation) => seen.violations.push(violation));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.__reportViolation(
        `${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`,
      );
    });
  });
  context.on("request", (request) => seen.requests.push(request.url()));
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const { url, lineNumber } = message.location();
    seen.messages.push(`${message.type()}: ${message.text()} (${url}:${lineNumber})`);
  });
  context.on("weberror", (error) => seen.errors.push(String(error.error()?.stack ?? error.error())));
  return seen;
}

class Observer {
  /** Console errors and warnings. */
  messages = [];
  /** Exceptions that nothing caught. */
  errors = [];
  /** Violations of the content security policy. */
  violations = [];
  /** Addresses of all requests, in order. */
  requests = [];

  /** Drops what a test provoked on purpose. What does not match stays and fails the test. */
  expectNoise(pattern) {
    for (const list of [this.messages, this.errors, this.violations]) {
      list.splice(0, list.length, ...list.filter((entry) => !pattern.test(entry)));
    }
  }

  assertQuiet(origin) {
    assert.deepEqual(this.errors, [], "uncaught errors");
    assert.deepEqual(this.violations, [], "violations of the content security policy");
    assert.deepEqual(this.messages, [], "console errors and warnings");
    const foreign = this.requests.filter((url) => !url.startsWith(origin) && !/^(data|blob|about):/.test(url));
    assert.deepEqual(foreign, [], "requests to other hosts");
  }
}
