import type { Clock } from "../../base/clock.ts";
import type { Trash } from "../../platform/fs/trash.ts";
import type { Git } from "../../platform/git/git.ts";
import type { RecordStore } from "../../platform/store/record-store.ts";
import { createBringer } from "./bring-commit.ts";
import { batchKind } from "../line/batch-state.ts";
import { submissionKind } from "../decide.ts";
import { findSubmission } from "../find-submission.ts";
import { type GateHandlers, gateHandlers } from "./controller.ts";
import { createGateOutputs } from "./outputs.ts";
import { createLaneWorktrees } from "./lane-worktree.ts";
import { type GateLanesDeps, type OpenGateLanes, createGateLanes } from "./lanes.ts";
import { type Verifications, createVerifications } from "./verifications.ts";

export interface GatesDeps extends Pick<
  GateLanesDeps,
  "runner" | "env" | "placeOf" | "gatesOf" | "parallel" | "report"
> {
  readonly store: RecordStore;
  readonly git: Git;
  readonly clock: Clock;
  /** On the lanes' file system. */
  readonly trash: Trash;
  /** Output of runs is kept below it. */
  readonly outputFolder: string;
  hasProject(name: string): boolean;
}

/** Where gates run, and what they print. */
export interface Gates extends AsyncDisposable {
  readonly lanes: OpenGateLanes;
  readonly verifications: Verifications;
  readonly handlers: GateHandlers;
}

export function createGates(deps: GatesDeps): Gates {
  const { store, git, clock, trash, outputFolder, hasProject, report } = deps;
  const submissions = store.table(submissionKind);
  const bring = createBringer(git);
  const batches = store.table(batchKind);
  const outputs = createGateOutputs({ folder: outputFolder, clock, report });
  const lanes = createGateLanes({
    ...deps,
    worktrees: createLaneWorktrees({ git, trash }),
    submissionsIn(id, run) {
      const batch = batches.get(id);
      const upTo = batch?.runs.find((one) => one.id === run)?.upTo;
      return (batch?.members ?? []).slice(0, upTo).map(({ submission }) => submission);
    },
    outputs,
  });

  return {
    lanes,
    verifications: createVerifications({
      lanes,
      outputs,
      gatesOf: deps.gatesOf,
      bring: (project, commit) => bring(deps.placeOf(project), commit),
    }),
    handlers: gateHandlers({
      outputs,
      hasProject,
      gatesOf: deps.gatesOf,
      submission: (ref) => findSubmission(submissions, ref),
    }),
    async [Symbol.asyncDispose]() {
      await lanes[Symbol.asyncDispose]();
      await outputs[Symbol.asyncDispose]();
    },
  };
}
