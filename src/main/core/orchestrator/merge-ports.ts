import path from "node:path";
import { type MergeQueueDeps, type MergeRepository, createMergeRepository, runGate } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import { plainEnvironment } from "./environment.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface MergePortsDeps
  extends Pick<Platform, "git" | "runner" | "owner">, Pick<PlatformOptions, "clock" | "env" | "workspaceDir"> {
  readonly projects: Pick<ProjectsService, "present" | "place">;
}

/** Where the merge queue prepares and lands, and how its gates run. */
export function mergePorts({ git, runner, owner, clock, env, workspaceDir, projects }: MergePortsDeps): {
  readonly repository: MergeRepository;
  readonly runGate: MergeQueueDeps["runGate"];
} {
  const gates = { runner, clock, logFolder: path.join(workspaceDir, ".drover", "gates"), env: plainEnvironment(env) };
  return {
    repository: createMergeRepository({
      git,
      placeOf(name) {
        const { vault, clone, gateWorktree } = projects.place(name);
        const { origin, target, landOnCheckedOut, queue } = projects.present(name);
        return { vault, clone, gateWorktree, origin, target, landOnCheckedOut, sign: queue.sign };
      },
      committer: () => owner,
    }),
    runGate: (run) => runGate(gates, run),
  };
}
