import { showHidden } from "../../shared/hidden-text.ts";
import type { AttentionEntry } from "../../shared/model/attention.ts";

/** What the shell knows of the workspace, read from the core. */
export interface CoreNews {
  readonly agentsAtWork: number;
  readonly needsUser: number;
  readonly inQueue: number;
  readonly ready: number;
  /** Everything was paused at once. */
  readonly isFrozen: boolean;
  /** What needs the user, what holds up most first. */
  readonly asks: readonly Ask[];
}

export type Ask = Pick<AttentionEntry, "title" | "agent" | "itemTitle" | "about">;

export interface TrayModel {
  readonly tooltip: string;
  readonly entries: readonly TrayEntry[];
  /** Number on the app's badge: what waits for the user. */
  readonly badge: number;
}

export type TrayEntry =
  | { readonly kind: "text"; readonly label: string }
  | { readonly kind: "separator" }
  | { readonly kind: "action"; readonly label: string; readonly action: TrayAction };

export type TrayAction =
  | { readonly do: "open" | "attention" | "new-item" | "freeze" | "thaw" | "quit" }
  | { readonly do: "show"; readonly about: NonNullable<Ask["about"]> };

/** As many are named; the rest is a number. */
const NAMED = 3;
/** Room of a line in menus of desktops. */
const MAX_CHARS = 60;

/** Undefined news: the core cannot be reached just now. */
export function trayModel(news: CoreNews | undefined): TrayModel {
  const open: TrayEntry = { kind: "action", label: "Open Drover", action: { do: "open" } };
  const quit: TrayEntry = { kind: "action", label: "Quit…", action: { do: "quit" } };
  const separator: TrayEntry = { kind: "separator" };
  if (news === undefined) {
    return {
      tooltip: "Drover — reconnecting",
      badge: 0,
      entries: [{ kind: "text", label: "Reconnecting…" }, separator, open, quit],
    };
  }
  const { agentsAtWork, needsUser, inQueue, ready, isFrozen } = news;
  const busy = agentsAtWork === 0 ? "nobody at work" : `${count(agentsAtWork, "agent")} at work`;
  const work = isFrozen ? "everything is paused" : busy;
  return {
    tooltip: needsUser === 0 ? `Drover — ${work}` : `Drover — ${work}, ${needsUser} need you`,
    badge: needsUser,
    entries: [
      ...asksOf(news),
      { kind: "text", label: capital(work) },
      { kind: "text", label: `${count(inQueue, "submission")} in the merge queue` },
      { kind: "text", label: `${count(ready, "item")} ready` },
      separator,
      open,
      { kind: "action", label: "New item…", action: { do: "new-item" } },
      isFrozen
        ? { kind: "action", label: "Resume all", action: { do: "thaw" } }
        : { kind: "action", label: "Pause all", action: { do: "freeze" } },
      separator,
      quit,
    ],
  };
}

function asksOf({ asks, needsUser }: CoreNews): readonly TrayEntry[] {
  if (needsUser === 0) return [];
  const named = asks.slice(0, NAMED).map((ask): TrayEntry => {
    const { about } = ask;
    return {
      kind: "action",
      label: askLabel(ask),
      action: about === undefined ? { do: "attention" } : { do: "show", about },
    };
  });
  return [
    { kind: "action", label: `${needsUser} need you…`, action: { do: "attention" } },
    ...named,
    { kind: "separator" },
  ];
}

/** Who, or what it is about, before what is wanted. */
function askLabel({ title, agent, itemTitle }: Ask): string {
  const who = agent?.split("/").at(-1) ?? itemTitle;
  // A menu takes `&` for the mark of a key.
  const whole = who === undefined || title.includes(who) ? title : `${capital(who)}: ${title}`;
  const label = showHidden(whole).replaceAll("&", "+");
  return label.length > MAX_CHARS ? `${label.slice(0, MAX_CHARS - 1)}…` : label;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
