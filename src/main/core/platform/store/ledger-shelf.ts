import type { LedgerEvent, LedgerName } from "../../../../shared/model/event.ts";
import { type Result, err, ok } from "../../../../shared/model/result.ts";
import type { Clock } from "../../base/clock.ts";
import { stampOf } from "./event-codec.ts";
import { type GitRunner, type Repository, openRepository } from "./git-access.ts";
import { type ObjectWriter, createObjectWriter } from "./git-objects.ts";
import { type GitProjection, createGitProjection } from "./git-projection.ts";
import type { KindRegistry } from "./kind-registry.ts";
import { packWhenMany } from "./git-packing.ts";
import { openBranch } from "./ledger-branch.ts";
import type { Joining } from "./ledger-join.ts";
import { migrateLedger } from "./ledger-migration.ts";
import { type LedgerContents, byClock, damageOf, readLedger, readStreams, readTrail } from "./ledger-reader.ts";
import { type LedgerWriter, createLedgerWriter } from "./ledger-writer.ts";
import type { PastSource } from "./past-source.ts";
import { clockAhead, newestClock } from "./newest-clock.ts";
import { type Parked, joinParked } from "./parked.ts";
import type { DamagedLine, Quarantine } from "./quarantine.ts";
import type {
  LedgerHealth,
  LedgerJoined,
  LedgerOpenFailure,
  LedgerOpened,
  Quarantined,
  RecordStore,
  StoreNotice,
} from "./record-store.ts";
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
  join(name: LedgerName, commit: string, dryRun: boolean): ReturnType<RecordStore["joinLedger"]>;
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

