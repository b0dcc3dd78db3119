import { CirclePause, CornerDownRight } from "lucide-react";
import type { Explanation } from "../../../shared/model/waiting.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useExplanation } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";

/** Stages in which one asks why. */
const WAITING: ReadonlySet<ItemView["stage"]> = new Set(["blocked", "deferred"]);

/** Why an item cannot begin: what it waits for, what is behind that, and what a person can do. Of the past it is not known. */
export function ItemWaits({ item }: { item: ItemView }) {
  const isPast = useIsPast();
  const isWaiting = WAITING.has(item.stage) && !isPast;
  const answer = useExplanation(item.id, isWaiting);
  if (!isWaiting || answer.data === undefined || answer.data.isReady) return null;
  return (
    <section
      data-testid="waits"
      aria-label="Why it waits"
      className="flex flex-col gap-2 rounded-md border border-line bg-sunken px-3 py-2.5 text-sm"
    >
      <p className="text-selectable flex items-start gap-2 text-ink">
        <CirclePause className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden="true" />
        {answer.data.text}
      </p>
      <Obstacles explanation={answer.data} />
      <Causes explanation={answer.data} />
    </section>
  );
}

function Obstacles({ explanation: { obstacles } }: { explanation: Explanation }) {
  // The sentence above has said the one there is.
  const shown = obstacles.length > 1 ? obstacles : obstacles.filter(({ remedy }) => remedy !== undefined);
  if (shown.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 pl-6">
      {shown.map(({ code, text, remedy }) => (
        <li key={`${code} ${text}`} className="text-selectable text-ink-2">
          {obstacles.length > 1 && <>It {text}. </>}
          {remedy !== undefined && <span className="text-ink-3">{remedy}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What is behind it, where that is not what it waits for itself. */
function Causes({ explanation: { rootCauses } }: { explanation: Explanation }) {
  const { panes } = useServices();
  const behind = rootCauses.filter(({ via }) => via.length > 1);
  if (behind.length === 0) return null;
  return (
    <div className="flex flex-col gap-0.5 pl-6">
      <h4 className="text-xs text-ink-3">Behind it</h4>
      <ul className="flex flex-col gap-0.5">
        {behind.map(({ item, title, text, via }) => (
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
