import path from "node:path";
import { runtimeFolder } from "../../platform/fs/runtime-folder.ts";
import { mayBeAlive, readEndpoints, removeEndpoint } from "../../platform/pty/host-files.ts";
import type { Check, Found } from "../health-check.ts";

export interface ProcessDeps {
  readonly workspaceDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function processChecks(deps: ProcessDeps): readonly Check[] {
  return [
    { id: "sockets", area: "system", title: "Sockets can be made", run: async () => sockets(deps) },
    { id: "hosts", area: "agents", title: "No terminal host died", run: () => hosts(deps) },
  ];
}

function sockets({ env }: ProcessDeps): Found {
  const folder = runtimeFolder(env);
  if (folder.ok) return { state: "ok", message: `They are in ${folder.value}.` };
  return { state: "problem", message: folder.error.message, remedy: folder.error.remedy ?? "Set XDG_RUNTIME_DIR." };
}

/** Endpoint files whose process is gone. A core that starts clears them too. */
async function hosts({ workspaceDir }: ProcessDeps): Promise<Found> {
  const folder = path.join(workspaceDir, ".drover", "hosts");
  const all = await readEndpoints(folder);
  const dead = all.filter(({ pid }) => !mayBeAlive(pid));
  if (dead.length === 0) return { state: "ok", message: `${all.length} terminal hosts run.` };
  return {
    state: "warning",
    message: `${dead.length} terminal hosts are gone without having said goodbye.`,
    details: dead.map(({ id, pid }) => `${id}: process ${pid}`),
    remedy: "Agents in them are started again at the step they were at, by the core.",
    async fix() {
      for (const endpoint of dead) await removeEndpoint(folder, endpoint);
      return `Their ${dead.length} endpoint files are gone.`;
    },
  };
}
