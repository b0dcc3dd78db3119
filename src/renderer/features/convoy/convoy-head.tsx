import { CircleCheck, CircleSlash, ListPlus, Pause, Play, SquareKanban, TriangleAlert, Waypoints } from "lucide-react";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { Badge } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";

/** What a convoy is called, how it stands, and what can be done with it. */
export function ConvoyHead({ convoy }: { convoy: ConvoyView }) {
  const { actions, panes, ui } = useServices();
  const isPast = useIsPast();
  const isDone = convoy.closedAt !== undefined;
  return (
    <header className="flex flex-col gap-2 border-b border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 truncate text-xl font-semibold">{convoy.title}</h2>
        {isDone ? (
          <Badge tone="landed">
            <CircleCheck className="size-3.5" aria-hidden="true" /> Complete
          </Badge>
        ) : (
          !isPast && (
            <Button
              look={convoy.started ? "secondary" : "primary"}
              onClick={() => void actions.setConvoyRunning(convoy, !convoy.started)}
            >
              {convoy.started ? <Pause className="size-3.5" /> : <Play className="size-3.5" />}
              {convoy.started ? "Pause convoy" : "Start convoy"}
            </Button>
          )
        )}
        {!isPast && (
          <IconButton
            label="Add or take out items…"
            icon={<ListPlus />}
            onClick={() => {
              ui.openDialog({ kind: "convoy-items", convoy: convoy.id });
            }}
          />
        )}
        <IconButton
          label="Show on the board"
          icon={<SquareKanban />}
          onClick={() => {
            ui.set({ boardConvoy: convoy.id });
            panes.open({ kind: "board" });
          }}
        />
        <IconButton
          label="Show its graph"
          icon={<Waypoints />}
          onClick={() => {
            panes.open({ kind: "work-graph", scope: `convoy/${convoy.id}` });
          }}
        />
        {!isDone && !isPast && (
          <IconButton
            label="Close convoy…"
            icon={<CircleSlash />}
            onClick={() => {
              actions.closeConvoy(convoy);
            }}
          />
        )}
      </div>
      <p className="text-sm text-ink-3">
        <span className="font-mono text-2xs">{convoy.id}</span>
        {` · ${convoy.progress.landed} of ${convoy.progress.total} landed`}
        {convoy.limit === undefined ? "" : ` · at most ${convoy.limit} at a time`}
      </p>
      {convoy.standstill !== undefined && !isDone && (
        <p data-tone="attention" className="flex items-center gap-1.5 text-sm text-tone">
          <TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          {convoy.standstill}
        </p>
      )}
    </header>
  );
}
