import type { freezeCatalogue } from "../../../shared/commands/freeze-catalogue.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** Pausing everything, and letting it go on. */
export function freezeCommands({ actions }: Pick<CommandDeps, "actions">): HandlersOf<typeof freezeCatalogue> {
  return {
    "workspace.freeze": () => void actions.setFrozen(true),
    "workspace.thaw": () => void actions.setFrozen(false),
  };
}
