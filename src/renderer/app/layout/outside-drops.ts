import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import type { DockviewApi, DockviewDidDropEvent } from "dockview-react";
import { draggedAgent, draggedItems } from "../../lib/drag.tsx";
import { type PaneSpec, paneId } from "../../lib/pane-kinds.ts";
import { focusContent } from "./open-pane.ts";
import { paneKindInfo, paneTitle } from "./pane-kinds.tsx";

const DIRECTIONS = { top: "above", bottom: "below", left: "left", right: "right", center: "within" } as const;

/**
 * Items and agents that are dropped on tabs, or on an edge of the dock, open there. On the panes themselves a drop means
 * what the pane says. The answer ends it.
 */
export function openWhatIsDropped(api: DockviewApi): () => void {
  let dragged: readonly PaneSpec[] = [];
  const end = monitorForElements({
    onDragStart({ source }) {
      const agent = draggedAgent(source.data);
      dragged =
        agent === undefined
          ? (draggedItems(source.data) ?? []).map((item): PaneSpec => ({ kind: "item", item }))
          : [{ kind: "terminal", agent: agent.path }];
    },
    // After the drop itself, of which dockview tells in its own time.
    onDrop() {
      setTimeout(() => {
        dragged = [];
      }, 0);
    },
  });
  const over = api.onUnhandledDragOver((event) => {
    if (dragged.length > 0 && event.target !== "content") event.accept();
  });
  const drop = api.onDidDrop((event) => {
    for (const spec of dragged) openAt(api, spec, event);
    const last = dragged.at(-1);
    if (last !== undefined) focusContent(api.getPanel(paneId(last)));
  });
  return () => {
    end();
    over.dispose();
    drop.dispose();
  };
}

function openAt(api: DockviewApi, spec: PaneSpec, { group, position }: DockviewDidDropEvent): void {
  const direction = DIRECTIONS[position];
  const id = paneId(spec);
  const known = api.getPanel(id);
  if (known !== undefined) {
    if (group !== undefined) known.api.moveTo({ group, position });
    else if (direction !== "within") known.api.moveTo({ group: api.addGroup({ direction }) });
    return;
  }
  const panel = { id, component: spec.kind, title: paneTitle(spec), params: { ...spec } };
  if (group !== undefined) api.addPanel({ ...panel, position: { referenceGroup: group, direction } });
  else if (direction === "within") api.addPanel(panel);
  else {
    const isDetail = paneKindInfo(spec.kind).place === "detail";
    api.addPanel({ ...panel, position: { direction }, ...(isDetail ? { initialWidth: DETAIL_WIDTH } : {}) });
  }
}

/** Pixels. */
const DETAIL_WIDTH = 460;
