import { z } from "zod";
import { name, timestamp } from "../model/primitives.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

/** A value and who wrote it when, by his own clock. */
const conflictSide = z.object({
  /** Absent where the value is gone. */
  value: z.json().optional(),
  by: z.string().optional(),
  at: timestamp.optional(),
});

/** Two clones changed the same without knowing of each other. The lost value stays in the trail. */
export const mergeConflict = z.object({
  kind: z.string(),
  id: z.string(),
  /** The field, as in `title`; `deleted` for a record; of a set's element also its key, as in `labels urgent`. */
  field: z.string(),
  kept: conflictSide,
  lost: conflictSide,
});

export const SYNC_FAILURES = [
  /** Nobody answers there, or nothing is there. */
  "origin-unreachable",
  /** It wants a password, key or token that git does not have. */
  "origin-auth",
  /** It does not let us push: a protected branch, a hook. */
  "origin-refused",
  /** Others push all the time; it is tried again by itself where sync runs by itself. */
  "origin-busy",
  /** Something else is on the branch drover/ledger there. */
  "not-a-ledger",
  "ledger-of-other-project",
  "ledger-too-new",
  "ledger-unreadable",
  "ledger-write-failed",
  "journal-stopped",
  "ledger-unknown",
] as const;

const syncFailure = z.object({
  code: z.enum(SYNC_FAILURES),
  message: z.string(),
  remedy: z.string().optional(),
});

/** How one project's sync went. With a failure nothing is lost: what is here stays here. */
export const projectSync = z.object({
  project: name,
  /** Records that are different here now; in a dry run, that would be. */
  taken: z.int(),
  /** Whether the origin has something from here that it had not. */
  pushed: z.boolean(),
  conflicts: z.array(mergeConflict),
  /** Damaged lines of the other side that were left out and kept aside. */
  quarantined: z.int(),
  failure: syncFailure.optional(),
});
export type ProjectSync = z.infer<typeof projectSync>;

export const ledgerSync = request({
  name: "ledger.sync",
  summary: "Bring a project's ledger and that of its origin together: fetch, join record by record, push.",
  input: z.strictObject({
    /** All projects that have sync switched on without it. */
    projects: z.array(name).max(1_000).optional(),
    /** Fetches and says what would be taken; changes and pushes nothing. */
    dryRun: z.boolean().optional(),
  }),
  output: z.object({ dryRun: z.boolean(), projects: z.array(projectSync) }),
  errors: ["project-not-found", "sync-off"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const syncStatus = request({
  name: "ledger.sync.status",
  summary: "Say of each project whether its ledger is synced, and how that last went.",
  input: z.strictObject({}),
  output: z.object({
    projects: z.array(
      z.object({
        project: name,
        isOn: z.boolean(),
        isRunning: z.boolean(),
        /** Of this run of the core. */
        last: projectSync.extend({ at: timestamp }).optional(),
      }),
    ),
  }),
  errors: [],
  callers: ANYONE,
  danger: "safe",
});

export const syncVerbs = [ledgerSync, syncStatus] as const;
