import { createStore, type StoreApi } from "zustand/vanilla";
import type { Salvage } from "../../shared/model/salvage.ts";
import type { ItemOutcome } from "../../shared/model/item-words.ts";
import type { ReviewDesk, VerdictAsked } from "./review-desk.ts";
import type { KeyValueStorage } from "./storage.ts";
import type { TerminalAsk } from "./terminal/terminal-ask.ts";
import type { WallDesk } from "./wall-desk.ts";

/** A field of items that a picker sets. */
export type ItemField =
  | "priority"
  | "status"
  | "type"
  | "labels"
  | "parent"
  | "dueAt"
  | "deferredUntil"
  | "estimateMinutes";

/** The one dialog that may be open. */
export type DialogState =
  /** `text` is what it begins with, such as `@` for agents; `ask` a command whose target it asks for. */
  | { readonly kind: "palette"; readonly text?: string; readonly ask?: string }
  | { readonly kind: "keys" }
  | {
      readonly kind: "create-item";
      readonly project?: string;
      readonly after?: readonly string[];
      /** The epic it becomes a child of, whose ledger it then shares. */
      readonly parent?: string;
    }
  | { readonly kind: "set-field"; readonly field: ItemField; readonly items: readonly string[] }
  /** Items written down in one line each; `text` is what they begin with, e.g. lines that were dropped. */
  | { readonly kind: "quick-create"; readonly project?: string; readonly text?: string }
  /** Where items can go from where they are: the keyboard's way of dragging them. */
  | { readonly kind: "move"; readonly items: readonly string[] }
  /** A file that was dropped or chosen; without one the dialog asks for it. */
  | { readonly kind: "import"; readonly file?: File }
  | { readonly kind: "sling"; readonly items: readonly string[] }
  | { readonly kind: "assign"; readonly items: readonly string[] }
  /** Lets an epic gather on a branch of its own. */
  | { readonly kind: "gather"; readonly epic: string }
  | { readonly kind: "link-item"; readonly item: string }
  | { readonly kind: "create-convoy"; readonly items: readonly string[] }
  | { readonly kind: "convoy-items"; readonly convoy: string }
  | { readonly kind: "add-to-convoy"; readonly items: readonly string[] }
  /** With a source it is looked at at once. */
  | { readonly kind: "add-project"; readonly source?: string }
  /** Without a project, the first one, or whichever the user then picks. */
  | { readonly kind: "project-settings"; readonly project?: string }
  | { readonly kind: "create-crew"; readonly project?: string }
  | { readonly kind: "nudge"; readonly agent: string; readonly text?: string }
  | { readonly kind: "hand-off"; readonly agent: string }
  /** Puts an agent into groups, or takes it out. */
  | { readonly kind: "agent-groups"; readonly agent: string }
  | { readonly kind: "group-name"; readonly group: string }
  /** Ends a take-over, with a word of what was done. */
  | { readonly kind: "hand-back"; readonly agent: string }
  | { readonly kind: "peek"; readonly agent: string }
  /** Which agent CLI it runs from its next session on. */
  | { readonly kind: "runtime"; readonly agent: string }
  /** One of its sessions that ended, or the latest that can be asked. */
  | { readonly kind: "seance"; readonly agent: string; readonly session?: string }
  /** Tells several agents the same; `agents` are chosen at first. */
  | { readonly kind: "broadcast"; readonly agents: readonly string[] }
  | { readonly kind: "restore-salvage"; readonly salvage: Salvage }
  /** Asks for the name of a layout of panes. */
  | {
      readonly kind: "layout-name";
      readonly title: string;
      readonly deed: string;
      readonly initial?: string;
      readonly confirm: (name: string) => void;
    }
  /** Asks what becomes of agents before the core stops. */
  | { readonly kind: "stop-core" }
  | { readonly kind: "review-verdict"; readonly asked: VerdictAsked }
  | {
      readonly kind: "confirm";
      readonly title: string;
      readonly body: string;
      /** What the button says: the deed, not "OK". */
      readonly deed: string;
      readonly isDestructive?: boolean;
      readonly confirm: () => void;
    }
  | {
      readonly kind: "reason";
      readonly title: string;
      readonly body: string;
      readonly deed: string;
      /** Asks how it ended as well. */
      readonly asksOutcome?: boolean;
      /** Something that may be done with it. */
      readonly also?: { readonly label: string; readonly hint: string };
      /** `reason` is absent when the user gave none; `outcome` when it was not asked for; `also` when it was not wanted. */
      readonly confirm: (reason: string | undefined, outcome: ItemOutcome | undefined, also: boolean) => void;
    };

