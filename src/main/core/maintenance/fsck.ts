import path from "node:path";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { itemLink, workItem } from "../../../shared/model/work-item.ts";
import { type CheckedJournal, checkContinuity, checkJournal } from "../platform/store/fsck/check-journal.ts";
import { checkQuarantine } from "../platform/store/fsck/check-quarantine.ts";
import { type CheckedLedger, fsckLedger } from "../platform/store/fsck/fsck-ledger.ts";
import { type Report, createReport } from "../platform/store/fsck/report.ts";
import { type GitRunner, openRepository } from "../platform/store/git-access.ts";
import { isAlive } from "../platform/store/merge/record-state.ts";
import type { RecordKind } from "../platform/store/record-store.ts";
import { type PlacedItem, checkItems } from "./check-items.ts";

export type FsckAnswer = OutputOf<"ledger.fsck">;

export interface FsckDeps {
  readonly git: GitRunner;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly kinds: readonly RecordKind<unknown>[];
}

export interface FsckRequest {
  /** Without a name, the one that its meta.json says. */
  readonly ledgers: readonly { readonly ledger?: string; readonly gitDir: string }[];
  /** Whose journal is looked at too; absent for a repository on its own. */
  readonly workspaceDir?: string;
  /** These are all ledgers of the workspace. */
  readonly isWhole: boolean;
  readonly full: boolean;
}

/** Checks ledgers one after the other, then what holds between them. Changes nothing. */
export async function fsck(deps: FsckDeps, request: FsckRequest): Promise<FsckAnswer> {
  const { workspaceDir, full, isWhole } = request;
  const started = performance.now();
  const checked: CheckedLedger[] = [];
  for (const { ledger, gitDir } of request.ledgers) {
    const repository = openRepository(deps.git, gitDir);
    checked.push(await fsckLedger({ ledger, repository, kinds: deps.kinds, now: deps.now(), full }));
  }
  const byLedger = new Map(checked.map((one) => [one.ledger, one]));
  const question = { items: checked.flatMap(itemsOf), deleted: new Set(checked.flatMap(deletedOf)), isWhole };
  for (const { ledger, rule, item, message } of await checkItems(question)) {
    byLedger.get(ledger)?.report.add(rule, `records/item ${item}`, message);
  }
  const reports = checked.map(({ report }) => report);
  if (workspaceDir !== undefined) reports.push(await checkHome(workspaceDir, isWhole ? checked : []));
  return {
    ledgers: checked.map(({ ledger, repository, tip, meta, kinds, events, commits }) => ({
      ...{ ledger, repository, events, commits },
      ...(tip === undefined ? {} : { tip }),
      ...(meta === undefined ? {} : { format: meta.format }),
      records: [...kinds.values()].reduce((sum, { lines }) => sum + lines.size, 0),
    })),
    findings: reports.flatMap(({ findings }) => [...findings]),
    counts: {
      error: sum(reports, "error"),
      warning: sum(reports, "warning"),
      info: sum(reports, "info"),
    },
    ms: Math.round(performance.now() - started),
  };
}

/** What lies beside the ledgers: the journal and the quarantine. */
async function checkHome(workspaceDir: string, checked: readonly CheckedLedger[]): Promise<Report> {
  const report = createReport("workspace");
  const home = path.join(workspaceDir, ".drover");
  const journal: CheckedJournal = await checkJournal(path.join(home, "journal"), report);
  checkContinuity(journal, checked, report);
  await checkQuarantine(path.join(home, "quarantine"), report);
  return report;
}

/** Only what is needed to tell how items hang together; what a record lacks was reported before. */
const placed = workItem
  .pick({ id: true, type: true, status: true, parent: true, gate: true })
  .extend({ links: itemLink.array().default([]) });

function itemsOf({ ledger, kinds }: CheckedLedger): PlacedItem[] {
  const items: PlacedItem[] = [];
  for (const line of kinds.get("item")?.lines.values() ?? []) {
    const parsed = isAlive(line) ? placed.safeParse(line.record) : undefined;
    if (parsed?.success === true) items.push({ ledger, item: parsed.data });
  }
  return items;
}

function deletedOf({ kinds }: CheckedLedger): string[] {
  const lines = kinds.get("item")?.lines.values() ?? [];
  return [...lines].filter((line) => !isAlive(line)).map(({ id }) => id);
}

function sum(reports: readonly Report[], severity: keyof Report["counts"]): number {
  return reports.reduce((total, { counts }) => total + counts[severity], 0);
}
