import path from "node:path";
import { type Gates, createGates } from "../merge-queue/index.ts";
import type { ProjectsService } from "../project/index.ts";
import { plainEnvironment } from "./environment.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface GatesWiring
  extends
    Pick<Platform, "store" | "git" | "runner" | "trash">,
    Pick<PlatformOptions, "clock" | "env" | "workspaceDir"> {
  readonly projects: Pick<ProjectsService, "get" | "place" | "present">;
  report(error: unknown): void;
}

/** Gates as projects have them, run beside the agents' work trees. */
export function gatesOver({ env, workspaceDir, projects, ...deps }: GatesWiring): Gates {
  return createGates({
    ...deps,
    env: plainEnvironment(env),
    outputFolder: path.join(workspaceDir, ".drover", "gates"),
    placeOf: (name) => ({ ...projects.place(name), origin: projects.present(name).origin }),
    hasProject: (name) => projects.get(name) !== undefined,
    gatesOf: (name) => projects.get(name)?.gates ?? [],
    parallel: (name) => projects.present(name).queue.parallel,
  });
}
