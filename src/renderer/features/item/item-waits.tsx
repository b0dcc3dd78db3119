import { CirclePause, CornerDownRight } from "lucide-react";
import { Fragment } from "react";
import type { Explanation } from "../../../shared/model/waiting.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useExplanation } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";

/** Stages in which one asks why. */
const WAITING: ReadonlySet<ItemView["stage"]> = new Set(["blocked", "deferred"]);

/** Why an item cannot begin: what it waits for, what is behind that, and what a person can do. */
export function ItemWaits({ item }: { item: ItemView }) {
  const isPast = useIsPast();
  const isWaiting = WAITING.has(item.stage);
  const answer = useExplanation(item.id, isWaiting);
  if (!isWaiting || answer.data === undefined || answer.data.isReady) return null;
  const { obstacles, rootCauses } = answer.data;
  // A gate or a message is not begun by anybody, which its own part of the view says better.
  if (obstacles.every(({ code }) => code === "no-work")) return null;
  // What it waits for itself stands above already.
  const behind = rootCauses.filter(({ via }) => via.length > 1);
  return (
    <section
      data-testid="waits"
      aria-label="Why it waits"
      className="flex items-start gap-2 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm"
    >
      <CirclePause className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden="true" />
      <div className="flex min-w-0 flex-col gap-1.5">
        <p className="text-xs font-medium text-ink-3">{isPast ? "Could not begin then: it" : "Cannot begin yet: it"}</p>
        <ul className="flex flex-col gap-1.5">
          {obstacles.map(({ code, text, items, remedy }) => (
            <li key={`${code} ${text}`} className="text-selectable text-ink">
              <Linked text={text} items={items} />
              {remedy !== undefined && !isPast && (
                <span className="block text-xs text-ink-3">
                  <WithCode text={remedy} />
                </span>
              )}
            </li>
          ))}
        </ul>
        {behind.length > 0 && <Causes causes={behind} />}
      </div>
    </section>
  );
}

/** A text in which the ids of items lead to them. */
function Linked({ text, items }: { text: string; items: readonly string[] }) {
  const { panes } = useServices();
  // Longer ids first: a child's begins with its parent's.
  const ids = items.toSorted((a, b) => b.length - a.length).map((id) => RegExp.escape(id));
  if (ids.length === 0) return text;
  return text.split(new RegExp(`(${ids.join("|")})`)).map((part, nth) =>
    items.includes(part) ? (
      <button
        // oxlint-disable-next-line react/no-array-index-key -- parts of one text
        key={nth}
        type="button"
        onClick={() => {
          panes.open({ kind: "item", item: part });
        }}
        className="rounded-sm font-mono text-xs text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-current"
      >
        {part}
      </button>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- parts of one text
      <Fragment key={nth}>{part}</Fragment>
    ),
  );
}

/** A remedy, with its commands as code. */
function WithCode({ text }: { text: string }) {
  return text.split("`").map((part, nth) =>
    nth % 2 === 1 ? (
      // oxlint-disable-next-line react/no-array-index-key -- parts of one text
      <code key={nth} className="text-ink-2">
        {part}
      </code>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key -- parts of one text
      <Fragment key={nth}>{part}</Fragment>
    ),
  );
}

function Causes({ causes }: { causes: Explanation["rootCauses"] }) {
  const { panes } = useServices();
  return (
    <div className="flex flex-col gap-0.5">
      <h4 className="text-xs text-ink-3">Behind it</h4>
      <ul className="flex flex-col gap-0.5">
        {causes.map(({ item, title, text, via }) => (
          <li key={item}>
            <button
              type="button"
              title={via.join(" → ")}
              onClick={() => {
                panes.open({ kind: "item", item });
              }}
              className="flex max-w-full items-baseline gap-1.5 rounded-sm text-left text-sm text-ink-2 hover:text-ink"
            >
              <CornerDownRight className="size-3 shrink-0 self-center text-ink-3" aria-hidden="true" />
              <span className="font-mono text-2xs text-ink-3">{item}</span>
              <span className="min-w-0 truncate">{title}</span>
              <span className="shrink-0 text-xs text-ink-3">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
