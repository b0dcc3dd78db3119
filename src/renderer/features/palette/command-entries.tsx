import { TerminalSquare, Zap } from "lucide-react";
import type { CommandTarget } from "../../../shared/commands/command.ts";
import type { BoundCommand } from "../../lib/commands/key-map.ts";
import { lastPart } from "../../lib/names.ts";
import { Keys } from "../../ui/kbd.tsx";
import type { Entry } from "./entries.tsx";

export interface CommandFacts {
  /** What commands would act on now. */
  readonly targets: { readonly [T in CommandTarget]?: string | undefined };
  readonly isPast: boolean;
  /** Why a command cannot be done to that, in a few words. */
  whyNot(command: BoundCommand, target: string): string | undefined;
}

/** What one may say for going somewhere. */
const GO_TO_WORDS = "open show view";

/** Commands that make sense here, those aside that the palette has entries of its own for: in the past those that change nothing, in a review those of reviews, too. */
export function commandEntries(
  commands: readonly BoundCommand[],
  { targets, isPast, whyNot }: CommandFacts,
): readonly Entry[] {
  const offered = commands
    .filter(({ id }) => !id.startsWith("palette.") && !/^layout\.\d$/.test(id))
    .filter(
      ({ changes, needs }) => !(isPast && changes === true) && (needs !== "review" || targets.review !== undefined),
    )
    .map((command): Entry => {
      const { needs } = command;
      const target = needs === undefined ? undefined : targets[needs];
      const obstacle = target === undefined ? undefined : whyNot(command, target);
      // One that cannot be done to what has the focus can be done to another.
      const fits = obstacle === undefined ? target : undefined;
      return {
        id: `command:${command.id}`,
        kind: "command",
        // What has the focus has its commands ahead of all others.
        group: fits === undefined ? "Commands" : `On ${lastPart(fits)}`,
        target: command.id,
        title: command.title,
        words: [command.words, command.group, command.group === "Go to" ? GO_TO_WORDS : undefined]
          .filter((words) => words !== undefined)
          .join(" "),
        isGrave: command.isGrave ?? false,
        isAside: command.in !== undefined && fits === undefined,
        mark: () => (needs === "agent" ? <TerminalSquare className="size-4" /> : <Zap className="size-4" />),
        note: () => (
          <>
            {target !== undefined && (
              <span className="max-w-48 truncate font-mono text-2xs text-ink-3">
                {lastPart(target)}
                {obstacle !== undefined && `: ${obstacle}`}
              </span>
            )}
            <Keys command={command.id} />
          </>
        ),
        asks: needs === undefined || needs === "review" ? undefined : command,
        isUnready: needs !== undefined && fits === undefined,
        run: ({ runCommand }) => {
          runCommand(command.id, fits);
        },
      };
    });
  return [
    ...offered.filter(({ group }) => group !== "Commands"),
    ...offered.filter(({ group }) => group === "Commands"),
  ];
}
