import { z } from "zod";
import { timestamp } from "../model/primitives.ts";
import { SUPERVISORS, request } from "./verb.ts";

const report = z.object({
  core: z.object({
    version: z.string(),
    node: z.string(),
    pid: z.int(),
    startedAt: timestamp,
    /** By how much timers of the core came late, at most, in 99 of 100 cases since it started. */
    loopDelayP99Ms: z.number(),
    memoryBytes: z.int(),
  }),
  /** PTY hosts with a session now. */
  hosts: z.array(
    z.object({
      id: z.string(),
      sessions: z.int(),
      /** It does not answer; its sessions may go on. */
      isOutOfReach: z.boolean(),
    }),
  ),
  /** Folders below the workspace, the largest first. */
  folders: z.array(
    z.object({
      /** Relative to the workspace. */
      path: z.string(),
      bytes: z.int(),
      /** There is more: counting stopped at so many files. */
      isCutShort: z.boolean(),
    }),
  ),
});
export type HealthReport = z.infer<typeof report>;

export const healthShow = request({
  name: "health.show",
  summary: "Show figures of what runs, and where the disk goes. What is wrong, `workspace.doctor` says.",
  input: z.strictObject({}),
  output: report,
  errors: [],
  callers: SUPERVISORS,
  danger: "safe",
});

export const healthVerbs = [healthShow] as const;
