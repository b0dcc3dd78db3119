import { Command } from "cmdk";
import { CornerDownLeft, FolderGit2, Settings2, TerminalSquare, Truck, Zap } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { type CommandInfo, commandCatalogue } from "../../lib/commands/catalogue.ts";
import { useConvoys, useItems, useOverview } from "../../lib/server-state/queries.ts";
import { type Services, useServices, useUi } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dot } from "../../ui/badge.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { type PaletteEntry, searchEntries } from "./palette-search.ts";

interface Entry extends PaletteEntry {
  readonly mark: ReactNode;
  readonly note?: ReactNode;
  run(services: Services): void;
}

const LIMITS = { found: 60, perGroup: 7 };

/** Every command, and a way to every item, agent and convoy. */
export function Palette({ onClose }: { onClose: () => void }) {
  const services = useServices();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const entries = useEntries();
  const found = useMemo(() => searchEntries(entries, wanted, LIMITS), [entries, wanted]);
  const [chosen, setChosen] = useState("");
  // What was chosen may no longer be found: then the first one is.
  const active = found.some(({ id }) => id === chosen) ? chosen : (found[0]?.id ?? "");
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <Dialog title="Search or run a command" isTitleHidden onClose={onClose} width={640}>
      <Command
        shouldFilter={false}
        loop
        label="Search or run a command"
        value={active}
        onValueChange={setChosen}
        className="flex min-h-0 flex-col"
      >
        <Command.Input
          data-autofocus
          value={text}
          onValueChange={(next) => {
            setText(next);
            setChosen("");
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || wanted === text || event.nativeEvent.isComposing) return;
            // Enter means what was typed last, also where the list has not caught up.
            event.preventDefault();
            const [first] = searchEntries(entries, text, LIMITS);
            if (first === undefined) return;
            onClose();
            first.run(services);
          }}
          placeholder="Search items, agents, commands…"
          className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-ink-3"
        />
        <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto overscroll-contain p-1.5">
          <Command.Empty className="px-3 py-8 text-center text-sm text-ink-3">Nothing found for “{text}”</Command.Empty>
          {groups.map((group) => (
            <Command.Group
              key={group}
              heading={group}
              className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-3"
            >
              {found
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <Command.Item
                    key={entry.id}
                    value={entry.id}
                    onSelect={() => {
                      onClose();
                      entry.run(services);
                    }}
                    className="group flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base text-ink-2 data-[selected=true]:bg-active data-[selected=true]:text-ink"
                  >
                    <span className="flex w-5 shrink-0 justify-center text-ink-3">{entry.mark}</span>
                    <span className="min-w-0 flex-1 truncate">{entry.title}</span>
                    {entry.note}
                    <CornerDownLeft
                      className="size-3.5 text-ink-3 opacity-0 group-data-[selected=true]:opacity-100"
                      aria-hidden="true"
                    />
                  </Command.Item>
                ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

function useEntries(): readonly Entry[] {
  const items = useItems();
  const overview = useOverview();
  const convoys = useConvoys();
  const focusedItem = useUi((state) => state.focusedItem);
  const focusedAgent = useUi((state) => state.focusedAgent);
  const submission = useUi(({ queueShown }) => (queueShown?.kind === "submission" ? queueShown.id : undefined));
  const review = useUi(({ reviewDesk }) => reviewDesk?.title);
  return useMemo(
    () => [
      ...commandEntries({ item: focusedItem, agent: focusedAgent, submission, review }),
      ...(overview.data?.agents ?? [])
        .filter((agent) => agent.decommissionedAt === undefined)
        .map((agent): Entry => ({
          id: `agent:${agent.path}`,
          group: "Agents",
          title: agent.name,
          words: `${agent.path} ${agent.itemTitle ?? ""} terminal`,
          mark: <Avatar agent={agent.path} />,
          note: <span className="max-w-56 truncate text-sm text-ink-3">{agent.itemTitle ?? agent.project}</span>,
          run: ({ panes }) => {
            panes.open({ kind: "terminal", agent: agent.path });
          },
        })),
      ...(convoys.data ?? []).map((convoy): Entry => ({
        id: `convoy:${convoy.id}`,
        group: "Convoys",
        title: convoy.title,
        words: convoy.id,
        mark: <Truck className="size-4" />,
        note: (
          <span className="text-sm text-ink-3 tabular-nums">
            {convoy.progress.landed}/{convoy.progress.total}
          </span>
        ),
        run: ({ panes, ui }) => {
          ui.set({ boardConvoy: convoy.id });
          panes.open({ kind: "board" });
        },
      })),
      ...(overview.data?.projects ?? []).flatMap((project): readonly Entry[] => [
        {
          id: `project:${project.name}`,
          group: "Projects",
          title: project.name,
          words: project.origin,
          mark: <FolderGit2 className="size-4" />,
          run: ({ panes }) => {
            panes.open({ kind: "board" });
          },
        },
        {
          id: `project-settings:${project.name}`,
          group: "Projects",
          title: `Settings of ${project.name}…`,
          words: "project gates target landing runtime workers unattended",
          mark: <Settings2 className="size-4" />,
          run: ({ ui }) => {
            ui.openDialog({ kind: "project-settings", project: project.name });
          },
        },
      ]),
      ...(items.data ?? []).map((item): Entry => ({
        id: `item:${item.id}`,
        group: "Items",
        title: item.title,
        words: `${item.id} ${item.labels.join(" ")}`,
        mark: <Dot tone={stageTone[item.stage]} />,
        note: (
          <span className="flex gap-2 text-xs text-ink-3">
            <span>{stageLabel[item.stage]}</span>
            <span className="font-mono text-2xs leading-4">{item.id}</span>
          </span>
        ),
        run: ({ panes }) => {
          panes.open({ kind: "item", item: item.id });
        },
      })),
    ],
    [items.data, overview.data, convoys.data, focusedItem, focusedAgent, submission, review],
  );
}

/** What commands would act on now. */
type Targets = { readonly [T in NonNullable<CommandInfo["needs"]>]?: string | undefined };

function commandEntries(targets: Targets): readonly Entry[] {
  return commandCatalogue
    .filter((command) => command.id !== "palette.open")
    .filter((command) => {
      const needs = "needs" in command ? command.needs : undefined;
      return needs === undefined || targets[needs] !== undefined;
    })
    .map((command): Entry => {
      const needs = "needs" in command ? command.needs : undefined;
      const target = needs === undefined ? undefined : targets[needs];
      return {
        id: `command:${command.id}`,
        group: "Commands",
        title: command.title,
        words: `${"words" in command ? command.words : ""} ${command.group}`,
        mark: needs === "agent" ? <TerminalSquare className="size-4" /> : <Zap className="size-4" />,
        note: (
          <>
            {target !== undefined && (
              <span className="max-w-40 truncate font-mono text-2xs text-ink-3">
                {target.slice(target.lastIndexOf("/") + 1)}
              </span>
            )}
            <Keys command={command.id} />
          </>
        ),
        run: ({ runCommand }) => {
          runCommand(command.id);
        },
      };
    });
}
