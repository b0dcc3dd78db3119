import {
  CircleCheck,
  CircleSlash,
  Ellipsis,
  ListPlus,
  Pause,
  Play,
  TriangleAlert,
  Truck,
  Waypoints,
} from "lucide-react";
import { memo } from "react";
import type { ConvoyView } from "../../../shared/model/convoy.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { costText } from "../../lib/amounts.ts";
import { forecastWords } from "../../lib/convoys/outlook-words.ts";
import { useOutlook } from "../../lib/convoys/use-outlook.ts";
import { lastPart } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Hint } from "../../ui/hint.tsx";
import { Menu } from "../../ui/menu.tsx";
import { ProgressBar, type ProgressPart } from "../../ui/progress-bar.tsx";
import { type ColumnId, columnLabel, columnOf, columnTone } from "../../lib/moves/columns.ts";

/** Faces of a swarm that fit; the rest is counted. */
const FACES = 10;

export type ConvoyStripProps = { readonly convoy: ConvoyView; readonly items: readonly ItemView[] };

/** How a convoy stands: what has landed, who works on it now, why it stands still if it does. */
export const ConvoyStrip = memo(function ConvoyStrip({ convoy, items }: ConvoyStripProps) {
  const { actions, panes, ui, runCommand } = useServices();
  const { progress, swarm } = convoy;
  const isDone = convoy.closedAt !== undefined;
  return (
    <section
      data-testid="convoy"
      data-convoy={convoy.id}
      aria-label={`Convoy ${convoy.title}`}
      className="mx-3 mb-2 flex flex-col gap-2 rounded-lg border border-line bg-sunken px-3.5 py-2.5"
    >
      <div className="flex min-h-7 items-center gap-3">
        <h2 className="min-w-0 truncate text-lg font-semibold">
          <button
            type="button"
            onClick={() => {
              panes.open({ kind: "convoy", convoy: convoy.id });
            }}
            className="max-w-full truncate rounded-sm hover:underline hover:decoration-ink-4 hover:underline-offset-3"
          >
            {convoy.title}
          </button>
        </h2>
        <span className="shrink-0 text-sm text-ink-3 tabular-nums">
          {progress.landed} of {progress.total} landed
        </span>
        {!isDone && <Ahead convoy={convoy} />}
        <span className="flex-1" />
        {swarm.length > 0 && (
          <div aria-label={`Swarm: ${swarm.map(lastPart).join(", ")}`} role="group" className="flex items-center gap-1">
            {swarm.slice(0, FACES).map((agent) => (
              <Hint key={agent} text={lastPart(agent)}>
                <button
                  type="button"
                  aria-label={`Open the terminal of ${lastPart(agent)}`}
                  onClick={() => {
                    panes.open({ kind: "terminal", agent });
                  }}
                  className="rounded-[5px] hover:brightness-115"
                >
                  <Avatar agent={agent} />
                </button>
              </Hint>
            ))}
            {swarm.length > FACES && <span className="pl-2 text-xs text-ink-3">+{swarm.length - FACES}</span>}
          </div>
        )}
        {isDone ? (
          <span
            data-tone="landed"
            className="tone-wash flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium"
          >
            <CircleCheck className="size-4" aria-hidden="true" /> Complete
          </span>
        ) : (
          <Button
            look={convoy.started ? "secondary" : "primary"}
            onClick={() => void actions.setConvoyRunning(convoy, !convoy.started)}
          >
            {convoy.started ? <Pause className="size-3.5" /> : <Play className="size-3.5" />}
            {convoy.started ? "Pause convoy" : "Start convoy"}
          </Button>
        )}
        <Menu
          trigger={<IconButton label={`More for ${convoy.title}`} icon={<Ellipsis />} />}
          entries={[
            {
              label: "Open convoy",
              icon: <Truck />,
              run: () => {
                panes.open({ kind: "convoy", convoy: convoy.id });
              },
            },
            {
              label: "Show its graph",
              icon: <Waypoints />,
              run: () => {
                panes.open({ kind: "work-graph", scope: `convoy/${convoy.id}` });
              },
            },
            {
              label: "Add or take out items…",
              icon: <ListPlus />,
              run: () => {
                ui.openDialog({ kind: "convoy-items", convoy: convoy.id });
              },
            },
            {
              label: "New convoy…",
              icon: <Truck />,
              command: "convoy.create",
              run: () => {
                runCommand("convoy.create");
              },
            },
            "separator",
            {
              label: "Close convoy…",
              icon: <CircleSlash />,
              isDestructive: true,
              isDisabled: isDone,
              run: () => {
                actions.closeConvoy(convoy);
              },
            },
          ]}
        />
      </div>
      <ProgressBar label={`Progress of ${convoy.title}`} parts={partsOf(items)} />
      {convoy.standstill !== undefined && !isDone && (
        <p data-tone="attention" className="flex items-center gap-1.5 text-xs text-tone">
          <TriangleAlert className="size-3.5 shrink-0" aria-hidden="true" />
          {convoy.standstill}
        </p>
      )}
    </section>
  );
});

/** When it will be done and what it has cost; the rest stands in the convoy's own pane. */
function Ahead({ convoy }: { convoy: ConvoyView }) {
  const outlook = useOutlook(convoy);
  const { data } = outlook;
  if (data === undefined || data.forecast.state === "done") return null;
  const { when, range } = forecastWords(data.forecast, outlook.dataUpdatedAt);
  const isKnown = data.forecast.state === "known";
  return (
    <Hint text={data.forecast.basis.join(" ")}>
      <span data-forecast={data.forecast.state} className="min-w-0 truncate text-sm text-ink-3 tabular-nums">
        {isKnown ? `· done ${when}${range === undefined ? "" : ` (${range})`}` : "· not known yet when it is done"}
        {data.cost.sessions > 0 && data.cost.soFar.usd !== undefined && ` · ${costText(data.cost.soFar)} so far`}
      </span>
    </Hint>
  );
}

/** The columns as a convoy fills up. */
const FILLING: readonly ColumnId[] = ["landed", "closed", "merging", "review", "progress", "ready", "blocked"];

function partsOf(items: readonly ItemView[]): readonly ProgressPart[] {
  return FILLING.map((column) => ({
    label: columnLabel[column],
    count: items.filter((item) => columnOf(item) === column).length,
    // Bright ink would look like work that is done.
    tone: column === "ready" ? "faint" : columnTone[column],
    isLive: column === "progress" || column === "merging",
  }));
}
