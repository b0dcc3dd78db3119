import type { TreeRow } from "./tree-model.ts";

export type TreeMove =
  | { readonly kind: "focus"; readonly key: string }
  | { readonly kind: "fold"; readonly project: string; readonly isFolded: boolean }
  | { readonly kind: "activate" }
  /** Opens the row's menu. */
  | { readonly kind: "menu" };

/** What a key means in the tree, as the ARIA pattern for trees has it. `stops` are the rows the focus can be on. */
export function treeKey(key: string, stops: readonly TreeRow[], current: TreeRow): TreeMove | undefined {
  const at = stops.findIndex((row) => row.key === current.key);
  const to = (row: TreeRow | undefined): TreeMove | undefined =>
    row === undefined ? undefined : { kind: "focus", key: row.key };
  switch (key) {
    case "ArrowDown":
      return to(stops[at + 1]);
    case "ArrowUp":
      return to(stops[at - 1]);
    case "Home":
      return to(stops[0]);
    case "End":
      return to(stops.at(-1));
    case "Enter":
    case " ":
      return { kind: "activate" };
    case "ContextMenu":
      return { kind: "menu" };
    case "ArrowLeft":
      if (current.kind === "project") {
        return current.isOpen ? { kind: "fold", project: current.project.name, isFolded: true } : undefined;
      }
      return to(stops.slice(0, at).findLast((row) => row.kind === "project"));
    case "ArrowRight":
      if (current.kind !== "project") return undefined;
      return current.isOpen ? to(stops[at + 1]) : { kind: "fold", project: current.project.name, isFolded: false };
    default:
      return undefined;
  }
}
