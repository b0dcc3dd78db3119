import { z } from "zod";
import { bodyText } from "./work-item.ts";
import { name, timestamp } from "./primitives.ts";
import { DEFAULT_QUEUE_SETTINGS, queueSettings } from "./queue-settings.ts";

/**
 * How landed work reaches the origin: `local` moves the target branch of a repository on this machine;
 * `push` pushes to a remote; `pull-request` opens a pull request on the forge that the origin is on. A branch that is checked out is moved only with `landOnCheckedOut`, when clean and fast-forward.
 */
export const LANDING_MODES = ["local", "push", "pull-request"] as const;

/** A command that must succeed before anything lands, run without a shell in a clean worktree. */
export const gate = z.object({
  name: z.string().min(1).max(60),
  /** Program and arguments. */
  command: z.array(z.string().min(1)).min(1),
  timeoutMs: z
    .int()
    .min(1_000)
    .max(6 * 3_600_000)
    .default(15 * 60_000),
  /** It is started together with the one before it, not after. */
  alongside: z.boolean().optional(),
});
export type Gate = z.infer<typeof gate>;

export const project = z.object({
  name,
  /** Prefix of its items' ids. */
  prefix: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  /** Absolute path or URL it was added from. */
  origin: z.string(),
  /** Short branch name that work lands on. */
  target: z.string(),
  landing: z.enum(LANDING_MODES),
  landOnCheckedOut: z.boolean().default(false),
  gates: z.array(gate).default([]),
  queue: queueSettings.default(DEFAULT_QUEUE_SETTINGS),
  /** Runtime of workers made for it; undefined asks the workspace's default. */
  runtime: z.string().optional(),
  /** The user's consent that agents run here with their permission questions switched off. */
  unattended: z.boolean().default(false),
  maxWorkers: z.int().min(1).max(100).default(8),
  /** The user's consent that the ledger is pushed to the origin and merged with what other clones push there. */
  sync: z.boolean().default(false),
  addedAt: timestamp,
  notes: bodyText.default(""),
});
export type Project = z.infer<typeof project>;
