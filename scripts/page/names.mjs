// How the files of the built page are named and vouched for.

import { createHash } from "node:crypto";

/** A name that is another one whenever the content is. */
export const named = (stem, bytes, ending) =>
  `${stem}-${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}${ending}`;

/** What a browser checks a file by. The shortest that it takes: the file that loads the chunks has one for each, and none compresses. */
export const integrityOf = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
