import type { ExchangeFormat } from "../../../shared/contract/exchange.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";

const ENDINGS: Readonly<Record<string, ExchangeFormat>> = {
  csv: "csv",
  tsv: "csv",
  md: "markdown",
  markdown: "markdown",
};

/** The format of a text by its name and how it begins. */
export function guessFormat(name: string, head: string): Result<ExchangeFormat> {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  const known = ENDINGS[ending ?? ""];
  if (known !== undefined) return ok(known);
  const text = head.replace(/^\uFEFF/, "").trimStart();
  // An export of no items.
  if (text === "" && ending === "jsonl") return ok("jsonl");
  if (text.startsWith("{")) {
    const line = text.split("\n", 1)[0] ?? "";
    return ok(/"(?:issue_type|created_at|depends_on_id|acceptance_criteria)"\s*:/.test(line) ? "beads" : "jsonl");
  }
  if (/^\s*(?:[-*+]|\d+[.)])\s+\[[ xX~-]\]\s/m.test(text)) return ok("markdown");
  if (
    /^[^\n]*\b(?:title|summary|subject|name)\b[^\n]*[,;\t]|^[^\n]*[,;\t][^\n]*\b(?:title|summary|subject|name)\b/i.test(
      text,
    )
  ) {
    return ok("csv");
  }
  return fail("source-not-understood", `What ${JSON.stringify(name)} is cannot be told by its name or content.`, {
    remedy: "Say which format it has: jsonl, beads, csv or markdown.",
  });
}
