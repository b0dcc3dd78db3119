import { Coins } from "lucide-react";
import { useMemo, useState } from "react";
import type { UsageGroup } from "../../../shared/contract/usage.ts";
import { costSource, costText, tokenText, usdText } from "../../lib/amounts.ts";
import { useServices } from "../../lib/services.tsx";
import { useNow } from "../../lib/use-now.ts";
import { Answer } from "../../ui/answer.tsx";
import { Fact, Facts, Section } from "../../ui/section.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState } from "../../ui/state-views.tsx";
import { CostTable } from "./cost-table.tsx";
import { CostTrend } from "./cost-trend.tsx";
import { SPANS, type Span, type SpanName, beginOf, spanOf } from "./span.ts";
import { trendOf } from "./trend.ts";
import { type Usage, useUsage } from "./use-usage.ts";

const GROUPS = [
  { value: "project", label: "Project" },
  { value: "agent", label: "Agent" },
  { value: "runtime", label: "Runtime" },
  { value: "model", label: "Model" },
  { value: "convoy", label: "Convoy" },
  { value: "day", label: "Day" },
] as const satisfies readonly { readonly value: UsageGroup; readonly label: string }[];
type Group = (typeof GROUPS)[number]["value"];

/** What agents used and what it costs, over a span of days: the same figures as `drover usage`. */
export function CostPane({ isVisible }: { isVisible: boolean }) {
  const { panes } = useServices();
  const [spanName, setSpan] = useState<SpanName>("week");
  const [by, setBy] = useState<Group>("project");
  const span = spanOf(spanName);
  const today = useToday();
  const since = useMemo(() => beginOf(span, today), [span, today]);
  const days = useUsage("day", since, isVisible);
  const usage = useUsage(by, since, isVisible);
  const trend = useMemo(
    () => trendOf(days.data?.rows ?? [], { ...(since === undefined ? {} : { since }), until: today }),
    [days.data, since, today],
  );
  const open = (group: UsageGroup, key: string) => {
    if (group === "agent") return () => panes.open({ kind: "agent", agent: key });
    if (group === "convoy") return () => panes.open({ kind: "convoy", convoy: key });
    return undefined;
  };
  return (
    <section
      data-testid="cost"
      aria-label="Cost"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <Coins className="size-4 text-ink-3" aria-hidden="true" />
        <h2 className="flex-1 truncate text-sm font-medium text-ink">
          {days.data === undefined ? "Cost" : headline(days.data, span)}
        </h2>
        <Segmented label="Span" value={spanName} options={SPANS} onChange={setSpan} />
      </header>
      <div
        role="region"
        aria-label="Figures"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4"
      >
        <Answer query={usage} what="Adding up what was used">
          {(told) =>
            told.total.totalTokens === 0 ? (
              <EmptyState icon={<Coins />} title={`No tokens were counted ${span.words}`}>
                {told.unmeasured > 0
                  ? `${sessionsText(told.unmeasured)} tell no figures.`
                  : "Figures come from the transcripts of agents as they work."}
              </EmptyState>
            ) : (
              <>
                <Totals usage={told} />
                <Section title="By day">
                  <CostTrend trend={trend} words={span.words} />
                </Section>
                <Section
                  title="By"
                  actions={<Segmented label="Cut up by" value={by} options={GROUPS} onChange={setBy} />}
                >
                  <CostTable rows={told.rows} by={told.by} open={open} />
                  {told.more > 0 && <p className="text-xs text-ink-3">And {told.more} more.</p>}
                </Section>
                <Notes usage={told} />
              </>
            )
          }
        </Answer>
      </div>
    </section>
  );
}

const HOUR_MS = 3_600_000;

/** Midnight of today, so that what rests on it stays the same all day. */
function useToday(): number {
  return new Date(useNow(true, HOUR_MS)).setHours(0, 0, 0, 0);
}

function headline({ total }: Usage, { words }: Span): string {
  return total.totalTokens === 0 ? "Cost" : `${costText(total.cost)} ${words}`;
}

function Totals({ usage: { total } }: { usage: Usage }) {
  const { cost, tokens } = total;
  const unsure = (cost.usd ?? 0) - (cost.billableUsd ?? 0) - (cost.equivalentUsd ?? 0);
  return (
    <Section title="All together">
      <Facts>
        <Fact name="Cost">
          <span className="font-medium text-ink">{costText(cost)}</span>{" "}
          <span className="text-xs text-ink-3">{costSource(cost)}</span>
        </Fact>
        <Fact name="Billed by the token">
          {cost.billableUsd === undefined ? "none known" : usdText(cost.billableUsd)}
        </Fact>
        <Fact name="Worth under a subscription">
          {cost.equivalentUsd === undefined ? "none known" : usdText(cost.equivalentUsd)}
        </Fact>
        {unsure > 0.000_05 && <Fact name="Not known whether paid">{usdText(unsure)}</Fact>}
        {cost.unpriced > 0 && <Fact name="Without a price">{tokenText(cost.unpriced)} tokens</Fact>}
        <Fact name="Sessions">{total.sessions}</Fact>
        <Fact name="Tokens">{tokenText(total.totalTokens)}</Fact>
        <Fact name="Input">{tokenText(tokens.input)}</Fact>
        <Fact name="From cache">{tokenText(tokens.cacheRead)}</Fact>
        <Fact name="Into cache">{tokenText(tokens.cacheWrite)}</Fact>
        <Fact name="Output">{tokenText(tokens.output)}</Fact>
      </Facts>
    </Section>
  );
}

/** Where the figures come from, and what they leave out. */
function Notes({ usage: { prices, unmeasured, total } }: { usage: Usage }) {
  return (
    <div className="flex flex-col gap-1 text-xs text-ink-3">
      {total.cost.unpriced > 0 && (
        <p>
          What has no price is not in the sum: name its models under <code>[prices]</code> in the settings.
        </p>
      )}
      {unmeasured > 0 && <p>{sessionsText(unmeasured)} tell no figures and are not in it.</p>}
      <p>
        Prices of {prices.date}, {prices.source}
        {prices.overridden > 0 && `; ${prices.overridden} of them from your settings`}.
      </p>
    </div>
  );
}

function sessionsText(count: number): string {
  return count === 1 ? "One session" : `${count} sessions`;
}
