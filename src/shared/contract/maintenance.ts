import { z } from "zod";
import { name } from "../model/primitives.ts";
import { ANYONE, SUPERVISORS, USER_ONLY, request } from "./verb.ts";

export const HEALTH_STATES = ["ok", "warning", "problem"] as const;
export type HealthState = (typeof HEALTH_STATES)[number];
/** What `drover doctor` looks at. */
export const HEALTH_AREAS = ["workspace", "git", "ledger", "projects", "agents", "system"] as const;
/** error: an invariant does not hold; warning: nothing is lost, somebody should look; info: worth knowing. */
export const FINDING_SEVERITIES = ["error", "warning", "info"] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export const healthCheck = z.object({
  /** Stable, e.g. `disk-space`. */
  id: z.string(),
  area: z.enum(HEALTH_AREAS),
  title: z.string(),
  state: z.enum(HEALTH_STATES),
  /** What was found, in one sentence. */
  message: z.string(),
  /** More of the same, a line each. */
  details: z.array(z.string()).optional(),
  /** What to do about it; there when the state is not ok. */
  remedy: z.string().optional(),
  /** `fix` would do something about it. */
  canFix: z.boolean(),
  /** What `fix` did. */
  fixed: z.string().optional(),
});
export type HealthCheck = z.infer<typeof healthCheck>;

export const workspaceDoctor = request({
  name: "workspace.doctor",
  summary: "Check the workspace: ledgers, repositories, disk, git, runtimes, leftovers; say what to do, or do it.",
  input: z.strictObject({
    /** Does what is safe about what was found: nothing that anybody needs is touched. */
    fix: z.boolean().optional(),
    /** By their ids; all without it. */
    checks: z.array(z.string().max(60)).max(100).optional(),
  }),
  output: z.object({ state: z.enum(HEALTH_STATES), checks: z.array(healthCheck) }),
  errors: ["check-not-found"],
  callers: SUPERVISORS,
  danger: "safe",
});

/** An invariant of docs/formats/ledger.md that does not hold. */
export const ledgerFinding = z.object({
  severity: z.enum(FINDING_SEVERITIES),
  /** The invariant's number in docs/formats/ledger.md, e.g. `L12`. */
  rule: z.string(),
  ledger: z.string(),
  /** A path within the branch with a line, a ref, a file. */
  place: z.string(),
  message: z.string(),
  remedy: z.string(),
});
export type LedgerFinding = z.infer<typeof ledgerFinding>;

export const checkedLedger = z.object({
  ledger: z.string(),
  repository: z.string(),
  /** Absent where there is no commit yet. */
  tip: z.string().optional(),
  format: z.int().optional(),
  records: z.int(),
  /** Events that were read: the newest segments, or all of them in a full check. */
  events: z.int(),
  commits: z.int(),
});

export const ledgerFsck = request({
  name: "ledger.fsck",
  summary: "Check every invariant of the ledgers, on their branches and in the journal. Changes nothing.",
  input: z.strictObject({
    /** `workspace` is the workspace's own; all without it. */
    ledgers: z.array(name).max(1_000).optional(),
    /** Also reads all events and makes the records from them anew. */
    full: z.boolean().optional(),
  }),
  output: z.object({
    ledgers: z.array(checkedLedger),
    findings: z.array(ledgerFinding),
    /** Findings of a kind beyond the first hundred are counted and not listed. */
    counts: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
    ms: z.int(),
  }),
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const ledgerRepair = request({
  name: "ledger.repair",
  summary: "Put right what the check of the ledgers found: says what it would do, and does it with `apply`.",
  input: z.strictObject({ ledgers: z.array(name).max(1_000).optional(), apply: z.boolean().optional() }),
  output: z.object({
    applied: z.boolean(),
    steps: z.array(
      z.object({
        ledger: z.string(),
        code: z.enum([
          "branch-restored",
          "meta-rewritten",
          "shard-rewritten",
          "record-rebuilt",
          "line-taken-back",
          "line-set-aside",
        ]),
        message: z.string(),
      }),
    ),
    /** Where each ledger stood before. */
    backups: z.array(z.object({ ledger: z.string(), ref: z.string(), commit: z.string() })),
    /** What it cannot put right, in words. */
    left: z.array(z.string()),
  }),
  errors: ["project-not-found", "core-running", "ledger-write-failed"],
  callers: USER_ONLY,
  danger: "confirm",
});

export const maintenanceVerbs = [workspaceDoctor, ledgerFsck, ledgerRepair] as const;