export type QueueShown = { readonly kind: "submission" | "batch"; readonly id: string };

export interface UiState {
  readonly sidebarOpen: boolean;
  /** Pixels. */
  readonly sidebarWidth: number;
  /** As narrow as it gets: ways to the views, and faces. */
  readonly isSidebarRail: boolean;
  /** Sections of the sidebar that are folded away. */
  readonly sidebarFolded: readonly SidebarSectionName[];
  /** The saved filter that the list of items is asked to show; undefined once it does. */
  readonly filterWanted: string | undefined;
  readonly notificationsOpen: boolean;
  readonly dialog: DialogState | undefined;
  /** What commands without a target of their own act on. */
  readonly focusedItem: string | undefined;
  readonly focusedAgent: string | undefined;
  /** The group of agents that was looked at last: stepping goes through it. */
  readonly agentGroup: string | undefined;
  /** The group that the wall is narrowed to. */
  readonly wallGroup: string | undefined;
  /** The project that was added or written an item for last: what is new goes there unless told otherwise. */
  readonly lastProject: string | undefined;
  /** Items picked out on the board or in the list, in the order they were picked. */
  readonly selected: readonly string[];
  /** The convoy the board is narrowed to. */
  readonly boardConvoy: string | undefined;
  /** Raised to ask the board for its filter field, the tree for the focus. */
  readonly focusRequests: { readonly filter: number; readonly tree: number };
  /** The agent whose terminal is asked to be watched without typing; undefined once it is. */
  readonly snoopOn: string | undefined;
  /** What is asked of an agent's terminal; undefined once its pane has begun with it. */
  readonly terminalAsk: TerminalAsk | undefined;
  /** The letter or conversation that the inbox shows. */
  readonly shownMail: string | undefined;
  /** A new letter is being written in the inbox. */
  readonly isComposing: boolean;
  /** The salvage that the browser of salvages shows. */
  readonly shownSalvage: string | undefined;
  /** What the settings view is asked to look for; another object each time. */
  readonly settingAsked: { readonly text: string } | undefined;
  /** What the merge queue shows in full: a submission, or a batch with its runs. Commands on submissions act on it. */
  readonly queueShown: QueueShown | undefined;
  /** The review that commands on reviews go to. */
  readonly reviewDesk: ReviewDesk | undefined;
  /** The wall of terminals in sight, that commands on its tiles go to. */
  readonly wallDesk: WallDesk | undefined;
  /** The item whose view is asked for the field that comments are written in; undefined once it has it. */
  readonly commentOn: string | undefined;
  /** The moment the page shows instead of now, in milliseconds since 1970. */
  readonly past: number | undefined;
  readonly isTimeBarOpen: boolean;
  /** Items under way in a drag, while it lasts. */
  readonly dragging: readonly string[] | undefined;
  /** Said to screen readers; `nth` makes a repeated text be said again. */
  readonly announcement: { readonly text: string; readonly nth: number };
}

export interface UiStore {
  readonly store: StoreApi<UiState>;
  set(change: Partial<UiState>): void;
  openDialog(dialog: DialogState): void;
  closeDialog(): void;
  /** Picks an item out, or puts it back. */
  toggleSelected(item: string): void;
  announce(text: string): void;
}

const REMEMBERED_KEY = "drover.ui";
const WALL_GROUP_KEY = "drover.wall.group";
const CONVOY_KEY = "drover.board.convoy";
export const SIDEBAR_MIN = 200;
export const SIDEBAR_MAX = 480;
const SIDEBAR_DEFAULT = 264;

/** Parts of the sidebar below the tree. */
export const SIDEBAR_SECTIONS = ["convoys", "filters"] as const;
export type SidebarSectionName = (typeof SIDEBAR_SECTIONS)[number];

