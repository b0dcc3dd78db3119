import type { LedgerEvent } from "../../../../shared/model/event.ts";
import type { LoadedLine } from "./record-load.ts";
import { joinStates } from "./merge/join-states.ts";
import { compileRules } from "./merge/merge-rules.ts";
import type { RecordLoad } from "./record-load.ts";
import { type ShardLine, encodeShardLine } from "./shard-line.ts";
import { shardPath } from "./shard.ts";

/** What waits for somebody who declares its kind. */
export interface Parked {
  readonly lines: readonly LoadedLine[];
  readonly events: readonly LedgerEvent[];
  /** The lines, checked and put in order already. */
  readonly load?: RecordLoad | undefined;
}

/** Lines of another clone wait as those read at the start do. */
export function joinParked(ledger: string, known: Parked | undefined, theirs: readonly ShardLine[]): Parked {
  const rules = compileRules();
  const byId = new Map(known?.lines.map((one) => [one.line.id, one]));
  for (const line of theirs) {
    const mine = byId.get(line.id)?.line;
    const joined = mine === undefined ? line : { id: line.id, ...joinStates(mine, line, rules) };
    const content = Buffer.from(encodeShardLine(joined));
    byId.set(line.id, { line: joined, content, shard: shardPath(line.id, 1), file: `${ledger} ledger`, number: 1 });
  }
  return { lines: [...byId.values()], events: known?.events ?? [] };
}
