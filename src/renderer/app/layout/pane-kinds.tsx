import {
  BellRing,
  ChartNoAxesGantt,
  Coins,
  Database,
  FileCog,
  FileCode,
  FileDiff,
  GitMerge,
  GitPullRequestClosed,
  Grid2x2,
  HeartPulse,
  Keyboard,
  LifeBuoy,
  List,
  type LucideIcon,
  Mail,
  Rows3,
  SlidersHorizontal,
  SquareKanban,
  SquareTerminal,
  TextSearch,
  UserRound,
  Truck,
  Waypoints,
} from "lucide-react";
import type { ReactNode } from "react";
import { Board } from "../../features/board/index.ts";
import { ComingTerminal, loadTerminalPane } from "../../features/terminal/index.ts";
import { lastPart } from "../../lib/names.ts";
import type { PaneKind, PaneOf, PaneSpec } from "../../lib/pane-kinds.ts";
import { WhileLoading, later } from "../later.tsx";

// The board is what the window opens with; the rest comes when it is first shown.
const AgentPane = later(async () => (await import("../../features/agent/index.ts")).AgentPane);
const AttentionPane = later(async () => (await import("../../features/attention/index.ts")).AttentionPane);
const Backlog = later(async () => (await import("../../features/backlog/index.ts")).Backlog);
const ConflictPane = later(async () => (await import("../../features/conflict/index.ts")).ConflictPane);
const FilePane = later(async () => (await import("../../features/file/index.ts")).FilePane);
const Feed = later(async () => (await import("../../features/feed/index.ts")).Feed);
const HealthPane = later(async () => (await import("../../features/health/index.ts")).HealthPane);
const ItemPane = later(async () => (await import("../../features/item/index.ts")).ItemPane);
const ConvoyPane = later(async () => (await import("../../features/convoy/index.ts")).ConvoyPane);
const WorkGraph = later(async () => (await import("../../features/item-graph/index.ts")).WorkGraph);
const ItemGraph = later(async () => (await import("../../features/item-graph/index.ts")).ItemGraph);
const KeysPane = later(async () => (await import("../../features/keys/index.ts")).KeysPane);
const LedgerPane = later(async () => (await import("../../features/ledger/index.ts")).LedgerPane);
const MailPane = later(async () => (await import("../../features/mail/index.ts")).MailPane);
const MergeQueue = later(async () => (await import("../../features/merge-queue/index.ts")).MergeQueue);
const CostPane = later(async () => (await import("../../features/cost/index.ts")).CostPane);
const ReviewPane = later(async () => (await import("../../features/review/index.ts")).ReviewPane);
const Wall = later(async () => (await import("../../features/wall/index.ts")).Wall);
const SettingsPane = later(async () => (await import("../../features/settings/index.ts")).SettingsPane);
const SettingsText = later(async () => (await import("../../features/settings/index.ts")).SettingsText);
const TerminalSearchPane = later(
  async () => (await import("../../features/terminal-search/index.ts")).TerminalSearchPane,
);
const TerminalPane = later(loadTerminalPane);
const SalvagePane = later(async () => (await import("../../features/salvage/index.ts")).SalvagePane);

/**
 * Panes of like places share a group: overviews with the board, which has the middle; details at its right; terminals
 * below.
 */
export type PanePlace = "overview" | "detail" | "terminal";

export interface PaneKindInfo<Kind extends PaneKind = PaneKind> {
  readonly icon: LucideIcon;
  readonly place: PanePlace;
  /** On its tab. Methods, so that the table can be read without knowing the kind. */
  title(spec: PaneOf<Kind>): string;
  /** `isVisible` is false while the pane is behind another tab. What is shown while its code comes is up to whoever draws it. */
  draw(spec: PaneOf<Kind>, isVisible: boolean): ReactNode;
}

