import { wordsOfLink } from "../../lib/item-choices.ts";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import type { GraphCanvasProps } from "./graph-canvas.tsx";
import type { GraphEdge } from "./neighbourhood.ts";

/** The same as the graph, in words: each item with how it stands to the others, the nearest first. */
export function GraphList({ root, around, critical, onOpen }: GraphCanvasProps) {
  const onPath = new Set(critical);
  return (
    <ul
      aria-label={root === undefined ? "Items of the graph" : `Around ${root}`}
      className="min-h-0 flex-1 overflow-y-auto p-2"
    >
      {around.nodes.map(({ id, item, hops }) => (
        <li key={id} className="flex flex-col border-b border-line px-2 py-1.5 last:border-b-0">
          <button
            type="button"
            disabled={item === undefined}
            onClick={() => {
              onOpen(id);
            }}
            className="flex min-w-0 items-center gap-2 rounded-sm text-left text-sm hover:text-ink"
          >
            {item !== undefined && <Dot tone={stageTone[item.stage]} />}
            <span className="font-mono text-2xs text-ink-3">{id}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">{item?.title ?? "Not known here"}</span>
            <span className="text-xs text-ink-3">
              {root !== undefined && (hops === 0 ? "this one · " : hops === 1 ? "1 step · " : `${hops} steps · `)}
              {item === undefined ? "not known here" : stageLabel[item.stage]}
              {onPath.has(id) && " · on the critical path"}
            </span>
          </button>
          <span className="pl-4 text-xs text-ink-3">
            {around.edges
              .filter(({ from, to }) => from === id || to === id)
              .map((edge) => relation(edge, id))
              .join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** How `id` stands to the other end. */
function relation({ from, to, sort, kind }: GraphEdge, id: string): string {
  if (sort === "child") return id === from ? `has the child ${to}` : `is a child of ${from}`;
  if (sort === "waits") return id === to ? `${wordsOfLink(kind)} ${from}` : `holds up ${to}`;
  return id === from ? `${wordsOfLink(kind)} ${to}` : `is what ${from} ${wordsOfLink(kind)}`;
}
