import type { FAN_IN_MODES } from "../shared/model/item-words.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

interface LinkInput {
  kind: string;
  to: string;
  mode?: (typeof FAN_IN_MODES)[number];
}

/** Reads `KIND:ITEM`, for a fan-in also `KIND:ITEM:any-children`. */
export function parseLinks(texts: readonly string[]): Result<LinkInput[], Failure<"usage">> {
  const links: LinkInput[] = [];
  for (const text of texts) {
    const [, kind = "", to = "", mode] = /^([^:]*):(.+?)(?::(all-children|any-children))?$/.exec(text) ?? [];
    if (kind === "" || to === "") {
      return fail("usage", `"${text}" is not a link.`, { remedy: "Write KIND:ITEM, e.g. related:shop-x3f." });
    }
    const isMode = mode === "all-children" || mode === "any-children";
    links.push(isMode ? { kind, to, mode } : { kind, to });
  }
  return ok(links);
}
