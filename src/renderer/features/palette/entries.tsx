import { FolderGit2, GitPullRequest, LayoutDashboard, Settings2, Truck } from "lucide-react";
import type { ReactNode } from "react";
import type { AgentView } from "../../../shared/model/agent.ts";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { SettingWords } from "../../../shared/model/setting-shape.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { BoundCommand } from "../../lib/commands/key-map.ts";
import type { LayoutEntry } from "../../lib/layouts/layout-book.ts";
import type { Overview } from "../../lib/server-state/queries.ts";
import type { Services } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Dot } from "../../ui/badge.tsx";
import type { PaletteEntry } from "./palette-search.ts";

/** What the palette shows and leads to. Marks and notes are drawn only for what is shown. */
export interface Entry extends PaletteEntry {
  /** What a command that needs one of its kind acts on. */
  readonly target: string;
  /** The command it runs, where what that acts on can be asked for. */
  readonly asks?: BoundCommand | undefined;
  /** What the command needs is not there: it is asked for first. */
  readonly isUnready?: boolean;
  mark(): ReactNode;
  note?(): ReactNode;
  run(services: Services): void;
}

export function agentEntry(agent: AgentView): Entry {
  return {
    id: `agent:${agent.path}`,
    kind: "agent",
    group: "Agents",
    target: agent.path,
    title: agent.name,
    words: `${agent.path} ${agent.itemTitle ?? ""} terminal`,
    mark: () => <Avatar agent={agent.path} />,
    note: () => <span className="max-w-56 truncate text-sm text-ink-3">{agent.itemTitle ?? agent.project}</span>,
    run: ({ panes }) => {
      panes.open({ kind: "terminal", agent: agent.path });
    },
  };
}

export function convoyEntry(convoy: ConvoyView): Entry {
  return {
    id: `convoy:${convoy.id}`,
    kind: "convoy",
    group: "Convoys",
    target: convoy.id,
    title: convoy.title,
    words: convoy.id,
    mark: () => <Truck className="size-4" />,
    note: () => (
      <span className="text-sm text-ink-3 tabular-nums">
        {convoy.progress.landed}/{convoy.progress.total}
      </span>
    ),
    run: ({ panes, ui }) => {
      ui.set({ boardConvoy: convoy.id });
      panes.open({ kind: "board" });
    },
  };
}

export function projectEntries(project: Overview["projects"][number]): readonly Entry[] {
  return [
    {
      id: `project:${project.name}`,
      kind: "project",
      group: "Projects",
      target: project.name,
      title: project.name,
      words: project.origin,
      mark: () => <FolderGit2 className="size-4" />,
      run: ({ panes }) => {
        panes.open({ kind: "board" });
      },
    },
    {
      id: `project-settings:${project.name}`,
      kind: "setting",
      group: "Settings",
      target: project.name,
      title: `Settings of ${project.name}…`,
      words: "project gates target landing runtime workers unattended",
      mark: () => <Settings2 className="size-4" />,
      run: ({ ui }) => {
        ui.openDialog({ kind: "project-settings", project: project.name });
      },
    },
  ];
}

export function submissionEntry(submission: Submission, title: string | undefined): Entry {
  return {
    id: `submission:${submission.id}`,
    kind: "submission",
    group: "Submissions",
    target: submission.id,
    title: title ?? submission.item,
    words: `${submission.id} ${submission.item} ${submission.agent} ${submission.state} merge queue`,
    mark: () => <GitPullRequest className="size-4" />,
    note: () => <Note words={submission.state} id={submission.id} />,
    run: ({ panes, ui }) => {
      ui.set({ queueShown: { kind: "submission", id: submission.id } });
      panes.open({ kind: "queue" });
    },
  };
}

/** One of the settings, by its dotted key. */
export function settingEntry(key: string, { title, section, words = "" }: SettingWords): Entry {
  return {
    id: `setting:${key}`,
    kind: "setting",
    group: "Settings",
    target: key,
    title,
    words: `${section} ${key} ${words}`,
    mark: () => <Settings2 className="size-4" />,
    note: () => <span className="text-sm text-ink-3">{section}</span>,
    run: ({ panes, ui }) => {
      ui.set({ settingAsked: { text: key } });
      panes.open({ kind: "settings" });
    },
  };
}

export function layoutEntry(layout: LayoutEntry): Entry {
  return {
    id: `layout:${layout.id}`,
    kind: "layout",
    group: "Layouts",
    target: layout.id,
    title: layout.name,
    words: "layout panes show",
    mark: () => <LayoutDashboard className="size-4" />,
    run: ({ layouts }) => {
      layouts.show(layout.id);
    },
  };
}

type ItemFacts = Pick<ItemView, "id" | "title" | "labels" | "stage">;

/** `group` tells items that were found by their title from those whose texts have the words. */
export function itemEntry(item: ItemFacts, group = "Items"): Entry {
  return {
    id: `item:${item.id}`,
    kind: "item",
    group,
    target: item.id,
    title: item.title,
    words: `${item.id} ${item.labels.join(" ")}`,
    mark: () => <Dot tone={stageTone[item.stage]} />,
    note: () => <Note words={stageLabel[item.stage]} id={item.id} />,
    run: ({ panes }) => {
      panes.open({ kind: "item", item: item.id });
    },
  };
}

function Note({ words, id }: { words: string; id: string }) {
  return (
    <span className="flex gap-2 text-xs text-ink-3">
      <span>{words}</span>
      <span className="font-mono text-2xs leading-4">{id}</span>
    </span>
  );
}
