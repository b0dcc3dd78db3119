import type { OutputOf, InputOf, RequestName } from "../shared/contract/contract.ts";
import { contractClient } from "../shared/contract/client.ts";
import type { Result } from "../shared/model/result.ts";
import type { CommandContext } from "./command.ts";
import { connectToCore } from "./connect.ts";

/**
 * Asks the core that runs for the workspace; where none runs, `atRest` answers from what lies there, without opening it. For
 * commands that must work when a core could not even start.
 */
export async function askRunning<N extends RequestName>(
  context: Pick<CommandContext, "workspace" | "io" | "signal">,
  [verb, input]: readonly [N, InputOf<N>],
  atRest: (workspace: string) => Promise<Result<OutputOf<N>>>,
): Promise<Result<OutputOf<N>>> {
  const workspace = context.workspace();
  if (!workspace.ok) return workspace;
  const wire = await connectToCore({ workspace: workspace.value, env: context.io.env });
  if (!wire.ok) return wire.error.code === "no-core" ? atRest(workspace.value) : wire;
  try {
    return await contractClient(wire.value).call(verb, input, context.signal);
  } finally {
    wire.value.close();
  }
}
