// What the file that loads the chunks says: which files belong to which chunk.

/** The files of a chunk: its own, and those that it shares with others. Nothing when there is no such chunk. */
export function filesOf(loader, chunk) {
  const loads = loader.matchAll(
    /const (\w+) = (?:wrapAsyncCb\()?makeLoad\(.*?new URL\("\.\/([^"]+)".*?\n, \[([^\]]*)\]\)/gs,
  );
  const pieces = new Map();
  for (const [, name, file, needs] of loads) pieces.set(name, { file, needs: needs.split(", ").filter(Boolean) });
  const piece = pieces.get(`__wasm_split_load_${chunk}`);
  return piece && [piece.file, ...piece.needs.map((name) => pieces.get(name).file)];
}
