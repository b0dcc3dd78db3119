import { Plus, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useServices } from "../../lib/services.tsx";
import { stageLabel, stageTone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import type { LinkRow } from "./link-rows.ts";

export type ItemLinksProps = {
  readonly title: string;
  readonly rows: readonly LinkRow[];
  /** Between heading and rows. */
  readonly children?: ReactNode;
  /** Shown with a button behind the heading, also when there are no rows. */
  readonly add?: { readonly label: string; run(): void } | undefined;
};

/** Other items this one hangs together with. */
export function ItemLinks({ title, rows, children, add }: ItemLinksProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1">
      <div className="flex h-6 items-center gap-1.5">
        <h3 id={id} className="text-xs font-medium text-ink-3">
          {title} {rows.length > 0 && <span className="tabular-nums">{rows.length}</span>}
        </h3>
        {add !== undefined && <IconButton label={add.label} icon={<Plus />} onClick={add.run} />}
      </div>
      {children}
      {rows.length > 0 && (
        <ul className="overflow-hidden rounded-md border border-line">
          {rows.map((row) => (
            <Row key={`${row.kind}:${row.id}`} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ row: { id, item, kind, link, note, isDeleted } }: { row: LinkRow }) {
  const { panes, actions } = useServices();
  const isPast = useIsPast();
  const standing =
    isDeleted === true ? "Deleted" : id.startsWith("external:") ? "Outside of Drover" : item && stageLabel[item.stage];
  return (
    <li className="group flex items-center border-line not-first:border-t hover:bg-hover">
      <button
        type="button"
        disabled={id.startsWith("external:")}
        onClick={() => {
          panes.open({ kind: "item", item: id });
        }}
        className="flex h-8 min-w-0 flex-1 items-center gap-2.5 px-2.5 text-left text-sm"
      >
        {item !== undefined && <Dot tone={stageTone[item.stage]} />}
        <span className="shrink-0 font-mono text-2xs text-ink-3">{id.replace(/^external:/, "")}</span>
        <span className="min-w-0 flex-1 truncate text-ink-2">{item?.title}</span>
        {note !== undefined && <span className="shrink-0 text-xs text-ink-3">{note}</span>}
        {standing !== undefined && <span className="shrink-0 text-xs text-ink-3">{standing}</span>}
      </button>
      {link !== undefined && !isPast && (
        <IconButton
          label={`Take the link to ${id} away`}
          icon={<X />}
          className="mr-1 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
          onClick={() => void actions.unlink(link.from, link.to, kind)}
        />
      )}
    </li>
  );
}
