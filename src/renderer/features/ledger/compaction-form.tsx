import { Archive } from "lucide-react";
import { useId, useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { countOf } from "../../lib/names.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";

type Compaction = OutputOf<"ledger.compact">;

const ALL = "/all";
const AGES = [
  { value: "7", label: "a week ago" },
  { value: "30", label: "30 days ago" },
  { value: "90", label: "90 days ago" },
  { value: "365", label: "a year ago" },
] as const;

/** Puts digests in place of the texts of what was closed long ago: tries it first, then does it. */
export function CompactionForm({ projects }: { projects: readonly string[] }) {
  const { actions, panes, toasts } = useServices();
  const id = useId();
  const [days, setDays] = useState<(typeof AGES)[number]["value"]>("90");
  const [project, setProject] = useState(ALL);
  const [plan, setPlan] = useState<Compaction>();
  const [isBusy, setBusy] = useState(false);
  const compact = async (dryRun: boolean) => {
    setBusy(true);
    const outcome = await actions.attempt("compact the ledger", "ledger.compact", {
      olderThanDays: Number(days),
      dryRun,
      ...(project === ALL ? {} : { project }),
    });
    setBusy(false);
    if (!outcome.ok) return;
    if (dryRun) {
      setPlan(outcome.value);
      return;
    }
    setPlan(undefined);
    toasts.say(`${outcome.value.compacted} items have a digest`, {
      tone: "good",
      detail: "Their full texts stay in the history, from which each can be brought back.",
    });
  };
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h3 id={id} className="text-xs font-medium text-ink-3">
        Compaction
      </h3>
      <div className="flex flex-wrap items-center gap-2 text-sm text-ink-2">
        Put digests in place of the texts of what was closed
        <Select
          label="Closed before"
          value={days}
          options={AGES}
          onChange={(next) => {
            setDays(next);
            setPlan(undefined);
          }}
        />
        in
        <Select
          label="In which ledger"
          value={project}
          options={[{ value: ALL, label: "all ledgers" }, ...projects.map((value) => ({ value, label: value }))]}
          onChange={(next) => {
            setProject(next);
            setPlan(undefined);
          }}
        />
        <Button disabled={isBusy} onClick={() => void compact(true)}>
          See what that does
        </Button>
      </div>
      {plan !== undefined && (
        <div role="status" className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-3 text-sm">
          <div className="flex items-center gap-2">
            <Archive className="size-4 text-ink-3" aria-hidden="true" />
            <p className="flex-1 text-ink">
              {plan.compacted === 0
                ? "Nothing is that old and long enough to be worth it."
                : `${plan.compacted} items: ${plan.charsBefore.toLocaleString()} characters become ${plan.charsAfter.toLocaleString()}`}
            </p>
            {plan.compacted > 0 && (
              <Button size="s" look="primary" disabled={isBusy} onClick={() => void compact(false)}>
                Compact {plan.compacted === 1 ? "it" : "them"}
              </Button>
            )}
          </div>
          <ul className="flex max-h-56 flex-col gap-1 overflow-y-auto">
            {plan.items.map(({ item, title, digest }) => (
              <li key={item} className="flex min-w-0 items-baseline gap-2">
                <button
                  type="button"
                  onClick={() => {
                    panes.open({ kind: "item", item });
                  }}
                  className="shrink-0 rounded-sm font-mono text-2xs text-ink-3 hover:text-ink"
                >
                  {item}
                </button>
                <span className="shrink-0 text-ink-2">{title}</span>
                <span className="min-w-0 truncate text-xs text-ink-3">{digest}</span>
              </li>
            ))}
          </ul>
          {plan.skipped.map(({ reason, count, items }) => (
            <p key={reason} className="text-xs text-ink-3">
              Left as {count === 1 ? "it is" : "they are"}: {count === 1 ? countOf(items) : `${count} items`}, {reason}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}
