import type { TreeRow } from "./tree-model.ts";

export type TreeMove =
  | { readonly kind: "focus"; readonly key: string }
  | { readonly kind: "fold"; readonly key: string; readonly isFolded: boolean }
  /** Opens every row that was folded. */
  | { readonly kind: "unfold-all" }
  | { readonly kind: "activate" }
  /** Opens the row's menu. */
  | { readonly kind: "menu" };

export interface TreeKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** What a key means in the tree, as the ARIA pattern for trees has it; with Control it goes from group to group. */
export function treeKey(
  { key, ctrlKey, metaKey }: TreeKey,
  rows: readonly TreeRow[],
  current: TreeRow,
): TreeMove | undefined {
  const at = rows.findIndex((row) => row.key === current.key);
  const to = (row: TreeRow | undefined): TreeMove | undefined =>
    row === undefined ? undefined : { kind: "focus", key: row.key };
  const isHead = (row: TreeRow) => row.kind !== "agent";
  switch (key) {
    case "ArrowDown":
      return to(ctrlKey || metaKey ? rows.slice(at + 1).find(isHead) : rows[at + 1]);
    case "ArrowUp":
      return to(ctrlKey || metaKey ? rows.slice(0, at).findLast(isHead) : rows[at - 1]);
    case "Home":
      return to(rows[0]);
    case "End":
      return to(rows.at(-1));
    case ".":
      return to(nextWaiting(rows, at, 1));
    case ",":
      return to(nextWaiting(rows, at, -1));
    case "Enter":
    case " ":
      return { kind: "activate" };
    case "*":
      return { kind: "unfold-all" };
    case "ContextMenu":
      return { kind: "menu" };
    case "ArrowLeft":
      if (current.kind !== "agent" && current.isOpen) return { kind: "fold", key: current.key, isFolded: true };
      return to(rows.slice(0, at).findLast((row) => row.level < current.level));
    case "ArrowRight":
      if (current.kind === "agent") return undefined;
      if (!current.isOpen) return { kind: "fold", key: current.key, isFolded: false };
      return to(rows[at + 1]);
    default:
      return undefined;
  }
}

/** The next row, or the one before, of an agent that waits for the user; around the ends. */
function nextWaiting(rows: readonly TreeRow[], at: number, by: 1 | -1): TreeRow | undefined {
  const around =
    by === 1
      ? [...rows.slice(at + 1), ...rows.slice(0, at)]
      : [...rows.slice(at + 1), ...rows.slice(0, at)].toReversed();
  return around.find((row) => row.kind === "agent" && row.needsUser);
}
