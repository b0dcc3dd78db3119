import type { LedgerName } from "../../../../../shared/model/event.ts";
import { RULES, type RuleId } from "./rules.ts";

/** An invariant that does not hold. */
export interface Finding {
  readonly severity: "error" | "warning" | "info";
  readonly rule: RuleId;
  readonly ledger: LedgerName;
  /** A path within the branch with a line, a ref, a file. */
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

/** Findings of one rule that are listed; more say no more. */
const LISTED = 100;

export interface Report {
  add(rule: RuleId, place: string, message: string, more?: Partial<Pick<Finding, "severity" | "remedy">>): void;
  /** In the order of the rules. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Finding["severity"], number>>;
}

export function createReport(ledger: LedgerName): Report {
  const listed = new Map<RuleId, Finding[]>();
  const counts = { error: 0, warning: 0, info: 0 };
  return {
    add(rule, place, message, more = {}) {
      const { severity, remedy } = { ...RULES[rule], ...more };
      counts[severity] += 1;
      const found = listed.get(rule) ?? [];
      listed.set(rule, found);
      if (found.length < LISTED) found.push({ severity, rule, ledger, place, message, remedy });
    },
    get findings() {
      return [...listed].toSorted(([a], [b]) => Number(a.slice(1)) - Number(b.slice(1))).flatMap(([, found]) => found);
    },
    counts,
  };
}
