import type { wallCatalogue } from "../../../shared/commands/wall-catalogue.ts";
import type { WallDeed } from "../../lib/wall-desk.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";

/** What commands of the wall do: those without a wall in sight open it first. */
export function wallCommands({ ui, panes }: Pick<CommandDeps, "ui" | "panes">): HandlersOf<typeof wallCatalogue> {
  const deed = (name: WallDeed) => () => {
    const { wallDesk } = ui.store.getState();
    if (wallDesk === undefined) panes.open({ kind: "wall" });
    else wallDesk.run(name);
  };
  return {
    "wall.peek": deed("peek"),
    "wall.nudge": deed("nudge"),
    "wall.read": deed("read"),
    "wall.larger": deed("larger"),
    "wall.smaller": deed("smaller"),
    "wall.order": deed("next-order"),
    "wall.filter": deed("next-filter"),
  };
}
