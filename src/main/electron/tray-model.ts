/** What the tray shows, from the overview's counts. */
export interface TrayCounts {
  readonly agentsAtWork: number;
  readonly needsUser: number;
  readonly inQueue: number;
  readonly ready: number;
}

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

export type TrayAction = "open" | "attention" | "quit";

/** Undefined counts: the core cannot be reached just now. */
export function trayModel(counts: TrayCounts | undefined): TrayModel {
  const actions: readonly TrayEntry[] = [
    { kind: "separator" },
    { kind: "action", label: "Open Drover", action: "open" },
    { kind: "action", label: "Quit…", action: "quit" },
  ];
  if (counts === undefined) {
    return {
      tooltip: "Drover — reconnecting",
      badge: 0,
      entries: [{ kind: "text", label: "Reconnecting…" }, ...actions],
    };
  }
  const { agentsAtWork, needsUser, inQueue, ready } = counts;
  const work = agentsAtWork === 0 ? "nobody at work" : `${count(agentsAtWork, "agent")} at work`;
  return {
    tooltip: needsUser === 0 ? `Drover — ${work}` : `Drover — ${work}, ${needsUser} need you`,
    badge: needsUser,
    entries: [
      ...(needsUser === 0 ? [] : [{ kind: "action", label: `${needsUser} need you…`, action: "attention" } as const]),
      { kind: "text", label: work[0]?.toUpperCase() + work.slice(1) },
      { kind: "text", label: `${count(inQueue, "submission")} in the merge queue` },
      { kind: "text", label: `${count(ready, "item")} ready` },
      ...actions,
    ],
  };
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
