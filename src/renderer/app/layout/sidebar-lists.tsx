import { BellRing, Bookmark, Truck } from "lucide-react";
import type { ReactNode } from "react";
import { attentionCount } from "../../lib/attention/attention-store.ts";
import { useAttention } from "../../lib/attention/use-attention.ts";
import { useFilters } from "../../lib/server-state/filters.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Badge } from "../../ui/badge.tsx";
import { SidebarSection } from "./sidebar-section.tsx";

/** How much needs the user; a click shows it. */
export function SidebarAttention() {
  const { runCommand } = useServices();
  const count = useAttention(attentionCount);
  return (
    <div className="px-1 pt-1.5">
      <Line
        icon={<BellRing />}
        onClick={() => {
          runCommand("view.attention");
        }}
        note={count !== undefined && count > 0 && <Badge tone="attention">{count}</Badge>}
      >
        Needs you
      </Line>
    </div>
  );
}

/** Convoys that are not over, with how far each is; a click shows one. Nothing where there are none. */
export function SidebarConvoys() {
  const { panes } = useServices();
  const convoys = useOverview((overview) => overview.convoys).data?.filter(isUnderWay) ?? [];
  if (convoys.length === 0) return null;
  return (
    <SidebarSection name="convoys" title="Convoys" count={convoys.length}>
      <ul>
        {convoys.map(({ id, title, started, progress }) => (
          <li key={id}>
            <Line
              icon={<Truck />}
              onClick={() => {
                panes.open({ kind: "convoy", convoy: id });
              }}
              note={
                <>
                  {!started && "paused "}
                  {progress.landed}
                  <span aria-hidden="true">/</span>
                  <span className="sr-only"> of </span>
                  {progress.total}
                  <span className="sr-only"> landed</span>
                </>
              }
            >
              {title}
            </Line>
          </li>
        ))}
      </ul>
    </SidebarSection>
  );
}

/** One that a sling made by itself holds a single item, which is found elsewhere. */
function isUnderWay({ closedAt, implicit }: { readonly closedAt?: number | undefined; readonly implicit: boolean }) {
  return closedAt === undefined && !implicit;
}

/** Filters of items that were saved in the workspace; a click shows what one lets through. Nothing where there are none. */
export function SidebarFilters() {
  const { panes, ui } = useServices();
  const filters = useFilters().data ?? [];
  if (filters.length === 0) return null;
  return (
    <SidebarSection name="filters" title="Saved filters" count={filters.length}>
      <ul>
        {filters.map(({ name }) => (
          <li key={name}>
            <Line
              icon={<Bookmark />}
              onClick={() => {
                ui.set({ filterWanted: name });
                panes.open({ kind: "items" });
              }}
            >
              {name}
            </Line>
          </li>
        ))}
      </ul>
    </SidebarSection>
  );
}

type LineProps = {
  readonly icon: ReactNode;
  readonly note?: ReactNode;
  readonly children: ReactNode;
  onClick(): void;
};

function Line({ icon, note, children, onClick }: LineProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-(--row) w-full items-center gap-2 rounded-md px-2 text-left text-sm text-ink-2 hover:bg-hover hover:text-ink [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-3"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>{" "}
      {note !== undefined && <span className="shrink-0 text-2xs text-ink-3 tabular-nums">{note}</span>}
    </button>
  );
}
