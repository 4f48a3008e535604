// Takes exports out of a WebAssembly module, so that wasm-opt can remove what they alone keep.

const EXPORT_SECTION = 7;
const HEADER = 8;

/** The module without the exports that `isUnused` names. */
export function prune(bytes, isUnused) {
  const parts = [bytes.subarray(0, HEADER)];
  for (let at = HEADER; at < bytes.length; ) {
    const id = bytes[at];
    const [length, start] = number(bytes, at + 1);
    const end = start + length;
    parts.push(id === EXPORT_SECTION ? without(bytes, start, isUnused) : bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

function without(bytes, start, isUnused) {
  const kept = [];
  let [count, at] = number(bytes, start);
  for (; count > 0; count -= 1) {
    const [length, name] = number(bytes, at);
    // After the name: its kind, one byte, and its index.
    const [, next] = number(bytes, name + length + 1);
    if (!isUnused(bytes.subarray(name, name + length).toString())) kept.push(bytes.subarray(at, next));
    at = next;
  }
  const body = Buffer.concat([encoded(kept.length), ...kept]);
  return Buffer.concat([Buffer.of(EXPORT_SECTION), encoded(body.length), body]);
}

/** An unsigned LEB128 number, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at];
    at += 1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

function encoded(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}
