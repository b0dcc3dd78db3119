import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { type Result, err, ok } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import { type GitRunner, type Repository, openRepository } from "./git-access.ts";
import { type ObjectWriter, createObjectWriter } from "./git-objects.ts";
import { type GitProjection, createGitProjection } from "./git-projection.ts";
import type { KindRegistry } from "./kind-registry.ts";
import { packWhenMany } from "./git-packing.ts";
import { openBranch } from "./ledger-branch.ts";
import { type LedgerContents, type LoadedLine, readLedger, readTrail } from "./ledger-reader.ts";
import { type LedgerWriter, createLedgerWriter } from "./ledger-writer.ts";
import type { PastSource } from "./past-source.ts";
import type { DamagedLine, Quarantine } from "./quarantine.ts";
import type {
  LedgerHealth,
  LedgerOpenFailure,
  LedgerOpened,
  Quarantined,
  RecordStore,
  StoreNotice,
} from "./record-store.ts";
import { type RecordState, isAlive } from "./merge/record-state.ts";
import type { Stamp } from "./merge/stamp.ts";
import type { StoredTable } from "./record-table.ts";

export interface ShelfDeps {
  readonly git: GitRunner;
  readonly clock: Clock;
  readonly owner: { readonly name: string; readonly email: string };
  readonly notice: (notice: StoreNotice) => void;
  readonly stream: string;
  readonly kinds: KindRegistry;
  readonly quarantine: Quarantine;
  /** What the journal held at the start, of all ledgers. */
  readonly journaled: readonly LedgerEvent[];
  readonly durable: () => Promise<boolean>;
  /** Number of the newest event that was appended and reduced. */
  readonly appendedSeq: () => number;
  /** A clock was met in what a ledger holds. */
  readonly observe: (stamp: Stamp) => void;
  readonly written: () => void;
  /** Events of our own stream up to this number are in git. */
  readonly held: (seq: number) => void;
}

/** The ledgers of a workspace: which are open, and what of the journal each has yet to take in. */
export interface LedgerShelf {
  open(name: LedgerName, gitDir: string): ReturnType<RecordStore["openLedger"]>;
  has(name: LedgerName): boolean;
  /** A kind became known: records and events that waited for it are taken in. */
  declared(table: StoredTable): void;
  note(event: LedgerEvent): void;
  forget(seq: number): void;
  trail(query: { ledger: LedgerName; kind: string; id: string }, publishedSeq: number): Promise<readonly LedgerEvent[]>;
  /** Where the past of each open ledger is read from. */
  sources(publishedSeq: number): readonly PastSource[];
  /** Every journal file up to this number can go. */
  readonly writtenSeq: number;
  syncNames(): Promise<void>;
  flush(): ReturnType<RecordStore["flush"]>;
  close(): Promise<void>;
  health(): LedgerHealth[];
}

interface OpenLedger {
  readonly name: LedgerName;
  readonly repository: Repository;
  readonly objects: ObjectWriter;
  readonly projection: GitProjection;
  readonly writer: LedgerWriter;
  /** Not in git yet; the writer has its own list, this one serves trails. */
  recent: LedgerEvent[];
  /** By kind that nobody has declared yet. */
  readonly parked: Map<string, Parked>;
}

interface Parked {
  readonly lines: readonly LoadedLine[];
  readonly events: readonly LedgerEvent[];
}

