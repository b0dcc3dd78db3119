import { useCallback, useMemo, useState } from "react";
import { countOf } from "../../lib/names.ts";
import { useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { criticalPath } from "./critical-path.ts";
import { GraphCanvas } from "./graph-canvas.tsx";
import { GraphList } from "./graph-list.tsx";
import { useLayout } from "./use-layout.ts";
import { type Neighbourhood, type Reach, neighbourhood } from "./neighbourhood.ts";

const REACHES = [
  { value: "1", label: "1 step" },
  { value: "2", label: "2 steps" },
  { value: "3", label: "3 steps" },
  { value: "epic", label: "Whole epic" },
] as const;
type ReachChoice = (typeof REACHES)[number]["value"];

const REACH_OF: Readonly<Record<ReachChoice, Reach>> = { "1": 1, "2": 2, "3": 3, epic: "epic" };
const SHAPES = [
  { value: "graph", label: "Graph" },
  { value: "list", label: "List" },
] as const;

const EMPTY: Neighbourhood = { nodes: [], edges: [], leftOut: 0 };
const NO_PATH: readonly string[] = [];

/** What stands around an item, as a graph or, for who reads rather than looks, as a list. */
export function ItemGraph({ item: root }: { item: string }) {
  const { panes } = useServices();
  const items = useItems();
  const [reach, setReach] = useState<ReachChoice>("2");
  const [shape, setShape] = useState<(typeof SHAPES)[number]["value"]>("graph");
  const around = useMemo(
    () => (items.data === undefined ? undefined : neighbourhood(root, items.data, { reach: REACH_OF[reach] })),
    [items.data, root, reach],
  );
  const critical = useMemo(
    () => (around === undefined ? undefined : criticalPath(around.nodes, around.edges)),
    [around],
  );
  const reaches = useMemo(() => {
    const hasEpic = items.data?.some(({ id, parent }) => parent === root || (id === root && parent !== undefined));
    return hasEpic === true ? REACHES : REACHES.slice(0, -1);
  }, [items.data, root]);
  const laid = useLayout(around ?? EMPTY);
  const open = useCallback(
    (item: string) => {
      panes.open({ kind: "item", item });
    },
    [panes],
  );
  if (items.isError && items.data === undefined) {
    return <FailureView error={items.error} retry={() => void items.refetch()} />;
  }
  if (around === undefined) return <Loading what="Reading the ledger" />;
  return (
    <section
      data-testid="graph"
      data-item={root}
      aria-label={`Graph around ${root}`}
      className="flex h-full min-h-0 flex-col bg-pane"
    >
      <header className="flex h-10 shrink-0 items-center gap-3 border-b border-line px-3 text-xs text-ink-3">
        <Segmented label="How far" value={reach} options={reaches} onChange={setReach} />
        <span className="min-w-0 flex-1 truncate" role="status">
          {around.nodes.length === 1 ? "Nothing stands around it" : `${around.nodes.length} items`}
          {around.leftOut > 0 && `, ${around.leftOut} farther ones left out`}
          {critical !== undefined && ` · critical path: ${countOf(critical.ids)}${timeOf(critical.minutes)}`}
        </span>
        <Segmented label="Shown as" value={shape} options={SHAPES} onChange={setShape} />
      </header>
      {shape === "graph" ? (
        laid === undefined ? (
          <Loading what="Laying the graph out" />
        ) : (
          <GraphCanvas root={root} around={around} laid={laid} critical={critical?.ids ?? NO_PATH} onOpen={open} />
        )
      ) : (
        <GraphList root={root} around={around} critical={critical?.ids ?? []} onOpen={open} />
      )}
    </section>
  );
}

function timeOf(minutes: number | undefined): string {
  if (minutes === undefined) return "";
  return minutes < 90 ? `, ${minutes} min` : `, ${Math.round(minutes / 60)} h`;
}
