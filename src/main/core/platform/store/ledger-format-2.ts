import { decodeMeta, encodeMeta } from "./ledger-meta.ts";
import type { FormatStep } from "./format-step.ts";
import { SHARD_PATH } from "./ledger-reader.ts";
import { readShard } from "./ledger-theirs.ts";
import { encodeShardLine } from "./shard-line.ts";

/**
 * Format 1 had neither clocks nor tombstones, and numbers of one stream alone. Its lines get the clock of their creation, the same
 * ones wherever it is done. Damaged lines stay as they are.
 */
export const toFormat2: FormatStep = {
  from: 1,
  about: "give every record a clock",
  convert(path, content, metaText) {
    const meta = decodeMeta(metaText, "meta.json");
    if (!meta.ok) throw new Error(meta.error.message);
    if (path === "meta.json") return Buffer.from(encodeMeta(meta.value));
    const [, kind] = SHARD_PATH.exec(path) ?? [];
    if (kind === undefined) return content;
    const { lines, damaged } = readShard(content, path, meta.value.numbering[kind] ?? "");
    const kept = damaged.flatMap(({ bytes }) => [bytes, Buffer.from("\n")]);
    return Buffer.concat([Buffer.from(lines.map(encodeShardLine).join("")), ...kept]);
  },
};
