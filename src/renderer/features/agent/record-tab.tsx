import { Award } from "lucide-react";
import type { CapabilityRecord } from "../../../shared/contract/capability.ts";
import { duration } from "../../lib/age.ts";
import { Ago } from "../../lib/age-view.tsx";
import { costText, tokenText, usdText } from "../../lib/amounts.ts";
import { useCapability } from "../../lib/server-state/agent-queries.ts";
import { useServices } from "../../lib/services.tsx";
import type { Tone } from "../../lib/stage.ts";
import { Answer } from "../../ui/answer.tsx";
import { Dot } from "../../ui/badge.tsx";
import { Section } from "../../ui/section.tsx";
import { EmptyState } from "../../ui/state-views.tsx";

type Recent = CapabilityRecord["recent"][number];

const HOW: Readonly<Record<Recent["how"], { readonly tone: Tone; readonly word: string }>> = {
  landed: { tone: "landed", word: "landed" },
  closed: { tone: "neutral", word: "closed" },
  failed: { tone: "trouble", word: "failed" },
  "left-undone": { tone: "attention", word: "left undone" },
  "under-way": { tone: "working", word: "under way" },
};

/** What the agent has done, counted from the ledger; each share with what it was counted from. */
export function RecordTab({ agent }: { agent: string }) {
  const cv = useCapability(agent);
  return (
    <Answer query={cv} what="Counting what it did">
      {(record) =>
        record.total.items === 0 ? (
          <EmptyState icon={<Award />} title="No record yet" className="h-auto py-10">
            What it lands, how often it is sent back and what that took is counted here, from its first item on.
          </EmptyState>
        ) : (
          <>
            <Figures total={record.total} />
            <Groups title="By type" groups={record.types} />
            <Groups title="By label" groups={record.labels} />
            <Groups title="By model" groups={record.models} />
            <RecentItems recent={record.recent} />
          </>
        )
      }
    </Answer>
  );
}

function Figures({ total }: { total: CapabilityRecord["total"] }) {
  const { firstTime } = total;
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(120px,1fr))] gap-px overflow-hidden rounded-lg border border-line bg-line">
      <Figure
        name="Landed"
        value={String(total.landed)}
        note={`of ${total.items} ${total.items === 1 ? "item" : "items"}`}
      />
      <Figure
        name="At first try"
        value={firstTime.of === 0 ? "–" : `${Math.round((firstTime.count / firstTime.of) * 100)}%`}
        note={firstTime.of === 0 ? "nothing landed yet" : `${firstTime.count} of ${firstTime.of}`}
      />
      <Figure
        name="Sent back"
        value={String(total.sentBack)}
        note={`${total.conflicts} conflicts, ${total.gateFailures} gates`}
      />
      <Figure
        name="Time an item"
        value={total.medianMs === undefined ? "–" : duration(total.medianMs)}
        note="the middle one"
      />
      <Figure
        name="Sessions an item"
        value={total.medianSessions === undefined ? "–" : String(total.medianSessions)}
        note={`${total.crashes} ${total.crashes === 1 ? "crash" : "crashes"}`}
      />
      <Figure
        name="Cost an item"
        value={total.usdPerItem === undefined ? "–" : usdText(total.usdPerItem)}
        note={`${tokenText(total.tokens)} tokens, ${costText(total.cost)}`}
      />
    </dl>
  );
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div className="flex flex-col gap-0.5 bg-pane px-3 py-2">
      <dt className="text-2xs text-ink-3">{name}</dt>
      <dd className="text-selectable text-lg font-semibold text-ink tabular-nums">{value}</dd>
      <dd className="truncate text-2xs text-ink-3" title={note}>
        {note}
      </dd>
    </div>
  );
}

function Groups({ title, groups }: { title: string; groups: CapabilityRecord["types"] }) {
  if (groups.length === 0) return null;
  return (
    <Section title={title}>
      <table className="w-full text-sm tabular-nums">
        <thead className="text-left text-2xs text-ink-3 [&_th]:font-medium">
          <tr>
            <th scope="col" className="pb-1">
              <span className="sr-only">Name</span>
            </th>
            <th scope="col">Landed</th>
            <th scope="col">First try</th>
            <th scope="col">Sent back</th>
            <th scope="col">Time</th>
            <th scope="col" className="text-right">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key} className="border-t border-line text-ink-2 [&_td]:py-1">
              <th scope="row" className="py-1 pr-2 text-left font-medium text-ink">
                {group.key}
              </th>
              <td>
                {group.landed} <span className="text-ink-3">of {group.items}</span>
              </td>
              <td>{group.firstTime.of === 0 ? "–" : `${group.firstTime.count} of ${group.firstTime.of}`}</td>
              <td>{group.sentBack}</td>
              <td>{group.medianMs === undefined ? "–" : duration(group.medianMs)}</td>
              <td className="text-right">{group.tokens === 0 ? "–" : costText(group.cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function RecentItems({ recent }: { recent: CapabilityRecord["recent"] }) {
  const { panes } = useServices();
  if (recent.length === 0) return null;
  return (
    <Section title="Latest items">
      <ul aria-label="Latest items" className="rounded-lg border border-line">
        {recent.map((one) => (
          <li key={one.item} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => {
                panes.open({ kind: "item", item: one.item });
              }}
              className="flex min-h-8 w-full items-center gap-2.5 px-2.5 text-left text-sm hover:bg-hover"
            >
              <Dot tone={HOW[one.how].tone} />
              <span className="shrink-0 font-mono text-2xs text-ink-3">{one.item}</span>
              <span className="min-w-0 flex-1 truncate text-ink-2">{one.title}</span>
              <span className="shrink-0 text-xs text-ink-3">
                {HOW[one.how].word}
                {one.at !== undefined && (
                  <>
                    {" "}
                    <Ago at={one.at} />
                  </>
                )}
                {one.sentBack > 0 && `, sent back ${one.sentBack}×`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
