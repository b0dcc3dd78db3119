import type { ContractClient } from "../../../shared/contract/client.ts";
import type { InputOf } from "../../../shared/contract/contract.ts";
import { type Result, ok } from "../../../shared/model/result.ts";

export type ImportSource = InputOf<"ledger.import">["source"];

/** UTF-16 units in one call; what the contract takes at most is more. */
const PIECE = 2 * 1024 * 1024;

/** A file's text as the core takes it: short ones with the call, long ones in pieces before it. */
export async function handOver(client: ContractClient, name: string, text: string): Promise<Result<ImportSource>> {
  if (text.length <= PIECE) return ok({ kind: "text", text, name });
  let upload: string | undefined;
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + PIECE);
    // A pair of surrogates goes together.
    if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1] ?? "")) to -= 1;
    const piece: Result<{ readonly upload: string }> = await client.call("ledger.import.upload", {
      text: text.slice(from, to),
      ...(upload === undefined ? {} : { upload }),
    });
    if (!piece.ok) return piece;
    upload = piece.value.upload;
    from = to;
  }
  return ok({ kind: "upload", upload: upload ?? "", name });
}
