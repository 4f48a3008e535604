// The headers that the page is served with, in one place. The server beside this file sends them, the samples in
// hosting/ repeat them for other hosts, and index.html repeats what a page can say about itself; a test compares all.

/** Content security policy: nothing but the page's own files, no inline script or style, no other host. */
const directives = {
  "default-src": ["'none'"],
  // 'wasm-unsafe-eval' lets WebAssembly compile, and nothing else.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:"],
  "connect-src": ["'self'"],
  "worker-src": ["'self'"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "frame-ancestors": ["'none'"],
};

/** Browsers ignore these in a `<meta>` element; they work only as a header. */
const headerOnly = ["frame-ancestors"];

function write(names) {
  return names.map((name) => [name, ...directives[name]].join(" ")).join("; ");
}

export const contentSecurityPolicy = write(Object.keys(directives));

/** The same for `<meta http-equiv="Content-Security-Policy">`. */
export const metaPolicy = write(Object.keys(directives).filter((name) => !headerOnly.includes(name)));

/** Sent with every answer. */
export const headers = {
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  // Names carry a hash of the Rust build only: another version of a tool may write other bytes under the same name,
  // and a stale copy would fail its integrity check. Asking again costs one short answer per file.
  "Cache-Control": "no-cache",
};
