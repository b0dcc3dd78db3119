import type { convoyCatalogue } from "../../../shared/commands/convoy-catalogue.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import type { CommandDeps } from "./command-deps.ts";
import type { HandlersOf } from "./command-handlers.ts";
import { onTarget } from "./command-targets.ts";

/** What is done to convoys. */
export function convoyCommands({ ui, panes, actions, queries }: CommandDeps): HandlersOf<typeof convoyCatalogue> {
  const named = (id: string) => {
    const known = queries
      .getQueryData<OutputOf<"convoy.list">>(queryKeys.convoys)
      ?.convoys.find((convoy) => convoy.id === id);
    return { id, title: known?.title ?? id };
  };
  return {
    "convoy.open": onTarget((convoy) => {
      panes.open({ kind: "convoy", convoy });
    }),
    "convoy.graph": onTarget((convoy) => {
      panes.open({ kind: "work-graph", scope: `convoy/${convoy}` });
    }),
    "convoy.show": onTarget((convoy) => {
      ui.set({ boardConvoy: convoy });
      panes.open({ kind: "board" });
    }),
    "convoy.start": onTarget((convoy) => void actions.setConvoyRunning(named(convoy), true)),
    "convoy.pause": onTarget((convoy) => void actions.setConvoyRunning(named(convoy), false)),
    "convoy.items": onTarget((convoy) => {
      ui.openDialog({ kind: "convoy-items", convoy });
    }),
    "convoy.close": onTarget((convoy) => {
      actions.closeConvoy(named(convoy));
    }),
  };
}
