import { Waypoints } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { useOutlook } from "../../lib/convoys/use-outlook.ts";
import { countOf } from "../../lib/names.ts";
import { useConvoys, useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, FailureView, Loading } from "../../ui/state-views.tsx";
import { criticalPath } from "./critical-path.ts";
import { GraphCanvas } from "./graph-canvas.tsx";
import { GraphList } from "./graph-list.tsx";
import type { Neighbourhood } from "./neighbourhood.ts";
import { type Scope, inScope, parseScope } from "./scope.ts";
import { useLayout } from "./use-layout.ts";

const SHAPES = [
  { value: "graph", label: "Graph" },
  { value: "list", label: "List" },
] as const;

const EMPTY: Neighbourhood = { nodes: [], edges: [], leftOut: 0 };
const NO_SCOPE: Scope = { kind: "project", of: "" };

/** All of a convoy, an epic or a project with what waits for what, as a graph or, for who reads rather than looks, as a list. */
export function WorkGraph({ scope: text }: { scope: string }) {
  const { panes } = useServices();
  const items = useItems();
  const convoys = useConvoys();
  const [withFinished, setWithFinished] = useState(true);
  const [shape, setShape] = useState<(typeof SHAPES)[number]["value"]>("graph");
  const scope = useMemo(() => parseScope(text) ?? NO_SCOPE, [text]);
  const convoy = scope.kind === "convoy" ? convoys.data?.find(({ id }) => id === scope.of) : undefined;
  const outlook = useOutlook(convoy);
  const around = useMemo(
    () => (items.data === undefined ? EMPTY : inScope(scope, items.data, { withFinished })),
    [items.data, scope, withFinished],
  );
  const foretold = outlook.data?.criticalPath.items;
  // A convoy's is weighed by how long things took; elsewhere estimates have to do.
  const critical = useMemo(
    () => foretold?.map(({ id }) => id) ?? criticalPath(around.nodes, around.edges)?.ids ?? [],
    [foretold, around],
  );
  const laid = useLayout(around);
  const open = useCallback(
    (item: string) => {
      panes.open({ kind: "item", item });
    },
    [panes],
  );
  if (items.isError && items.data === undefined) {
    return <FailureView error={items.error} retry={() => void items.refetch()} />;
  }
  if (items.data === undefined) return <Loading what="Reading the ledger" />;
  const name = convoy?.title ?? scope.of;
  return (
    <section
      data-testid="graph"
      data-scope={text}
      aria-label={`Graph of ${name}`}
      className="flex h-full min-h-0 flex-col bg-pane"
    >
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-3 border-b border-line px-3 py-1 text-xs text-ink-3">
        <Checkbox label="Finished ones" isChecked={withFinished} onChange={setWithFinished} />
        <span className="min-w-0 flex-1 truncate" role="status">
          {around.nodes.length === 0
            ? "Nothing to show"
            : around.nodes.length === 1
              ? "1 item"
              : `${around.nodes.length} items`}
          {around.leftOut > 0 && `, ${around.leftOut} left out`}
          {critical.length > 1 && ` · critical path: ${countOf(critical)}`}
        </span>
        <Segmented label="Shown as" value={shape} options={SHAPES} onChange={setShape} />
      </header>
      {around.nodes.length === 0 ? (
        <EmptyState icon={<Waypoints />} title="Nothing to show">
          {withFinished ? "There are no items here yet." : "Everything here is finished."}
        </EmptyState>
      ) : shape === "list" ? (
        <GraphList root={undefined} around={around} critical={critical} onOpen={open} />
      ) : laid === undefined ? (
        <Loading what="Laying the graph out" />
      ) : (
        <GraphCanvas root={undefined} around={around} laid={laid} critical={critical} onOpen={open} />
      )}
    </section>
  );
}