export function createLedgerShelf(deps: ShelfDeps): LedgerShelf {
  const opened = new Map<LedgerName, OpenLedger>();
  const outcomes = new Map<
    LedgerName,
    { readonly gitDir: string; readonly outcome: Promise<Result<LedgerOpened, LedgerOpenFailure>> }
  >();
  /** One repository after the other. */
  let packing: Promise<void> = Promise.resolve();
  let isClosing = false;
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
    const found = await openBranch({ repository, ledger: name, notice: deps.notice });
    if (!found.ok) return found;
    const committer = { owner: deps.owner, now: () => deps.clock.now() };
    const objects = createObjectWriter(gitDir, format.value.trim() === "sha256" ? "sha256" : "sha1");
    const branch = await migrateLedger(
      { repository, ledger: name, writer: objects, committer, notice: deps.notice },
      found.value,
    );
    if (!branch.ok) return branch;
    const load = (kind: string) => deps.kinds.get(kind)?.load(name);
    const reader = { repository, ledger: name, stream: deps.stream, load, observe: deps.observe };
    const contents = await readLedger(reader, branch.value);
    const projection = createGitProjection(
      {
        ...deps,
        repository,
        ledger: name,
        writer: objects,
        committer,
        tables: () => deps.kinds.all(),
      },
      branch.value,
      contents,
    );
    const opened = takeIn({ name, repository, objects, projection }, contents);
    const { tip, head } = branch.value;
    if (head !== tip) await opened.ledger.writer.catchUp(head);
    await moveLocal(opened.ledger, [...contents.lines.keys()]);
    const records = [...deps.kinds.all()].reduce((sum, table) => sum + table.shards(name).count, 0);
    return ok({ ...opened.told, records: Math.max(records, opened.told.records) });
  }

  /** Without waiting in between, so that nobody sees a ledger half read. */
  function takeIn(
    ledger: Pick<OpenLedger, "name" | "repository" | "objects" | "projection">,
    contents: LedgerContents,
  ): { readonly ledger: OpenLedger; readonly told: LedgerOpened } {
    const journaled = unclaimed.get(ledger.name) ?? [];
    unclaimed.delete(ledger.name);
    deps.held(contents.seq);
    const recent = journaled.filter((event) => event.seq > contents.seq);
    const open: OpenLedger = {
      ...ledger,
      recent,
      parked: new Map(),
      writer: createLedgerWriter(
        {
          ...deps,
          ledger: ledger.name,
          projection: ledger.projection,
          written: () => wasWritten(ledger.name),
          joined: (joining) => {
            wasJoined(open, joining);
          },
        },
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
      open.parked.set(kind, { lines, events: behind, load: contents.loads.get(kind) });
    }
    for (const table of deps.kinds.all()) quarantined.push(...unpark(open, table));
    const records = [...contents.lines.values()].reduce((sum, lines) => sum + lines.length, 0);
    return { ledger: open, told: { records, quarantined } };
  }

  function unpark(ledger: OpenLedger, table: StoredTable): Quarantined[] {
    const parked = ledger.parked.get(table.kind);
    if (parked === undefined) return [];
    ledger.parked.delete(table.kind);
    const quarantined: (Quarantined | undefined)[] = [];
    const load = parked.load ?? table.load(ledger.name);
    if (parked.load === undefined) for (const one of parked.lines) load.add(one);
    for (const { line, reason } of load.finish()) {
      table.shards(ledger.name).spoil(line.shard);
      quarantined.push(deps.quarantine.keep(damageOf(line, reason)));
    }
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

  /** What their ledger had beyond records: clocks that ours must stay behind, lines that are none, kinds we do not know yet. */
  function wasJoined({ name, parked }: OpenLedger, { theirs, refused }: Joining): void {
    for (const [kind, lines] of theirs.lines) {
      if (deps.kinds.get(kind) === undefined) parked.set(kind, joinParked(name, parked.get(kind), lines));
    }
    for (const line of [...theirs.damaged, ...refused]) deps.quarantine.keep(line);
    const newest = newestClock(theirs);
    if (newest === undefined) return;
    deps.observe(newest);
    const ahead = clockAhead(name, newest, deps.clock.now());
    if (ahead !== undefined) deps.notice(ahead);
  }

  async function trailIn(
    ledger: OpenLedger | undefined,
    { kind, id }: { readonly kind: string; readonly id: string },
    publishedSeq: number,
  ): Promise<readonly LedgerEvent[]> {
    if (ledger === undefined) return [];
    // Taken before git is asked: what is written meanwhile must not be missed, nor come twice.
    const recent = ledger.recent.filter((e) => e.kind === kind && e.subject === id && e.seq <= publishedSeq);
    const segments = ledger.projection.segments();
    const seen = deps.kinds.get(kind)?.lineOf(id)?.seen;
    return [...(await readTrail(trailReader(ledger), segments, { kind, id, seen })), ...recent];
  }

  function trailReader({ repository, name }: OpenLedger) {
    return { repository, ledger: name, damaged: (line: DamagedLine) => void deps.quarantine.keep(line) };
  }

  /** What came with a join; segments as of then, so that what comes later is not among it. */
  function eventsOf(ledger: OpenLedger): LedgerJoined["eventsOf"] {
    const segments = ledger.projection.segments();
    return async ({ kind, id, known }) => {
      const seen = deps.kinds.get(kind)?.lineOf(id)?.seen;
      const events = await readStreams(trailReader(ledger), segments, { kind, id, seen });
      return events
        .filter(({ stream, event }) => stream !== deps.stream && event.seq > (known[stream]?.[1] ?? 0))
        .toSorted((a, b) => (stampOf(a.event) < stampOf(b.event) ? -1 : 1));
    };
  }

  /**
   * What coordinates the workspace was once kept with its projects. It is in the workspace's ledger, in git, before it goes here;
   * a crash in between leaves it in both, and the workspace's counts.
   */
  async function moveLocal(ledger: OpenLedger, found: readonly string[]): Promise<void> {
    const local = found.filter((kind) => deps.kinds.get(kind)?.isLocal === true);
    const home = opened.get("workspace");
    if (local.length === 0 || home === undefined || home === ledger) return;
    home.writer.touch();
    if (!(await home.writer.flush()).ok) return;
    ledger.projection.shed(local);
    ledger.writer.touch();
    await ledger.writer.flush();
  }

  async function wasWritten(name: LedgerName): Promise<void> {
    const ledger = opened.get(name);
    if (ledger === undefined) return;
    ledger.recent = ledger.recent.filter((event) => event.seq > ledger.writer.writtenSeq);
    deps.written();
    // Beside the batches that follow, which it does not hold up.
    if (!isClosing) packing = packing.then(() => pack(ledger));
  }

  async function pack({ name, repository }: OpenLedger): Promise<void> {
    const packed = await packWhenMany(repository);
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
      // What coordinates a workspace was once written to the ledgers of projects.
      const names = new Set(deps.kinds.get(kind)?.isLocal === true ? [name, "workspace"] : [name]);
      const trails: LedgerEvent[] = [];
      for (const one of names) trails.push(...(await trailIn(opened.get(one), { kind, id }, publishedSeq)));
      return byClock(trails);
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
    async join(name, commit, dryRun) {
      const ledger = opened.get(name);
      if (ledger === undefined) {
        return err({ code: "ledger-unknown", message: `The ledger ${name} is not open.`, details: { ledger: name } });
      }
      const joining = await ledger.writer.join(commit, { dryRun });
      if (!joining.ok) return joining;
      const { tip } = ledger.projection;
      const told = { tip, eventsOf: eventsOf(ledger) };
      if (joining.value === undefined) return ok({ ...told, taken: [], conflicts: [], quarantined: [] });
      const { taken, conflicts, theirs, refused } = joining.value;
      const quarantined = [...theirs.damaged, ...refused].map(({ file, line, reason }) => ({ file, line, reason }));
      return ok({ ...told, taken, conflicts, quarantined });
    },
    async flush() {
      for (const { writer } of opened.values()) {
        const flushed = await writer.flush();
        if (!flushed.ok) return flushed;
      }
      return ok();
    },
    async close() {
      isClosing = true;
      for (const { writer } of opened.values()) {
        writer.close();
        await writer.flush();
      }
      await packing;
    },
    health: () => [...opened.values()].map(({ writer }) => writer.health),
  };
}
