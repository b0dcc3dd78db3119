import { Coins } from "lucide-react";
import { useState } from "react";
import type { UsageRow } from "../../../shared/contract/usage.ts";
import type { TokenCounts } from "../../../shared/model/usage.ts";
import { costSource, costText, tokenText } from "../../lib/amounts.ts";
import { useAgentUsage } from "../../lib/server-state/agent-queries.ts";
import { Answer } from "../../ui/answer.tsx";
import { Fact, Facts, Section } from "../../ui/section.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState } from "../../ui/state-views.tsx";

const GROUPS = [
  { value: "item", label: "Item" },
  { value: "session", label: "Session" },
  { value: "model", label: "Model" },
  { value: "day", label: "Day" },
] as const;
type Group = (typeof GROUPS)[number]["value"];

const KINDS: readonly (readonly [keyof TokenCounts, string])[] = [
  ["input", "Input"],
  ["cacheRead", "From cache"],
  ["cacheWrite", "Into cache"],
  ["output", "Output"],
];

/** Tokens and cost of all that the agent did, with where the figures come from. */
export function UsageTab({ agent }: { agent: string }) {
  const [by, setBy] = useState<Group>("item");
  const usage = useAgentUsage(agent, by);
  return (
    <Answer query={usage} what="Adding up what it used">
      {({ rows, total, prices, unmeasured, more }) =>
        total.totalTokens === 0 ? (
          <EmptyState icon={<Coins />} title="No tokens were counted" className="h-auto py-10">
            {unmeasured > 0
              ? `${unmeasured} of its sessions ran on a runtime that does not tell what it uses.`
              : "Figures come from its runtime's transcripts as it works."}
          </EmptyState>
        ) : (
          <>
            <Section title="All together">
              <Facts>
                <Fact name="Cost">
                  <span className="font-medium text-ink">{costText(total.cost)}</span>{" "}
                  <span className="text-xs text-ink-3">{costSource(total.cost)}</span>
                </Fact>
                <Fact name="Tokens">{tokenText(total.totalTokens)}</Fact>
                {KINDS.map(([kind, name]) => (
                  <Fact key={kind} name={name}>
                    {tokenText(total.tokens[kind])}
                  </Fact>
                ))}
              </Facts>
            </Section>
            <Section title="By" actions={<Segmented label="Cut up by" value={by} options={GROUPS} onChange={setBy} />}>
              <UsageTable rows={rows} />
              {more > 0 && <p className="text-xs text-ink-3">And {more} more.</p>}
            </Section>
            <p className="text-2xs text-ink-3">
              Prices of {prices.date}, {prices.source}
              {prices.overridden > 0 && `; ${prices.overridden} of them from your settings`}.
              {unmeasured > 0 && ` ${unmeasured} sessions tell no figures and are not in it.`}
            </p>
          </>
        )
      }
    </Answer>
  );
}

function UsageTable({ rows }: { rows: readonly UsageRow[] }) {
  const most = Math.max(1, ...rows.map(({ totalTokens: tokens }) => tokens));
  return (
    <table className="w-full text-sm tabular-nums">
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Share</th>
          <th scope="col">Tokens</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className="border-line not-first:border-t [&>*]:py-1.5">
            <th scope="row" className="max-w-48 truncate pr-3 text-left font-normal text-ink" title={row.key}>
              {row.title ?? (row.key === "" ? "none" : row.key)}
            </th>
            <td className="w-full pr-3">
              <TokenBar tokens={row.tokens} share={row.totalTokens / most} />
            </td>
            <td className="pr-3 text-right text-ink-2">{tokenText(row.totalTokens)}</td>
            <td className="text-right whitespace-nowrap text-ink-2">{costText(row.cost)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const SHADES: Readonly<Record<keyof TokenCounts, string>> = {
  cacheRead: "opacity-30",
  cacheWrite: "opacity-50",
  input: "opacity-75",
  output: "opacity-100",
};

/** The four kinds side by side, as long as the row is heavy. */
function TokenBar({ tokens, share }: { tokens: TokenCounts; share: number }) {
  const told = KINDS.map(([kind, name]) => `${name.toLowerCase()} ${tokenText(tokens[kind])}`).join(", ");
  return (
    <span
      role="img"
      aria-label={told}
      title={told}
      data-tone="working"
      className="flex h-2 gap-px overflow-hidden rounded-sm"
      style={{ width: `${Math.max(1, share * 100)}%` }}
    >
      {KINDS.map(([kind]) => (
        <span key={kind} className={`bg-tone ${SHADES[kind]}`} style={{ flexGrow: tokens[kind], flexBasis: 0 }} />
      ))}
    </span>
  );
}