/** How each kind of pane is called, drawn and placed: the one list beside lib/pane-kinds.ts, in which kinds are declared. */
const PANE_KINDS: { readonly [Kind in PaneKind]: PaneKindInfo<Kind> } = {
  board: { icon: SquareKanban, place: "overview", title: () => "Board", draw: () => <Board /> },
  items: { icon: Rows3, place: "overview", title: () => "Items", draw: () => <Backlog /> },
  wall: {
    icon: Grid2x2,
    place: "overview",
    title: () => "Agents",
    draw: (_, isVisible) => <Wall isVisible={isVisible} />,
  },
  attention: {
    icon: BellRing,
    place: "overview",
    title: () => "Needs you",
    draw: (_, isVisible) => <AttentionPane isVisible={isVisible} />,
  },
  mail: { icon: Mail, place: "overview", title: () => "Mail", draw: () => <MailPane /> },
  cost: {
    icon: Coins,
    place: "overview",
    title: () => "Cost",
    draw: (_, isVisible) => <CostPane isVisible={isVisible} />,
  },
  health: { icon: HeartPulse, place: "overview", title: () => "Health", draw: () => <HealthPane /> },
  queue: { icon: GitMerge, place: "overview", title: () => "Merge queue", draw: () => <MergeQueue /> },
  feed: { icon: List, place: "overview", title: () => "Feed", draw: () => <Feed /> },
  keys: { icon: Keyboard, place: "overview", title: () => "Keys", draw: () => <KeysPane /> },
  settings: { icon: SlidersHorizontal, place: "overview", title: () => "Settings", draw: () => <SettingsPane /> },
  "settings-text": {
    icon: FileCog,
    place: "overview",
    title: () => "settings.toml",
    draw: ({ line }) => <SettingsText line={line} />,
  },
  ledger: { icon: Database, place: "overview", title: () => "Ledger", draw: () => <LedgerPane /> },
  salvage: { icon: LifeBuoy, place: "overview", title: () => "Salvage", draw: () => <SalvagePane /> },
  graph: {
    icon: Waypoints,
    place: "overview",
    title: ({ item }) => `Around ${item}`,
    draw: ({ item }) => <ItemGraph key={item} item={item} />,
  },
  "work-graph": {
    icon: Waypoints,
    place: "overview",
    title: ({ scope }) => `Graph of ${lastPart(scope)}`,
    draw: ({ scope }) => <WorkGraph key={scope} scope={scope} />,
  },
  convoy: {
    icon: Truck,
    place: "overview",
    title: ({ convoy }) => `Convoy ${convoy}`,
    draw: ({ convoy }) => <ConvoyPane key={convoy} convoy={convoy} />,
  },
  review: {
    icon: FileDiff,
    place: "overview",
    title: ({ of }) => `Review ${lastPart(of)}`,
    draw: ({ of, project }) => <ReviewPane key={`${of} ${project ?? ""}`} of={of} project={project} />,
  },
  conflict: {
    icon: GitPullRequestClosed,
    place: "overview",
    title: ({ submission }) => `Conflict of ${submission}`,
    draw: ({ submission }) => <ConflictPane key={submission} submission={submission} />,
  },
  file: {
    icon: FileCode,
    place: "detail",
    title: ({ path }) => lastPart(path),
    draw: ({ agent, path, line, column }) => (
      <FilePane key={`${agent} ${path}`} agent={agent} path={path} line={line} column={column} />
    ),
  },
  "terminal-search": {
    icon: TextSearch,
    place: "overview",
    title: () => "Search in terminals",
    draw: () => <TerminalSearchPane />,
  },
  item: {
    icon: ChartNoAxesGantt,
    place: "detail",
    title: ({ item }) => item,
    draw: ({ item }) => <ItemPane item={item} />,
  },
  agent: {
    icon: UserRound,
    place: "detail",
    title: ({ agent }) => `About ${lastPart(agent)}`,
    draw: ({ agent }, isVisible) => <AgentPane key={agent} agent={agent} isVisible={isVisible} />,
  },
  terminal: {
    icon: SquareTerminal,
    place: "terminal",
    title: ({ agent }) => lastPart(agent),
    draw: ({ agent }, isVisible) => (
      <WhileLoading show={<ComingTerminal agent={agent} />}>
        <TerminalPane agent={agent} isVisible={isVisible} />
      </WhileLoading>
    ),
  },
};

const kinds: Readonly<Record<PaneKind, PaneKindInfo>> = PANE_KINDS;

export function paneKindInfo(kind: PaneKind): PaneKindInfo {
  return kinds[kind];
}

/** Fetches what terminals are made of, so that the first one opens at once. */
export const loadTerminalsAhead = TerminalPane.ahead;

export function paneTitle(spec: PaneSpec): string {
  return kinds[spec.kind].title(spec);
}
