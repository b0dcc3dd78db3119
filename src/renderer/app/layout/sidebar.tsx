import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { WorkspaceTree } from "../../features/workspace-tree/index.ts";
import { useServices, useUi } from "../../lib/services.tsx";
import { SidebarAttention, SidebarConvoys, SidebarFilters } from "./sidebar-lists.tsx";
import { SidebarRail } from "./sidebar-rail.tsx";
import { SIDEBAR_MAX, SIDEBAR_MIN, clampSidebar } from "../../lib/ui-state.ts";

/** The workspace tree at the left edge, as wide as the user likes, with what else one goes to; or a rail. */
export function Sidebar() {
  const isOpen = useUi((state) => state.sidebarOpen);
  const width = useUi((state) => state.sidebarWidth);
  const isRail = useUi((state) => state.isSidebarRail);
  if (!isOpen) return null;
  if (isRail) {
    return (
      <aside className="flex w-11 shrink-0 flex-col border-r border-line bg-chrome">
        <SidebarRail />
      </aside>
    );
  }
  return (
    <aside className="relative flex shrink-0 flex-col border-r border-line bg-chrome" style={{ width }}>
      <SidebarAttention />
      <div className="min-h-0 flex-1">
        <WorkspaceTree />
      </div>
      <SidebarConvoys />
      <SidebarFilters />
      <Sash width={width} />
    </aside>
  );
}

/** Pixels a key moves it. */
const KEY_STEP = 16;

function Sash({ width }: { width: number }) {
  const { ui } = useServices();
  const start = useRef<{ x: number; width: number }>(undefined);
  const set = (next: number) => {
    ui.set({ sidebarWidth: clampSidebar(next) });
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the workspace tree"
      aria-valuenow={width}
      aria-valuemin={SIDEBAR_MIN}
      aria-valuemax={SIDEBAR_MAX}
      tabIndex={0}
      onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        if (start.current !== undefined) set(start.current.width + event.clientX - start.current.x);
      }}
      onPointerUp={() => {
        start.current = undefined;
      }}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "ArrowLeft") set(width - KEY_STEP);
        if (event.key === "ArrowRight") set(width + KEY_STEP);
      }}
      className="absolute inset-y-0 -right-2 z-10 w-2 cursor-col-resize transition-colors duration-(--calm) outline-none after:absolute after:inset-y-0 after:left-0 after:w-0.5 hover:after:bg-accent focus-visible:after:bg-accent"
    />
  );
}
