import { Truck } from "lucide-react";
import { useMemo } from "react";
import { useOutlook } from "../../lib/convoys/use-outlook.ts";
import { columnLabel, columnTone, columnOf, type ColumnId } from "../../lib/moves/columns.ts";
import { useConvoys, useItems } from "../../lib/server-state/queries.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useNow } from "../../lib/use-now.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Section } from "../../ui/section.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { BurnUp } from "./burn-up.tsx";
import { ConvoyHead } from "./convoy-head.tsx";
import { CriticalPath } from "./critical-path.tsx";
import { ItemList } from "./item-list.tsx";
import { CostPart, ForecastPart, SwarmPart, WaitingPart } from "./outlook-parts.tsx";

const MINUTE_MS = 60_000;
const FILLING: readonly ColumnId[] = ["landed", "closed", "merging", "review", "progress", "ready", "blocked"];

/** Everything of a convoy: how far it is, when it will be done, who is on it, what holds it up, and what it costs. */
export function ConvoyPane({ convoy: id }: { convoy: string }) {
  const convoys = useConvoys();
  const items = useItems();
  const isPast = useIsPast();
  const convoy = convoys.data?.find((one) => one.id === id);
  const outlook = useOutlook(convoy);
  const now = useNow(true, MINUTE_MS);
  const byId = useMemo(() => new Map(items.data?.map((item) => [item.id, item])), [items.data]);
  const own = useMemo(() => (convoy?.items ?? []).flatMap((item) => byId.get(item) ?? []), [convoy, byId]);
  const critical = useMemo(() => new Set(outlook.data?.criticalPath.items.map((item) => item.id)), [outlook.data]);
  if (convoys.isError && convoys.data === undefined) {
    return <FailureView error={convoys.error} retry={() => void convoys.refetch()} />;
  }
  if (convoys.data === undefined || items.data === undefined) return <Loading what="Reading the convoy" />;
  if (convoy === undefined) {
    return (
      <EmptyState icon={<Truck />} title={`There is no convoy ${id}`}>
        It may belong to another workspace.
      </EmptyState>
    );
  }
  return (
    <article
      data-testid="convoy-pane"
      data-convoy={id}
      aria-label={`Convoy ${convoy.title}`}
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full min-h-0 flex-col overflow-y-auto bg-pane outline-none"
    >
      <ConvoyHead convoy={convoy} />
      <div className="flex flex-col gap-5 p-4">
        <ProgressBar
          label={`Progress of ${convoy.title}`}
          parts={FILLING.map((column) => ({
            label: columnLabel[column],
            count: own.filter((item) => columnOf(item) === column).length,
            tone: column === "ready" ? "faint" : columnTone[column],
            isLive: column === "progress" || column === "merging",
          }))}
        />
        {isPast ? (
          <p className="text-sm text-ink-3">What is ahead is told of now alone.</p>
        ) : outlook.data === undefined ? (
          outlook.isError ? (
            <FailureView error={outlook.error} retry={() => void outlook.refetch()} />
          ) : (
            <Loading what="Looking ahead" />
          )
        ) : (
          <>
            <div className="grid gap-5 @xl:grid-cols-2">
              <ForecastPart outlook={outlook.data} now={Math.max(now, outlook.dataUpdatedAt)} />
              <CostPart cost={outlook.data.cost} />
            </div>
            <Section title="So far">
              <BurnUp outlook={outlook.data} now={outlook.dataUpdatedAt} />
            </Section>
            <CriticalPath path={outlook.data.criticalPath} itemOf={(item) => byId.get(item)} />
            <SwarmPart swarm={outlook.data.swarm} width={outlook.data.width} />
            <WaitingPart waiting={outlook.data.waiting} />
          </>
        )}
        <ItemList items={own} critical={critical} />
      </div>
    </article>
  );
}
