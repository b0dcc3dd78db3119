import path from "node:path";
import type { Agents } from "../agent/index.ts";
import type { Clock } from "../base/clock.ts";
import { type Files, createFiles } from "../file/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Git } from "../platform/git/git.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import type { ProjectsService } from "../project/index.ts";

export interface FilesWiring {
  readonly clock: Clock;
  readonly git: Git;
  readonly runner: Pick<ProcessRunner, "detach">;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly workspaceDir: string;
  readonly settings: { readonly editor: { readonly command: string } };
  readonly agents: Agents;
  readonly hooks: Hooks;
  readonly ledger: Ledger;
  readonly projects: ProjectsService;
}

/** Files of worktrees, over the real domains. */
export function filesOver(deps: FilesWiring): Files {
  const { git, agents, hooks, ledger, projects, settings, workspaceDir } = deps;
  return createFiles({
    clock: deps.clock,
    resolveAgent: (ref, own) => agents.resolve(ref, own),
    worktreeOf: (agent) => hooks.get(agent)?.worktree,
    item: (id) => ledger.get(id),
    async commits(project, names) {
      if (project === undefined || names.length === 0 || projects.get(project) === undefined) return new Map();
      // The clone has what agents committed; the vault only what was submitted.
      const { clone } = projects.place(project);
      const asked = names.map((name) => `${name}^{commit}\n`).join("");
      const answer = await git.run(["cat-file", "--batch-check=%(objectname)"], {
        cwd: clone,
        stdin: asked,
        okCodes: "any",
      });
      const lines = answer.stdout.toString("utf8").split("\n");
      return new Map(
        names.flatMap((name, at) => (/^[0-9a-f]{40,64}$/.test(lines[at] ?? "") ? [[name, lines[at] ?? ""]] : [])),
      );
    },
    editor: () => settings.editor.command,
    start([file = "", ...args], cwd) {
      const env = Object.fromEntries(
        Object.entries(deps.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
      return deps.runner.detach({ file, args, cwd, env, logFile: path.join(workspaceDir, ".drover", "editor.log") });
    },
  });
}
