import type { SalvageHolds, SalvageReason } from "../../../shared/model/salvage.ts";

/** Why something was saved, as a row says it. */
export const reasonLabel: Readonly<Record<SalvageReason, string>> = {
  removal: "before its worktree went",
  "hand-off": "at a hand-off",
  checkpoint: "as a checkpoint",
  restore: "before a restore",
  discard: "of a discarded submission",
};

/** What a salvage holds, part by part: `2 commits`, `3 changed files`; empty where there was nothing new. */
export function holdsParts(holds: SalvageHolds): readonly string[] {
  const parts = [
    count(holds.commits, "commit"),
    count(holds.changed, "changed file"),
    count(holds.untracked, "new file"),
    holds.staged > 0 ? `${holds.staged} staged` : "",
    holds.conflicts > 0 ? `${holds.conflicts} in conflict` : "",
    count(holds.stashes, "stash", "stashes"),
    count(holds.undone, "undone commit"),
    holds.operation === undefined ? "" : `a ${holds.operation} under way`,
    count(holds.repositories.length, "repository in it", "repositories in it"),
  ];
  return parts.filter((part) => part !== "");
}

function count(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}
