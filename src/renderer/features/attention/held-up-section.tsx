import { Truck } from "lucide-react";
import type { HeldUp } from "../../../shared/model/attention.ts";
import { useItems } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";

const SHOWN = 8;

/** What does not go on until the user has acted; nothing where that is the item at hand alone. */
export function HeldUpSection({ heldUp, own }: { heldUp: HeldUp; own: string | undefined }) {
  const { panes, ui } = useServices();
  const titles = useItems().data;
  const { items, count, convoys, submissions } = heldUp;
  const waiting = items.filter((item) => item !== own);
  const more = count - Math.min(count, waiting.slice(0, SHOWN).length + (items.length - waiting.length));
  if (waiting.length === 0 && convoys.length === 0 && submissions <= 1) return null;
  return (
    <section aria-label="What it holds up" className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-ink-3">Holds up</h3>
      <ul className="flex flex-col gap-px text-sm">
        {waiting.slice(0, SHOWN).map((item) => (
          <li key={item}>
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item });
              }}
              className="flex w-full items-baseline gap-2 rounded-sm px-1 py-0.5 text-left text-ink-2 hover:bg-hover hover:text-ink"
            >
              <span className="shrink-0 font-mono text-2xs text-ink-3">{item}</span>
              <span className="truncate">{titles?.find(({ id }) => id === item)?.title}</span>
            </button>
          </li>
        ))}
        {more > 0 && <li className="px-1 text-xs text-ink-3">and {more} more items</li>}
        {submissions > 1 && <li className="px-1 text-xs text-ink-3">{submissions} submissions in the merge queue</li>}
        {convoys.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                ui.set({ boardConvoy: id });
                panes.open({ kind: "board" });
              }}
              className="flex w-full items-center gap-2 rounded-sm px-1 py-0.5 text-left text-ink-2 hover:bg-hover hover:text-ink"
            >
              <Truck className="size-3.5 text-ink-3" aria-hidden="true" />
              <span className="truncate">{title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