export function createLedgerShelf(deps: ShelfDeps): LedgerShelf {
  const opened = new Map<LedgerName, OpenLedger>();
  const outcomes = new Map<
    LedgerName,
    { readonly gitDir: string; readonly outcome: Promise<Result<LedgerOpened, LedgerOpenFailure>> }
  >();
  /** Events of ledgers that are not open. */
  const unclaimed = Map.groupBy(deps.journaled, (event) => event.ledger);

  async function read(name: LedgerName, gitDir: string): Promise<Result<LedgerOpened, LedgerOpenFailure>> {
    const repository = openRepository(deps.git, gitDir);
    const format = await repository.run(["rev-parse", "--show-object-format"]);
    if (!format.ok) {
      return err({
        code: "ledger-unreadable",
        message: `The ledger of ${name} cannot be read: ${format.error.message}`,
      });
    }
    const branch = await openBranch({ repository, ledger: name, notice: deps.notice });
    if (!branch.ok) return branch;
    const contents = await readLedger({ repository, ledger: name, stream: deps.stream }, branch.value);
    const objects = createObjectWriter(gitDir, format.value.trim() === "sha256" ? "sha256" : "sha1");
    const projection = createGitProjection(
      {
        ...deps,
        repository,
        ledger: name,
        writer: objects,
        committer: { owner: deps.owner, now: () => deps.clock.now() },
        tables: () => deps.kinds.all(),
      },
      branch.value,
      contents,
    );
    return ok(takeIn({ name, repository, objects, projection }, contents));
  }

  /** Without waiting in between, so that nobody sees a ledger half read. */
  function takeIn(
    ledger: Pick<OpenLedger, "name" | "repository" | "objects" | "projection">,
    contents: LedgerContents,
  ): LedgerOpened {
    const journaled = unclaimed.get(ledger.name) ?? [];
    unclaimed.delete(ledger.name);
    deps.held(contents.seq);
    const recent = journaled.filter((event) => event.seq > contents.seq);
    const open: OpenLedger = {
      ...ledger,
      recent,
      parked: new Map(),
      writer: createLedgerWriter(
        { ...deps, ledger: ledger.name, projection: ledger.projection, written: () => wasWritten(ledger.name) },
        recent,
      ),
    };
    opened.set(ledger.name, open);
    const quarantined: Quarantined[] = [];
    for (const line of contents.damaged) {
      deps.kinds.get(line.kind)?.shards(ledger.name).spoil(line.shard);
      const kept = deps.quarantine.keep(line);
      if (kept !== undefined) quarantined.push(kept);
    }
    const events = Map.groupBy(journaled, (event) => event.kind);
    for (const kind of new Set([...contents.lines.keys(), ...events.keys()])) {
      const lines = contents.lines.get(kind) ?? [];
      const behind = (events.get(kind) ?? []).filter((event) => event.seq > contents.seqOf(kind));
      open.parked.set(kind, { lines, events: behind });
    }
    for (const table of deps.kinds.all()) quarantined.push(...unpark(open, table));
    const records = [...contents.lines.values()].reduce((sum, lines) => sum + lines.length, 0);
    return { records, quarantined };
  }

  function unpark(ledger: OpenLedger, table: StoredTable): Quarantined[] {
    const parked = ledger.parked.get(table.kind);
    if (parked === undefined) return [];
    ledger.parked.delete(table.kind);
    const quarantined: (Quarantined | undefined)[] = [];
    for (const { line, bytes, shard, file, number } of parked.lines) {
      const reason = table.load(ledger.name, line, shard);
      for (const stamp of stampsIn(line)) deps.observe(stamp);
      if (reason === undefined) continue;
      table.shards(ledger.name).spoil(shard);
      quarantined.push(deps.quarantine.keep({ file, line: number, reason, bytes }));
    }
    table.settle();
    for (const event of parked.events) {
      // The record knows better than the ledger what it holds: a local kind may have been moved here meanwhile.
      const line = table.lineOf(event.subject);
      if (line !== undefined && event.seq <= (line.seen[deps.stream]?.[1] ?? 0)) continue;
      try {
        table.apply(event);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const bytes = Buffer.from(JSON.stringify(event));
        quarantined.push(deps.quarantine.keep({ file: `journal, event ${event.seq}`, line: 1, reason, bytes }));
      }
    }
    return quarantined.filter((line) => line !== undefined);
  }

  async function wasWritten(name: LedgerName): Promise<void> {
    const ledger = opened.get(name);
    if (ledger === undefined) return;
    ledger.recent = ledger.recent.filter((event) => event.seq > ledger.writer.writtenSeq);
    deps.written();
    const packed = await packWhenMany(ledger.repository);
    if (packed.ok) return;
    const message = `The objects of the ledger of ${name} could not be packed, which only costs speed: ${packed.error.message}`;
    deps.notice({ code: "ledger-not-packed", message, details: { ledger: name } });
  }

  return {
    open(name, gitDir) {
      const known = outcomes.get(name);
      if (known !== undefined) {
        if (known.gitDir !== gitDir) throw new Error(`The ledger ${name} is open from ${known.gitDir}, not ${gitDir}.`);
        return known.outcome;
      }
      const outcome = read(name, gitDir).then(
        (result) => {
          if (!result.ok) outcomes.delete(name);
          return result;
        },
        (error: unknown): Result<LedgerOpened, LedgerOpenFailure> => {
          outcomes.delete(name);
          const message = `The ledger of ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
          return err({ code: "ledger-unreadable", message });
        },
      );
      outcomes.set(name, { gitDir, outcome });
      return outcome;
    },
    has: (name) => opened.has(name),
    declared(table) {
      for (const ledger of opened.values()) unpark(ledger, table);
    },
    note(event) {
      const ledger = opened.get(event.ledger);
      ledger?.recent.push(event);
      ledger?.writer.note(event);
    },
    forget(seq) {
      for (const ledger of opened.values()) {
        ledger.recent = ledger.recent.filter((event) => event.seq <= seq);
        ledger.writer.forget(seq);
      }
    },
    async trail({ ledger: name, kind, id }, publishedSeq) {
      const ledger = opened.get(name);
      if (ledger === undefined) return [];
      // Taken before git is asked: what is written meanwhile must not be missed, nor come twice.
      const recent = ledger.recent.filter((e) => e.kind === kind && e.subject === id && e.seq <= publishedSeq);
      const segments = ledger.projection.segments();
      const damaged = (line: DamagedLine) => void deps.quarantine.keep(line);
      const reader = { repository: ledger.repository, ledger: name, damaged };
      const seen = deps.kinds.get(kind)?.lineOf(id)?.seen;
      return [...(await readTrail(reader, segments, { kind, id, seen })), ...recent];
    },
    sources: (publishedSeq) =>
      [...opened.values()].map(({ name, repository, projection, recent }) => ({
        ledger: name,
        repository,
        tip: projection.tip,
        stream: deps.stream,
        recent: recent.filter((event) => event.seq <= publishedSeq),
      })),
    get writtenSeq() {
      const firsts = [
        ...[...opened.values()].flatMap(({ writer, parked }) => [
          writer.writtenSeq,
          ...[...parked.values()].map(({ events }) => (events[0]?.seq ?? Number.POSITIVE_INFINITY) - 1),
        ]),
        ...[...unclaimed.values()].map((events) => (events[0]?.seq ?? Number.POSITIVE_INFINITY) - 1),
      ];
      return Math.min(...firsts, Number.POSITIVE_INFINITY);
    },
    async syncNames() {
      for (const { objects } of opened.values()) await objects.syncNames();
    },
    async flush() {
      for (const { writer } of opened.values()) {
        const flushed = await writer.flush();
        if (!flushed.ok) return flushed;
      }
      return ok();
    },
    async close() {
      for (const { writer } of opened.values()) {
        writer.close();
        await writer.flush();
      }
    },
    health: () => [...opened.values()].map(({ writer }) => writer.health),
  };
}

function stampsIn(state: RecordState): readonly Stamp[] {
  return isAlive(state) ? [state.born, ...Object.values(state.clocks)] : [state.deleted.clock];
}
