import type { LedgerEvent, NewEvent } from "../../../../shared/model/event.ts";
import { mergeCoordinatorPath } from "../../../../shared/model/identity.ts";
import { type Batch, type GateRun, batch } from "../../../../shared/model/batch.ts";
import type { GateResult } from "../../../../shared/model/submission.ts";
import type { RecordKind } from "../../platform/store/record-store.ts";

type Formed = Pick<Batch, "project" | "branch" | "onto" | "after" | "members">;
type RunBegun = Pick<GateRun, "id" | "commit" | "upTo" | "attempt" | "lane">;

export type BatchEvent =
  | LedgerEvent<"batchFormed", Formed>
  | LedgerEvent<"gateRunStarted", { readonly run: RunBegun }>
  | LedgerEvent<"gateRunGate", { readonly run: string; readonly result: GateResult }>
  | LedgerEvent<
      "gateRunEnded",
      { readonly run: string; readonly state: "green" | "red" | "cancelled"; readonly gates: readonly GateResult[] }
    >
  | LedgerEvent<"batchBisecting" | "batchForgotten" | "batchLanded", Record<string, never>>
  /** `upTo`: how many of its members land. */
  | LedgerEvent<"batchLanding", { readonly upTo: number; readonly culprits?: readonly string[] }>
  | LedgerEvent<"batchSplit", { readonly culprits?: readonly string[]; readonly reason: string }>
  | LedgerEvent<"batchDropped", { readonly reason: string }>;

/** Batches of a project's merge queue. Ended ones are kept for a while only, see {@link batchesToForget}. */
export const batchKind: RecordKind<Batch> = {
  kind: "batch",
  isLocal: true,
  schema: batch.loose(),
  reduce(record, raw) {
    const event = raw as BatchEvent;
    if (event.type === "batchFormed") {
      const { data, at } = event;
      return {
        ...data,
        members: [...data.members],
        id: event.subject,
        state: "gating",
        runs: [],
        culprits: [],
        createdAt: at,
        updatedAt: at,
      };
    }
    return record === undefined ? undefined : reduceKnown(record, event);
  },
};

function reduceKnown(record: Batch, event: BatchEvent): Batch | undefined {
  const next: Batch = { ...record, updatedAt: event.at };
  const runs = (id: string, change: (run: GateRun) => GateRun) => ({
    ...next,
    runs: next.runs.map((run) => (run.id === id ? change(run) : run)),
  });
  switch (event.type) {
    case "gateRunStarted": {
      const begun: GateRun = { ...event.data.run, state: "running", gates: [], startedAt: event.at };
      return { ...next, runs: [...next.runs, begun] };
    }
    case "gateRunGate":
      return runs(event.data.run, (run) => ({ ...run, gates: [...run.gates, event.data.result] }));
    case "gateRunEnded": {
      const { run: id, state, gates } = event.data;
      return runs(id, (run) => ({ ...run, state, gates: [...gates], endedAt: event.at }));
    }
    case "batchBisecting":
      return { ...next, state: "bisecting" };
    case "batchLanding": {
      const { upTo, culprits = next.culprits } = event.data;
      return { ...next, state: "landing", lands: upTo, culprits: [...culprits] };
    }
    case "batchLanded":
      return { ...next, state: "landed" };
    case "batchSplit": {
      const { culprits = next.culprits, reason } = event.data;
      return { ...next, state: "split", lands: next.lands ?? 0, culprits: [...culprits], reason };
    }
    case "batchDropped":
      return { ...next, state: "dropped", reason: event.data.reason };
    case "batchForgotten":
      return undefined;
    default:
      return record;
  }
}

export function isOpenBatch({ state }: Pick<Batch, "state">): boolean {
  return state === "gating" || state === "bisecting" || state === "landing";
}

/** Where its branch is once it has landed: all of it, as far as is known. */
export function tipOf({ members, onto, lands = members.length }: Pick<Batch, "members" | "onto" | "lands">): string {
  return members[lands - 1]?.commit ?? onto;
}

export function batchEvent(
  one: Pick<Batch, "id" | "project">,
  type: BatchEvent["type"],
  data: BatchEvent["data"],
): NewEvent {
  const actor = mergeCoordinatorPath(one.project);
  return { ledger: "workspace", kind: "batch", subject: one.id, type, actor, data };
}

/** Ended batches of a project that are kept for whoever asks how something came to land. */
const KEPT_BATCHES = 60;

export function batchesToForget(all: Iterable<Batch>, project: string): readonly NewEvent[] {
  const ended = [...all].filter((one) => one.project === project && !isOpenBatch(one));
  return ended.slice(0, Math.max(0, ended.length - KEPT_BATCHES)).map((one) => batchEvent(one, "batchForgotten", {}));
}

/** A batch's event in words, for the feed. */
export function describeBatchEvent(raw: LedgerEvent): string {
  const event = raw as BatchEvent;
  switch (event.type) {
    case "batchFormed": {
      const { members } = event.data;
      return `put ${count(members.length, "submission")} together on ${event.data.onto.slice(0, 8)}`;
    }
    case "gateRunStarted": {
      const { upTo, attempt, lane } = event.data.run;
      const again = attempt === 1 ? "" : " again";
      if (upTo === 0) return `asks whether the target itself is red${lane === undefined ? "" : ` in lane ${lane}`}`;
      return `gates the first ${upTo}${again}${lane === undefined ? "" : ` in lane ${lane}`}`;
    }
    case "gateRunGate": {
      const { name, exitCode, timedOut, ms } = event.data.result;
      return `gate “${name}” ${exitCode === 0 ? "green" : timedOut ? "timed out" : "red"} after ${(ms / 1000).toFixed(1)} s`;
    }
    case "gateRunEnded":
      return `found the gates ${event.data.state}`;
    case "batchBisecting":
      return "looks for the one that turns the gates red";
    case "batchLanding":
      return `lands the first ${event.data.upTo}`;
    case "batchLanded":
      return "has landed all of it";
    case "batchSplit":
    case "batchDropped":
      return event.data.reason;
    case "batchForgotten":
      return "forgot it";
  }
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
