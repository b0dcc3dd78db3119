import type { ItemView } from "../../shared/model/work-item.ts";
import { type Face, stageTone } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import { truncate } from "./width.ts";

export interface ItemGraph {
  readonly root: string;
  readonly items: readonly ItemView[];
  /** `from` stands above `to`. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** A line per item, indented below what leads to it. What was drawn already is only named, so that it always ends. */
export function itemTree(graph: ItemGraph, { style, io }: Face): string {
  const byId = new Map(graph.items.map((item) => [item.id, item]));
  const below = Map.groupBy(graph.edges, (edge) => edge.from);
  const drawn = new Set<string>();
  const lines: string[] = [];

  function draw(id: string, branch: string, indent: string): void {
    const item = byId.get(id);
    const again = drawn.has(id);
    drawn.add(id);
    const room = io.columns === undefined ? Number.POSITIVE_INFINITY : io.columns - branch.length - id.length - 16;
    const title = item === undefined ? "" : truncate(neutralise(item.title), Math.max(12, room));
    const stage = item === undefined ? "unknown" : style(stageTone(item.stage), item.stage);
    lines.push(
      `${style("dim", branch)}${style("cyan", id)}  ${stage}  ${title}${again ? style("dim", "  (above)") : ""}`,
    );
    if (again) return;
    const next = below.get(id) ?? [];
    for (const [index, edge] of next.entries()) {
      const last = index === next.length - 1;
      draw(edge.to, `${indent}${last ? "└─ " : "├─ "}`, `${indent}${last ? "   " : "│  "}`);
    }
  }

  draw(graph.root, "", "");
  return `${lines.join("\n")}\n`;
}
