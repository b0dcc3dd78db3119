import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useServices, useUi } from "../../lib/services.tsx";
import type { SidebarSectionName } from "../../lib/ui-state.ts";
import { classNames } from "../../ui/class-names.ts";

export type SidebarSectionProps = {
  readonly name: SidebarSectionName;
  readonly title: string;
  readonly count?: number;
  readonly children: ReactNode;
};

/** A part of the sidebar below the tree, which can be folded away; that is remembered. */
export function SidebarSection({ name, title, count, children }: SidebarSectionProps) {
  const { ui } = useServices();
  const id = useId();
  const isFolded = useUi(({ sidebarFolded }) => sidebarFolded.includes(name));
  return (
    <section aria-label={title} className="shrink-0 border-t border-line">
      <h2>
        <button
          type="button"
          aria-expanded={!isFolded}
          aria-controls={id}
          onClick={() => {
            const { sidebarFolded } = ui.store.getState();
            ui.set({
              sidebarFolded: isFolded ? sidebarFolded.filter((one) => one !== name) : [...sidebarFolded, name],
            });
          }}
          className="flex h-7 w-full items-center gap-1 px-2 text-xs font-medium text-ink-3 hover:text-ink-2"
        >
          <ChevronRight
            aria-hidden="true"
            className={classNames("size-3 transition-transform duration-(--fast)", !isFolded && "rotate-90")}
          />
          {title}
          {count !== undefined && <span className="text-2xs tabular-nums opacity-75">{count}</span>}
        </button>
      </h2>
      <div id={id} hidden={isFolded} className="max-h-44 overflow-y-auto px-1.5 pb-1.5">
        {!isFolded && children}
      </div>
    </section>
  );
}
