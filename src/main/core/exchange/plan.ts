import type { LedgerName } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Comment } from "../../../shared/model/comment.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { hashLength } from "../ledger/index.ts";
import { orderByWaiting } from "./circles.ts";
import { type ContentField, contentOf, markOf, marksOf } from "./content.ts";
import { type Arriving, differenceOf } from "./difference.ts";
import { knownKeys, matchOf } from "./matching.ts";
import { ORIGIN, originOf, withOrigin } from "./origin.ts";
import type { Pace } from "./pace.ts";
import { type Planned, edgesOfPlan } from "./planned.ts";
import type { ExchangeDeps } from "./ports.ts";
import { resolveReferences } from "./references.ts";
import type { Notes, ReadSource, SourceItem } from "./source.ts";
import { targetId } from "./target-ids.ts";

export interface PlanTarget {
  readonly ledger: LedgerName;
  readonly prefix: string;
  readonly by: IdentityPath;
  readonly now: number;
  readonly notes: Notes;
  readonly pace: Pace;
}

/** One item's part of an import. `fields` of one that is there already: what changes, null takes away; `version` is the one it was planned for. */
export type PlannedChange =
  | { readonly kind: "create"; readonly line: number; readonly item: WorkItem; readonly key: string }
  | {
      readonly kind: "update";
      readonly line: number;
      readonly item: WorkItem;
      readonly changed: readonly ContentField[];
      readonly fields: { readonly [F in keyof WorkItem]?: WorkItem[F] | null };
    };

export interface ImportPlan {
  readonly source: string;
  /** Each after all that it waits for. */
  readonly changes: readonly PlannedChange[];
  readonly unchanged: number;
  /** Of items that are there, or will be. */
  readonly comments: readonly (Comment & { readonly ledger: LedgerName })[];
}

/** Decides everything before anything is changed. Reads the tables as they are, and gives others their turn in between. */
export async function planImport(
  deps: Pick<ExchangeDeps, "ledger">,
  read: ReadSource,
  target: PlanTarget,
): Promise<ImportPlan> {
  const { ledger } = deps;
  const { notes, pace } = target;
  const ids = await matchAll(ledger, read, target);
  const planned = new Map<string, Planned>();
  let unchanged = 0;
  for (const { source, id, here } of ids.rows) {
    if (pace.isDue) await pace.rest();
    const references = resolveReferences(source, { id, ids: ids.byKey, ledger, notes });
    const there: Arriving = { ...source.fields, title: source.title, ...withOtherLinks(references, source, here) };
    const before = here === undefined ? undefined : originOf(here, read.source);
    const difference = here === undefined ? undefined : differenceOf(here, there, { source, before });
    for (const field of difference?.conflicts ?? []) {
      const message = `${field} was changed here and in the source; it stays as it is here.`;
      notes.problem({ kind: "conflict", line: source.line, item: id, message });
    }
    if (difference?.taken.length === 0) unchanged += 1;
    else planned.set(id, { id, source, here, before, taken: difference?.taken ?? [], there });
  }
  const order = await orderByWaiting(inOrderOfCreation(planned), {
    edges: edgesOfPlan(planned, ledger),
    onCut(circle) {
      const [first = "", second = ""] = circle;
      const line = planned.get(first)?.source.line ?? planned.get(second)?.source.line ?? 0;
      const message = `These wait for one another: ${circle.slice(0, 12).join(" → ")}. One of the links was left out.`;
      notes.problem({ kind: "left-out", line, item: first, message });
    },
    pace,
  });
  const changes: PlannedChange[] = [];
  for (const id of order) {
    if (pace.isDue) await pace.rest();
    const one = planned.get(id);
    const change =
      one && (one.here === undefined ? creationOf(one, read.source, target) : updateOf(one, one.here, read.source));
    if (change === undefined) unchanged += 1;
    else changes.push(change);
  }
  return { source: read.source, changes, unchanged, comments: commentsOf(ids.rows, ledger, target) };
}

function withOtherLinks(references: Arriving, source: SourceItem, here: WorkItem | undefined): Arriving {
  if (source.onlyBlocks !== true || here === undefined) return references;
  const others = here.links.filter((link) => link.kind !== "blocks");
  return { ...references, links: [...(references.links ?? []), ...others] };
}

interface Row {
  readonly source: SourceItem;
  readonly id: string;
  readonly here: WorkItem | undefined;
}

