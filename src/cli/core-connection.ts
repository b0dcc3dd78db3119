import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";
import { contractClient } from "../shared/contract/client.ts";
import type { EarlyClient } from "../shared/wire/client.ts";
import type { Core } from "./command.ts";
import { connectToCore } from "./connect.ts";
import { createPatience } from "../shared/patience.ts";
import { isCoreComing } from "./next-core.ts";
import { type WorkspaceQuestion, findWorkspace } from "./workspace.ts";

/** How long a core that holds the lock may take to listen, and how long short commands may take turns with it. */
const PATIENCE = { eachMs: 5_000, allMs: 60_000 };
/** A core that waits for the workspace is waited for like a holder of it. */
const COMING = "next core";
/** Up to twice as long: those who look at the same moment would get into each other's way for ever. */
const RETRY_MS = 50;

/** Looks for the running core alone. Inside a session the environment says where it is; a workspace named by hand overrides that. */
export async function beginConnection(question: WorkspaceQuestion): Promise<Result<EarlyClient>> {
  const workspace = findWorkspace(question);
  if (!workspace.ok) return workspace;
  const env = question.given === undefined ? question.env : { ...question.env, DROVER_SOCKET: undefined };
  return connectToCore({ workspace: workspace.value, env });
}

/**
 * The core that runs for the workspace, else one opened in this process for this command alone. Between the two looks
 * another may have started one: then the lock is taken, and its endpoint appears within moments.
 */
export async function openCore(
  question: WorkspaceQuestion,
  early?: Promise<Result<EarlyClient>>,
): Promise<Result<Core & AsyncDisposable>> {
  const workspace = findWorkspace(question);
  if (!workspace.ok) return workspace;
  const hasPatience = createPatience(PATIENCE, Date.now());
  for (let first = early; ; first = undefined) {
    const client = await (first ?? beginConnection(question));
    if (client.ok) {
      const wire = client.value;
      return ok({
        client: contractClient(wire),
        wire,
        alone: false,
        [Symbol.asyncDispose]() {
          wire.close();
          return Promise.resolve();
        },
      });
    }
    if (client.error.code !== "no-core") return client;
    if (!(isCoreComing(workspace.value) && hasPatience(COMING, Date.now()))) {
      const { openCoreAlone } = await import("./open-core.ts");
      const alone = await openCoreAlone(workspace.value, { token: question.env["DROVER_TOKEN"] });
      if (alone.ok || alone.error.code !== "workspace-in-use") return alone;
      if (!hasPatience(JSON.stringify(alone.error.details ?? {}), Date.now())) return doesNotListen(alone.error);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, RETRY_MS * (1 + Math.random()));
    });
  }
}

function doesNotListen(failure: Failure) {
  return fail("workspace-in-use", `${failure.message} It does not answer.`, {
    remedy: "If it hangs, end that process; what was acknowledged is safe. Then run the command again.",
    ...(failure.details === undefined ? {} : { details: failure.details }),
  });
}
