import { useId, useState } from "react";
import { Age } from "../../lib/age-view.tsx";
import { lastPart } from "../../lib/names.ts";
import type { ItemDetail } from "../../lib/server-state/queries.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";

/** Entries shown before one asks for the rest. */
const FIRST = 40;

/** What happened to an item, newest first: who, what, when, why. */
export function ItemTrail({ trail }: { trail: ItemDetail["trail"] }) {
  const id = useId();
  const [shownCount, setShownCount] = useState(FIRST);
  const newestFirst = trail.toSorted((a, b) => b.seq - a.seq);
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1 pb-6">
      <h3 id={id} className="flex h-6 items-center text-xs font-medium text-ink-3">
        Trail
      </h3>
      <ol aria-label="Trail" className="relative flex flex-col">
        {newestFirst.slice(0, shownCount).map((entry) => (
          <li key={entry.seq} className="group relative flex gap-2.5 pb-3">
            <span className="absolute top-5 bottom-0 left-[9.5px] w-px bg-line group-last:hidden" />
            <Avatar agent={entry.actor} />
            <div className="min-w-0 flex-1">
              <p className="text-selectable text-sm text-ink-2">
                <span className="font-medium text-ink">{lastPart(entry.actor)}</span> {entry.text}
                <span className="text-ink-3">
                  {" · "}
                  <Age at={entry.at} className="tabular-nums" />
                </span>
              </p>
              {entry.cause !== undefined && (
                <p className="text-selectable mt-0.5 border-l-2 border-line-strong pl-2 text-sm whitespace-pre-wrap text-ink-3">
                  {entry.cause}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
      {newestFirst.length > shownCount && (
        <Button
          size="s"
          look="ghost"
          className="self-start"
          onClick={() => {
            setShownCount(newestFirst.length);
          }}
        >
          Show {newestFirst.length - shownCount} older entries
        </Button>
      )}
    </section>
  );
}