type Remembered = Pick<UiState, "sidebarOpen" | "sidebarWidth" | "isSidebarRail" | "sidebarFolded">;

export function createUiStore(storage: KeyValueStorage): UiStore {
  const remember = (key: string, value: string | undefined) => {
    if (value === undefined) storage.remove(key);
    else storage.set(key, value);
  };
  const store = createStore<UiState>(() => ({
    ...readRemembered(storage.get(REMEMBERED_KEY)),
    filterWanted: undefined,
    notificationsOpen: false,
    dialog: undefined,
    focusedItem: undefined,
    focusedAgent: undefined,
    agentGroup: undefined,
    wallGroup: storage.get(WALL_GROUP_KEY),
    lastProject: undefined,
    selected: [],
    boardConvoy: storage.get(CONVOY_KEY),
    focusRequests: { filter: 0, tree: 0 },
    snoopOn: undefined,
    terminalAsk: undefined,
    shownMail: undefined,
    isComposing: false,
    shownSalvage: undefined,
    settingAsked: undefined,
    queueShown: undefined,
    reviewDesk: undefined,
    wallDesk: undefined,
    commentOn: undefined,
    past: undefined,
    isTimeBarOpen: false,
    dragging: undefined,
    announcement: { text: "", nth: 0 },
  }));
  store.subscribe(({ boardConvoy, wallGroup }, before) => {
    if (boardConvoy !== before.boardConvoy) remember(CONVOY_KEY, boardConvoy);
    if (wallGroup !== before.wallGroup) remember(WALL_GROUP_KEY, wallGroup);
  });
  store.subscribe((state, before) => {
    const { sidebarOpen, sidebarWidth, isSidebarRail, sidebarFolded } = state;
    const isSame =
      sidebarOpen === before.sidebarOpen &&
      sidebarWidth === before.sidebarWidth &&
      isSidebarRail === before.isSidebarRail &&
      sidebarFolded === before.sidebarFolded;
    if (isSame) return;
    const remembered: Remembered = { sidebarOpen, sidebarWidth, isSidebarRail, sidebarFolded };
    storage.set(REMEMBERED_KEY, JSON.stringify(remembered));
  });
  return {
    store,
    set(change) {
      store.setState(change);
    },
    openDialog(dialog) {
      store.setState({ dialog });
    },
    closeDialog() {
      store.setState({ dialog: undefined });
    },
    toggleSelected(item) {
      store.setState(({ selected }) => ({
        selected: selected.includes(item) ? selected.filter((other) => other !== item) : [...selected, item],
      }));
    },
    announce(text) {
      store.setState(({ announcement }) => ({ announcement: { text, nth: announcement.nth + 1 } }));
    },
  };
}

/** What is done to one item is done to all that are picked out, if it is among them. */
export function withSelected(item: string, { selected }: Pick<UiState, "selected">): readonly string[] {
  return selected.includes(item) ? selected : [item];
}

function readRemembered(text: string | undefined): Remembered {
  const fallback: Remembered = {
    sidebarOpen: true,
    sidebarWidth: SIDEBAR_DEFAULT,
    isSidebarRail: false,
    sidebarFolded: [],
  };
  const value = parseJson(text);
  if (typeof value !== "object" || value === null) return fallback;
  const sidebarOpen = "sidebarOpen" in value ? value.sidebarOpen !== false : fallback.sidebarOpen;
  const folded: readonly unknown[] =
    "sidebarFolded" in value && Array.isArray(value.sidebarFolded) ? value.sidebarFolded : [];
  const width = "sidebarWidth" in value ? Number(value.sidebarWidth) : Number.NaN;
  return {
    sidebarOpen,
    sidebarWidth: Number.isFinite(width) ? clampSidebar(width) : fallback.sidebarWidth,
    isSidebarRail: "isSidebarRail" in value && value.isSidebarRail === true,
    sidebarFolded: SIDEBAR_SECTIONS.filter((name) => folded.includes(name)),
  };
}

export function clampSidebar(width: number): number {
  return Math.min(SIDEBAR_MAX, Math.max(SIDEBAR_MIN, Math.round(width)));
}

/** Undefined for what is no JSON. */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
