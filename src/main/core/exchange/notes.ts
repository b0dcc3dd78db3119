import {
  type ImportProblem,
  type ImportReport,
  MAX_TOLD_ITEMS,
  MAX_TOLD_PROBLEMS,
} from "../../../shared/contract/exchange.ts";
import type { Notes } from "./source.ts";

export interface ReportNotes extends Notes {
  readonly told: Pick<ImportReport, "problems" | "problemsTotal" | "skipped" | "notUnderstood">;
}

/** Keeps the first problems word by word and counts the rest, so that a report of a bad file stays readable. */
export function createNotes(): ReportNotes {
  const problems: ImportProblem[] = [];
  const unknown = new Map<string, { readonly what: string; count: number; readonly kept: string }>();
  const skippedLines = new Set<number>();
  let total = 0;
  return {
    problem(problem) {
      total += 1;
      if (problem.kind === "skipped") skippedLines.add(problem.line);
      if (problems.length < MAX_TOLD_PROBLEMS) problems.push(problem);
    },
    unknown(what, kept) {
      const known = unknown.get(what);
      if (known !== undefined) known.count += 1;
      // Names of fields come from the file; a file without end of them must not fill the report.
      else if (unknown.size < MAX_TOLD_ITEMS) unknown.set(what, { what, count: 1, kept });
    },
    get told() {
      return {
        problems: problems.toSorted((a, b) => a.line - b.line),
        problemsTotal: total,
        skipped: skippedLines.size,
        notUnderstood: [...unknown.values()].map((one) => ({ ...one })),
      };
    },
  };
}
