import { type CommandId, commandCatalogue } from "../../lib/commands/catalogue.ts";
import type { RunCommand } from "../../lib/services.tsx";
import { agentCommands } from "./agent-commands.ts";
import type { CommandDeps } from "./command-deps.ts";
import { goToCommands } from "./go-to-commands.ts";
import { paneCommands } from "./pane-commands.ts";
import { queueCommands } from "./queue-commands.ts";
import { reviewCommands } from "./review-commands.ts";
import { windowCommands } from "./window-commands.ts";
import { workCommands } from "./work-commands.ts";

/** What every command of the catalogue does: an area of them is a file here, beside its list in src/shared/commands. */
export function createCommandRunner(deps: CommandDeps): RunCommand {
  const handlers: Readonly<Record<CommandId, () => void>> = {
    ...goToCommands(deps),
    ...workCommands(deps),
    ...queueCommands(deps),
    ...agentCommands(deps),
    ...paneCommands(deps),
    ...windowCommands(deps),
    ...reviewCommands(deps),
  };
  const known = new Map<string, () => void>(commandCatalogue.map(({ id }) => [id, handlers[id]]));
  return (id) => known.get(id)?.();
}
