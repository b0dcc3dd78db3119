import type { UsageGroup, UsageRow } from "../../../shared/contract/usage.ts";
import { costSource, costText, tokenText, usdText } from "../../lib/amounts.ts";
import { lastPart } from "../../lib/names.ts";

export type CostTableProps = {
  readonly rows: readonly UsageRow[];
  readonly by: UsageGroup;
  /** What a key leads to, if anything. */
  open(by: UsageGroup, key: string): (() => void) | undefined;
};

/** What each of them used and cost, the heaviest first; what is not known is said, and never 0. */
export function CostTable({ rows, by, open }: CostTableProps) {
  const most = Math.max(Number.MIN_VALUE, ...rows.map(({ cost }) => cost.usd ?? 0));
  return (
    <table className="w-full text-sm tabular-nums">
      <thead className="text-left text-xs text-ink-3">
        <tr className="[&>*]:pb-1 [&>*]:font-medium [&>*:not(:first-child)]:pl-3">
          <th scope="col" className="w-1/3">
            {TITLES[by]}
          </th>
          <th scope="col" className="hidden w-1/4 @xl:table-cell">
            Share
          </th>
          <th scope="col" className="text-right">
            Cost
          </th>
          <th scope="col" className="text-right">
            Billed
          </th>
          <th scope="col" className="text-right">
            Worth
          </th>
          <th scope="col" className="text-right">
            Tokens
          </th>
          <th scope="col" className="hidden text-right @lg:table-cell">
            Sessions
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} data-usage={row.key} className="border-t border-line [&>*]:py-1.5 [&>td]:pl-3">
            <th scope="row" className="max-w-0 truncate text-left font-normal" title={row.key}>
              <Name row={row} by={by} open={row.key === "" ? undefined : open(by, row.key)} />
            </th>
            <td className="hidden @xl:table-cell">
              <span className="block h-1.5 overflow-hidden rounded-full bg-hover" aria-hidden="true">
                <span
                  className="block h-full rounded-full bg-accent"
                  style={{ width: `${((row.cost.usd ?? 0) / most) * 100}%` }}
                />
              </span>
              <span className="sr-only">{Math.round(((row.cost.usd ?? 0) / most) * 100)} % of the most</span>
            </td>
            <td className="text-right whitespace-nowrap text-ink" title={costSource(row.cost)}>
              {costText(row.cost)}
            </td>
            <td className="text-right text-ink-2">{partText(row.cost.billableUsd)}</td>
            <td className="text-right text-ink-2">{partText(row.cost.equivalentUsd)}</td>
            <td className="text-right text-ink-2">{tokenText(row.totalTokens)}</td>
            <td className="hidden text-right text-ink-2 @lg:table-cell">{row.sessions}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const TITLES: Readonly<Record<UsageGroup, string>> = {
  project: "Project",
  agent: "Agent",
  runtime: "Runtime",
  model: "Model",
  convoy: "Convoy",
  day: "Day",
  item: "Item",
  session: "Session",
};

const NONE: Readonly<Partial<Record<UsageGroup, string>>> = {
  project: "Of no project",
  convoy: "Of no convoy",
  item: "Of no item",
};

type NameProps = { readonly row: UsageRow; readonly by: UsageGroup; readonly open: (() => void) | undefined };

function Name({ row, by, open }: NameProps) {
  const short = by === "agent" ? lastPart(row.key) : row.key;
  const name = row.key === "" ? (NONE[by] ?? "Unknown") : (row.title ?? short);
  if (open === undefined) return <span className={row.key === "" ? "text-ink-3" : "text-ink"}>{name}</span>;
  return (
    <button type="button" onClick={open} className="max-w-full truncate rounded-sm text-ink hover:underline">
      {name}
    </button>
  );
}

/** A part of a sum of which nothing is known is not 0. */
function partText(usd: number | undefined): string {
  return usd === undefined ? "–" : usdText(usd);
}
