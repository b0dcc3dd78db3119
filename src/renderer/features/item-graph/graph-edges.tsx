import { memo } from "react";
import { classNames } from "../../ui/class-names.ts";
import { type GraphLayout, pathThrough } from "./layout.ts";

/** The lines: full where one waits for another, dashed from an epic to its children, dotted for the rest. */
export const GraphEdges = memo(function GraphEdges({
  layout,
  onPath,
}: {
  layout: GraphLayout;
  onPath: ReadonlySet<string>;
}) {
  return (
    <svg
      aria-hidden="true"
      width={layout.width}
      height={layout.height}
      className="pointer-events-none absolute inset-0 overflow-visible"
    >
      <defs>
        <Arrow id="graph-arrow" className="fill-ink-4" />
        <Arrow id="graph-arrow-path" className="fill-accent" />
      </defs>
      {layout.edges.map(({ from, to, sort, kind, points }) => {
        const isCritical = sort === "waits" && onPath.has(from) && onPath.has(to);
        return (
          <path
            key={`${from} ${to} ${kind}`}
            d={pathThrough(points)}
            fill="none"
            strokeWidth={isCritical ? 2.25 : 1.25}
            strokeDasharray={
              sort === "waits" ? (kind === "blocks" ? undefined : "7 4") : sort === "child" ? "3 4" : "1 4"
            }
            strokeLinecap="round"
            markerEnd={sort === "waits" ? `url(#graph-arrow${isCritical ? "-path" : ""})` : undefined}
            className={classNames(isCritical ? "stroke-accent" : sort === "waits" ? "stroke-ink-4" : "stroke-ink-4/70")}
          />
        );
      })}
    </svg>
  );
});

function Arrow({ id, className }: { id: string; className: string }) {
  return (
    <marker
      id={id}
      viewBox="0 0 8 8"
      refX="7"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0.8 8 4 0 7.2z" className={className} />
    </marker>
  );
}
