import {
  ArrowDown,
  ArrowUp,
  ArrowUpToLine,
  CirclePause,
  CirclePlay,
  FileDiff,
  FolderCheck,
  ListRestart,
  RotateCw,
  SplitSquareHorizontal,
  SquareArrowOutUpRight,
  SquareTerminal,
  Trash2,
  Undo2,
  UserRound,
  UserRoundPlus,
} from "lucide-react";
import type { ReactNode } from "react";
import { USER } from "../../../shared/model/identity.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { MenuEntry } from "../../ui/menu.tsx";
import type { CommandId } from "../commands/catalogue.ts";
import { lastPart } from "../names.ts";
import type { Services } from "../services.tsx";
import { type Way, waysOut } from "./ways-out.ts";

type MenuServices = Pick<Services, "panes" | "runCommand" | "ui">;

const ICONS: Readonly<Record<Way, ReactNode>> = {
  "review.submission": <FileDiff />,
  "submission.conflict": <SplitSquareHorizontal />,
  "submission.resolver": <UserRoundPlus />,
  "submission.author": <UserRound />,
  "submission.hold": <CirclePause />,
  "submission.release": <CirclePlay />,
  "submission.up": <ArrowUp />,
  "submission.down": <ArrowDown />,
  "submission.first": <ArrowUpToLine />,
  "submission.unplace": <ListRestart />,
  "submission.retry": <RotateCw />,
  "submission.allow": <FolderCheck />,
  "submission.revert": <Undo2 />,
  "submission.discard": <Trash2 />,
};
/** Shorter than in the palette: the menu hangs on its submission. */
export const WAY_LABELS: Readonly<Record<Way, string>> = {
  "review.submission": "Review the changes",
  "submission.conflict": "Lay out the conflict",
  "submission.resolver": "Hire a resolver",
  "submission.author": "Give it to its author",
  "submission.hold": "Hold back…",
  "submission.release": "Release",
  "submission.up": "Move up",
  "submission.down": "Move down",
  "submission.first": "Move to the front",
  "submission.unplace": "Back to its place by the rule",
  "submission.retry": "Put in the queue again",
  "submission.allow": "Allow landing there",
  "submission.revert": "Revert…",
  "submission.discard": "Discard…",
};

/** What can be done to a submission, by the commands of the one registry. */
export function submissionMenuEntries(one: Submission, services: MenuServices): readonly MenuEntry[] {
  const { panes, ui } = services;
  const looking: MenuEntry[] = [
    {
      label: "Open the item",
      icon: <SquareArrowOutUpRight />,
      command: "item.open",
      run: () => {
        panes.open({ kind: "item", item: one.item });
      },
    },
  ];
  if (one.agent !== USER) {
    looking.push({
      label: `Open the terminal of ${lastPart(one.agent)}`,
      icon: <SquareTerminal />,
      command: "agent.open",
      run: () => {
        panes.open({ kind: "terminal", agent: one.agent });
      },
    });
  }
  if (ui.store.getState().past !== undefined) return looking;
  const deeds = waysOut(one).flatMap((group): readonly MenuEntry[] => [
    "separator",
    ...group.map((id) => ({
      label: WAY_LABELS[id],
      icon: ICONS[id],
      command: id,
      isDestructive: id === "submission.discard",
      run: commandOn(one, id, services),
    })),
  ]);
  return [...looking, ...deeds];
}

/** A command run on that submission, as a key would on the one that is shown. */
export function commandOn(one: Submission, id: CommandId, { ui, runCommand }: Omit<MenuServices, "panes">): () => void {
  return () => {
    ui.set({ queueShown: { kind: "submission", id: one.id } });
    runCommand(id);
  };
}
