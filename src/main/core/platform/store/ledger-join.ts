import type { LedgerName } from "../../../../shared/model/event.ts";
import type { Theirs } from "./ledger-theirs.ts";
import { type LostValue, lostValues } from "./merge/join-states.ts";
import type { Fields } from "./merge/merge-rules.ts";
import { isAlive } from "./merge/record-state.ts";
import { isSame } from "./merge/registers.ts";
import { actorOf, momentOf } from "./merge/stamp.ts";
import type { DamagedLine } from "./quarantine.ts";
import type { MergeConflict, TakenRecord } from "./record-store.ts";
import type { StoredTable } from "./record-table.ts";
import { type ShardLine, encodeShardLine } from "./shard-line.ts";

/** What joining theirs makes of our records, as of one moment. */
export interface Joining {
  readonly theirs: Theirs;
  /** By kind and id: the records that are different after it. */
  readonly joined: ReadonlyMap<string, ReadonlyMap<string, ShardLine>>;
  readonly taken: readonly TakenRecord[];
  readonly conflicts: readonly MergeConflict[];
  /** Lines that are no records of their kind. */
  readonly refused: readonly DamagedLine[];
}

/** Without changing anything. Kinds that nobody has declared are left to whoever writes the tree. */
export function planJoin(theirs: Theirs, ledger: LedgerName, tables: readonly StoredTable[]): Joining {
  const joined = new Map<string, Map<string, ShardLine>>();
  const taken: TakenRecord[] = [];
  const conflicts: MergeConflict[] = [];
  const refused: DamagedLine[] = [];
  for (const table of tables) {
    const changed = new Map<string, ShardLine>();
    for (const line of theirs.lines.get(table.kind) ?? []) {
      const mine = table.lineOf(line.id);
      const next = table.joined(ledger, line);
      if ("reason" in next) {
        const file = `${ledger} ledger, ${table.kind} ${line.id} of ${theirs.commit}`;
        refused.push({ file, line: 1, reason: next.reason, bytes: Buffer.from(encodeShardLine(line)) });
        continue;
      }
      if (mine !== undefined && encodeShardLine(mine) === encodeShardLine(next)) continue;
      changed.set(line.id, next);
      const [before, after] = [recordIn(mine), recordIn(next)];
      if (!isSame(before, after)) {
        const known = mine?.seen ?? {};
        taken.push({ kind: table.kind, id: line.id, before, after, theirs: recordIn(line), known });
      }
      if (mine === undefined) continue;
      const base = theirs.baseOf(table.kind, line.id);
      for (const lost of lostValues(mine, line, { base, rules: table.rules })) {
        conflicts.push(conflict(table.kind, line, lost));
      }
    }
    if (changed.size > 0) joined.set(table.kind, changed);
  }
  return { theirs, joined, taken, conflicts, refused };
}

function recordIn(line: ShardLine | undefined): Fields | undefined {
  return line !== undefined && isAlive(line) ? line.record : undefined;
}

function conflict(kind: string, { id }: ShardLine, lost: LostValue): MergeConflict {
  const who = (stamp: string | undefined) =>
    stamp === undefined ? undefined : { by: actorOf(stamp), at: momentOf(stamp).ms };
  return {
    ...{ kind, id, field: lost.field },
    kept: { value: lost.kept, ...who(lost.keptBy) },
    lost: { value: lost.lost, ...who(lost.lostBy) },
  };
}
