import type { ContractClient } from "../../../shared/contract/client.ts";
import type { ImportReport } from "../../../shared/contract/exchange.ts";
import { type Result, ok } from "../../../shared/model/result.ts";

/** Deletes what an import created, in one step. Resolves with how many that were. */
export async function bulkAway(client: ContractClient, report: ImportReport): Promise<Result<number>> {
  const items = report.items.filter(({ change }) => change === "created").map(({ id }) => id);
  const gone = await client.call("item.delete", { items, withChildren: true, reason: "The import was taken back." });
  return gone.ok ? ok(gone.value.items.length) : gone;
}
