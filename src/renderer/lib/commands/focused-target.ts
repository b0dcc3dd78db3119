import type { CommandTarget } from "../../../shared/commands/command.ts";
import type { UiState } from "../ui-state.ts";

type Focus = Pick<UiState, "focusedItem" | "focusedAgent" | "queueShown" | "reviewDesk" | "boardConvoy">;

/** What a command of that kind acts on when nothing else is said: what has the focus, by its id. */
export function focusedTarget(
  { focusedItem, focusedAgent, queueShown, reviewDesk, boardConvoy }: Focus,
  kind: CommandTarget,
): string | undefined {
  switch (kind) {
    case "item":
      return focusedItem;
    case "agent":
      return focusedAgent;
    case "submission":
      return queueShown?.kind === "submission" ? queueShown.id : undefined;
    case "review":
      return reviewDesk?.title;
    case "convoy":
      return boardConvoy;
    case "project":
      return undefined;
  }
}
