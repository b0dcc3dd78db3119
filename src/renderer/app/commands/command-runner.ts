import { type CommandId, type CommandInfo, commandCatalogue } from "../../lib/commands/catalogue.ts";
import { focusedTarget } from "../../lib/commands/focused-target.ts";
import type { RunCommand } from "../../lib/services.tsx";
import { agentCommands } from "./agent-commands.ts";
import { attentionCommands } from "./attention-commands.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { CommandHandler } from "./command-handlers.ts";
import { convoyCommands } from "./convoy-commands.ts";
import { freezeCommands } from "./freeze-commands.ts";
import { goToCommands } from "./go-to-commands.ts";
import { layoutCommands } from "./layout-commands.ts";
import { keysCommands } from "./keys-commands.ts";
import { paneCommands } from "./pane-commands.ts";
import { queueCommands } from "./queue-commands.ts";
import { reviewCommands } from "./review-commands.ts";
import { wallCommands } from "./wall-commands.ts";
import { settingsCommands } from "./settings-commands.ts";
import { terminalCommands } from "./terminal-commands.ts";
import { runtimeCommands } from "./runtime-commands.ts";
import { windowCommands } from "./window-commands.ts";
import { workCommands } from "./work-commands.ts";

/** What every command of the catalogue does: an area of them is a file here, beside its list in src/shared/commands. */
export function createCommandRunner(deps: CommandDeps): RunCommand {
  const handlers: Readonly<Record<CommandId, CommandHandler>> = {
    ...goToCommands(deps),
    ...workCommands(deps),
    ...convoyCommands(deps),
    ...queueCommands(deps),
    ...agentCommands(deps),
    ...freezeCommands(deps),
    ...attentionCommands(deps),
    ...terminalCommands(deps),
    ...paneCommands(deps),
    ...layoutCommands(deps),
    ...settingsCommands(deps),
    ...windowCommands(deps),
    ...runtimeCommands(deps),
    ...keysCommands(deps),
    ...reviewCommands(deps),
    ...wallCommands(deps),
  };
  const known = new Map<string, CommandInfo & { readonly id: CommandId }>(
    commandCatalogue.map((command) => [command.id, command]),
  );
  const { ui } = deps;
  return (id, target) => {
    const command = known.get(id);
    if (command === undefined) return;
    const { needs } = command;
    const on = target ?? (needs === undefined ? undefined : focusedTarget(ui.store.getState(), needs));
    // What nothing has the focus for is asked for. A review is done to what one looks at, or not at all.
    if (on === undefined && needs !== undefined && needs !== "review") {
      ui.openDialog({ kind: "palette", ask: command.id });
    } else {
      handlers[command.id](on);
    }
  };
}
