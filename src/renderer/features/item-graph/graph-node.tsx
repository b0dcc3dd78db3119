import { Layers, Link2Off } from "lucide-react";
import { memo } from "react";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { classNames } from "../../ui/class-names.ts";
import { NODE_HEIGHT, NODE_WIDTH, type Point } from "./layout.ts";
import type { GraphNode } from "./neighbourhood.ts";

export type GraphNodeProps = {
  readonly node: GraphNode;
  /** Its middle. */
  readonly place: Point;
  readonly isRoot: boolean;
  /** Whether Tab leads to it, one node of the graph. */
  readonly isStop: boolean;
  readonly isOnPath: boolean;
  onFocus(item: string): void;
  onOpen(item: string): void;
};

/** An item in the graph; a click or Enter opens it. */
export const GraphNodeButton = memo(function GraphNodeButton(props: GraphNodeProps) {
  const { node, place, isRoot, isStop, isOnPath, onFocus, onOpen } = props;
  const { id, item } = node;
  const isDone = item?.status === "closed";
  return (
    <button
      type="button"
      data-node={id}
      data-stage={item?.stage}
      data-tone={item === undefined ? "faint" : stageTone[item.stage]}
      data-pane-focus={isRoot || undefined}
      aria-current={isRoot || undefined}
      tabIndex={isStop ? 0 : -1}
      disabled={item === undefined}
      onFocus={() => {
        onFocus(id);
      }}
      onClick={() => {
        onOpen(id);
      }}
      style={{
        width: NODE_WIDTH,
        height: NODE_HEIGHT,
        left: place.x - NODE_WIDTH / 2,
        top: place.y - NODE_HEIGHT / 2,
      }}
      className={classNames(
        "absolute flex flex-col justify-center gap-0.5 overflow-hidden rounded-md border bg-raised px-2.5 text-left shadow-card transition-colors duration-(--fast) hover:border-tone",
        isOnPath ? "border-accent" : "border-line-strong",
        isRoot && "ring-2 ring-accent/60",
      )}
    >
      <span className="absolute inset-y-0 left-0 w-[3px] bg-tone" aria-hidden="true" />
      <span className="flex items-center gap-1.5 text-2xs text-ink-3">
        {item?.type === "epic" ? <Layers className="size-3" aria-label="epic" role="img" /> : null}
        <span className="font-mono">{id}</span>
        <span className="flex-1" />
        {item === undefined ? (
          <Link2Off className="size-3" aria-hidden="true" />
        ) : (
          <>
            <Dot tone={stageTone[item.stage]} isLive={item.stage === "in-progress"} />
            {stageLabel[item.stage]}
            {isOnPath && <span className="sr-only">, on the critical path</span>}
          </>
        )}
      </span>
      <span className={classNames("truncate text-sm", isDone ? "text-ink-3" : "text-ink")}>
        {item?.title ?? "Not known here"}
      </span>
    </button>
  );
});