/** Every item of the source with the one it is here, or the id that it gets. */
async function matchAll(
  ledger: ExchangeDeps["ledger"],
  read: ReadSource,
  { ledger: target, prefix, notes, pace }: PlanTarget,
): Promise<{ readonly rows: readonly Row[]; readonly byKey: ReadonlyMap<string, string> }> {
  const known = await knownKeys(ledger, { source: read.source, target, pace });
  const rows: Row[] = [];
  const byKey = new Map<string, string>(known);
  const lines = new Map<string, number>();
  const taken = new Set<string>();
  let size = read.items.length;
  for (const item of ledger.values()) if (item.id.startsWith(`${prefix}-`)) size += 1;
  const ids = {
    prefix,
    hashLength: hashLength(size),
    isTaken: (id: string) => taken.has(id) || ledger.get(id) !== undefined,
    isDeleted: (id: string) => ledger.isDeleted(id),
  };
  const skip = (line: number, message: string, item?: string) => {
    notes.problem({ kind: "skipped", line, message, ...(item === undefined ? {} : { item }) });
  };
  for (const source of read.items) {
    if (pace.isDue) await pace.rest();
    const first = lines.get(source.key);
    if (first !== undefined) {
      skip(source.line, `${JSON.stringify(source.key.slice(0, 80))} is in line ${first} already.`);
      continue;
    }
    lines.set(source.key, source.line);
    const here = matchOf(source, known, (id) => ledger.get(id));
    if (source.isDeleted === true) {
      skip(
        source.line,
        here === undefined ? "It was deleted in the source." : `It was deleted in the source; here ${here.id} stays.`,
        here?.id,
      );
      continue;
    }
    const made = here === undefined ? targetId(source, read.source, ids) : { id: here.id };
    if ("deleted" in made) {
      skip(
        source.line,
        `${made.deleted} was deleted here; \`drover restore ${made.deleted}\` brings it back.`,
        made.deleted,
      );
      continue;
    }
    if (taken.has(made.id)) {
      skip(source.line, `It is ${made.id}, which a line before it is too.`, made.id);
      continue;
    }
    taken.add(made.id);
    byKey.set(source.key, made.id);
    rows.push({ source, id: made.id, here });
  }
  return { rows, byKey };
}

function inOrderOfCreation(planned: ReadonlyMap<string, Planned>): string[] {
  const at = (one: Planned) => one.there.createdAt ?? Number.MAX_SAFE_INTEGER;
  return [...planned.values()].toSorted((a, b) => at(a) - at(b)).map((one) => one.id);
}

function creationOf({ id, source, there }: Planned, from: string, { by, now }: PlanTarget): PlannedChange {
  const createdAt = there.createdAt ?? now;
  const createdBy = there.createdBy ?? by;
  const updatedAt = Math.max(createdAt, there.updatedAt ?? there.closedAt ?? createdAt);
  const item: WorkItem = {
    description: "",
    type: "task",
    status: "open",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    ...there,
    id,
    title: source.title,
    createdBy,
    createdAt,
    updatedBy: there.updatedBy ?? createdBy,
    updatedAt,
    version: Math.max(1, source.version ?? 1),
    ...(there.status === "closed" ? { closedAt: there.closedAt ?? updatedAt } : {}),
  };
  const origin = { key: source.key, base: marksOf(contentOf(item)) };
  return {
    kind: "create",
    line: source.line,
    key: source.key,
    item: { ...item, metadata: withOrigin(there.metadata, from, origin) },
  };
}

/** What is left of the difference once circles are cut; undefined when that is nothing. */
function updateOf({ source, before, taken, there }: Planned, here: WorkItem, from: string): PlannedChange | undefined {
  const [ours, theirs] = [contentOf(here), contentOf(there)];
  const changed = taken.filter((field) => ours[field] !== theirs[field]);
  if (changed.length === 0) return undefined;
  const fields: Record<string, unknown> = {};
  const base: Record<string, string> = { ...(before?.base ?? marksOf(ours)) };
  for (const field of changed) {
    fields[field] = there[field] ?? EMPTY[field] ?? null;
    base[field] = markOf(theirs[field]);
  }
  if (changed.includes("status")) {
    fields["customStatus"] = there.customStatus ?? null;
    const closedAt = there.closedAt ?? there.updatedAt ?? source.fields.updatedAt;
    fields["closedAt"] = there.status === "closed" ? (closedAt ?? here.closedAt ?? here.updatedAt) : null;
  }
  fields["metadata"] = withOrigin(
    { ...(changed.includes("metadata") ? there.metadata : here.metadata), ...originsOf(here) },
    from,
    { key: source.key, base },
  );
  // Each value is that of the same field of the source's item, or one of EMPTY.
  return { kind: "update", line: source.line, item: here, changed, fields };
}

/** What a field becomes whose value was taken back in the source, for those that an item must have. */
const EMPTY: Readonly<Partial<Record<ContentField, unknown>>> = {
  description: "",
  labels: [],
  acceptance: "",
  notes: "",
  links: [],
};

function commentsOf(rows: readonly Row[], ledger: ExchangeDeps["ledger"], target: PlanTarget): ImportPlan["comments"] {
  return rows.flatMap(({ source, id, here }) => {
    if (source.comments.length === 0) return [];
    const known = new Set(ledger.comments.of(id).map((one) => one.id));
    const place = here === undefined ? target.ledger : (ledger.projectOf(id) ?? "workspace");
    return source.comments
      .map(({ key, ...said }) => ({ ...said, id: `${id}~${key}`, item: id, ledger: place }))
      .filter((one) => !known.has(one.id));
  });
}

function originsOf({ metadata }: WorkItem): WorkItem["metadata"] {
  const origins = metadata?.[ORIGIN];
  return origins === undefined ? {} : { [ORIGIN]: origins };
}
