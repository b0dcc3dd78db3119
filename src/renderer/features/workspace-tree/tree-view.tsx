import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type Ref, memo, useCallback, useImperativeHandle, useRef, useState } from "react";
import { useServices } from "../../lib/services.tsx";
import { useAgentCosts } from "./agent-costs.ts";
import { AgentGroupRow } from "./agent-group-row.tsx";
import { AgentRow } from "./agent-row.tsx";
import { GroupRow } from "./group-row.tsx";
import { ProjectRow } from "./project-row.tsx";
import { ROW_MENU } from "./row-menu.tsx";
import { treeKey } from "./tree-keys.ts";
import type { TreeRow } from "./tree-model.ts";

export interface TreeHandle {
  /** Gives the focus to the current row. */
  focus(): void;
}

export type TreeViewProps = {
  readonly ref: Ref<TreeHandle>;
  readonly rows: readonly TreeRow[];
  onFold(key: string, isFolded: boolean): void;
  onUnfoldAll(): void;
};

/** Pixels, until a row was measured. */
const ROW = 28;
const ROW_WITH_WORK = 44;

/** The rows in sight, and the one that has or gets the focus. */
export function TreeView({ ref, rows, onFold, onUnfoldAll }: TreeViewProps) {
  const { panes } = useServices();
  const costs = useAgentCosts();
  const [focusedKey, setFocusedKey] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const stop = Math.max(
    0,
    rows.findIndex(({ key }) => key === focusedKey),
  );
  const current = rows[stop];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current,
    estimateSize: (index) => {
      const row = rows[index];
      return row?.kind === "agent" && row.agent.hook?.item !== undefined ? ROW_WITH_WORK : ROW;
    },
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row that Tab comes to stays in the page, wherever one has scrolled to.
    rangeExtractor: (range) => [...new Set([stop, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b),
    overscan: 12,
    paddingEnd: 16,
  });

  const rowElement = (key: string) => tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  const focusRow = (key: string) => {
    setFocusedKey(key);
    const index = rows.findIndex((row) => row.key === key);
    if (index < 0) return;
    virtual.scrollToIndex(index, { align: "auto" });
    // One that was out of sight is drawn first.
    if (rowElement(key) === null) requestAnimationFrame(() => rowElement(key)?.focus({ preventScroll: true }));
    else rowElement(key)?.focus({ preventScroll: true });
  };
  useImperativeHandle(ref, () => ({
    focus() {
      if (current !== undefined) focusRow(current.key);
    },
  }));
  const openMenu = (key: string) => {
    const button = rowElement(key)?.querySelector<HTMLElement>(ROW_MENU);
    // Some systems send the menu key and an event for it; the second must not close what the first opened.
    if (button?.dataset["popupOpen"] === undefined) button?.click();
  };
  const activate = useCallback(
    (row: TreeRow) => {
      if (row.kind === "agent") panes.open({ kind: "terminal", agent: row.agent.path });
      else onFold(row.key, row.isOpen);
    },
    [panes, onFold],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (current === undefined) return;
    const key = event.key === "F10" && event.shiftKey ? "ContextMenu" : event.key;
    const move = treeKey({ key, ctrlKey: event.ctrlKey, metaKey: event.metaKey }, rows, current);
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === "focus") focusRow(move.key);
    else if (move.kind === "fold") onFold(move.key, move.isFolded);
    else if (move.kind === "unfold-all") onUnfoldAll();
    else if (move.kind === "menu") openMenu(current.key);
    else activate(current);
  };

  return (
    <div
      ref={tree}
      role="tree"
      aria-label="Workspace"
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        const row = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-key]") : null;
        const key = row?.dataset["key"];
        if (key === undefined || row?.hasAttribute("data-group") === true) return;
        event.preventDefault();
        openMenu(key);
      }}
      className="min-h-0 flex-1 overflow-y-auto px-1.5"
    >
      <div role="none" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ key, index, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              role="none"
              data-index={index}
              className="absolute inset-x-0 top-0 pb-px"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row
                row={row}
                cost={row.kind === "agent" ? costs.get(row.agent.path) : undefined}
                isStop={index === stop}
                onFocus={setFocusedKey}
                onActivate={activate}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = {
  readonly row: TreeRow;
  readonly cost: number | undefined;
  readonly isStop: boolean;
  readonly onFocus: (key: string) => void;
  readonly onActivate: (row: TreeRow) => void;
};

/** Drawn anew only when something of its own changes: a step of the focus is two rows, not all in sight. */
const Row = memo(function Row({ row, cost, isStop, ...props }: RowProps) {
  const onFocus = () => {
    props.onFocus(row.key);
  };
  const onActivate = () => {
    props.onActivate(row);
  };
  switch (row.kind) {
    case "project":
      return <ProjectRow row={row} isStop={isStop} onFocus={onFocus} onToggle={onActivate} />;
    case "agent-group":
      return <AgentGroupRow row={row} isStop={isStop} onFocus={onFocus} onToggle={onActivate} />;
    case "group":
      return <GroupRow row={row} isStop={isStop} onFocus={onFocus} onToggle={onActivate} />;
    case "agent":
      return <AgentRow row={row} cost={cost} isStop={isStop} onFocus={onFocus} onOpen={onActivate} />;
  }
});
