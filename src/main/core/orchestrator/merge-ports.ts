import { type MergeRepository, createMergeRepository } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Platform } from "./platform.ts";

export interface MergePortsDeps extends Pick<Platform, "git" | "owner"> {
  readonly projects: Pick<ProjectsService, "present" | "place">;
}

/** Where the merge queue prepares and lands. */
export function mergePorts({ git, owner, projects }: MergePortsDeps): { readonly repository: MergeRepository } {
  return {
    repository: createMergeRepository({
      git,
      placeOf(name) {
        const { vault, clone } = projects.place(name);
        const { origin, target, landOnCheckedOut, queue } = projects.present(name);
        return { vault, clone, origin, target, landOnCheckedOut, sign: queue.sign };
      },
      committer: () => owner,
    }),
  };
}
