import { CircleCheckBig } from "lucide-react";
import { chosenEntry } from "../../lib/attention/attention-store.ts";
import { useAttention } from "../../lib/attention/use-attention.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { useOverview } from "../../lib/server-state/queries.ts";
import { EmptyState, Loading } from "../../ui/state-views.tsx";
import { AttentionDetail } from "./attention-detail.tsx";
import { AttentionEntries } from "./attention-entries.tsx";

/** Everything that needs the user: what holds up most first, each with the means to answer right there. */
export function AttentionPane({ isVisible }: { isVisible: boolean }) {
  const list = useAttention((state) => state.list);
  const chosen = useAttention(chosenEntry);
  const isPast = useIsPast();
  return (
    <section
      data-testid="attention"
      data-keys="attention"
      aria-label="What needs you"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      {isPast && (
        <p className="shrink-0 border-b border-line px-3 py-1.5 text-xs text-ink-3">
          This is what needs you now, whatever moment the rest of the window shows.
        </p>
      )}
      {list === undefined ? (
        <Loading what="Looking for what needs you" />
      ) : list.entries.length + list.putOff.length === 0 ? (
        <NothingNeedsYou />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col @2xl:flex-row">
          <AttentionEntries list={list} chosen={chosen?.id} />
          {chosen === undefined ? (
            <NothingNeedsYou />
          ) : (
            <AttentionDetail key={chosen.id} entry={chosen} isVisible={isVisible} />
          )}
        </div>
      )}
    </section>
  );
}

/** The state one works for. */
function NothingNeedsYou() {
  const counts = useOverview().data?.counts;
  const atWork = counts?.agentsAtWork ?? 0;
  return (
    <EmptyState icon={<CircleCheckBig />} title="Nothing needs you">
      {atWork === 0
        ? "Nobody is at work, and nothing waits for a word of yours."
        : `${atWork === 1 ? "One agent is" : `${atWork} agents are`} at work${
            (counts?.inQueue ?? 0) === 0 ? "" : `, ${counts?.inQueue} in the merge queue`
          }. Whoever needs you comes here by itself.`}
    </EmptyState>
  );
}
