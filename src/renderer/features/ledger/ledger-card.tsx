import { useId } from "react";
import type { FindingSeverity, LedgerFinding } from "../../../shared/contract/maintenance.ts";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { Project } from "../../../shared/model/project.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import type { Tone } from "../../lib/stage.ts";
import { Badge } from "../../ui/badge.tsx";
import { LedgerSync } from "./ledger-sync.tsx";
import { VocabularyEditor } from "./vocabulary-editor.tsx";

export type CheckedLedger = OutputOf<"ledger.fsck">["ledgers"][number];

const TONES: Readonly<Record<FindingSeverity, Tone>> = { error: "trouble", warning: "attention", info: "neutral" };

export type LedgerCardProps = {
  /** Undefined for the workspace's ledger. */
  readonly project: Project | undefined;
  /** Undefined until the check has been there. */
  readonly checked: CheckedLedger | undefined;
  readonly findings: readonly LedgerFinding[];
};

/** One ledger: its figures, what its check found, its own words. */
export function LedgerCard({ project, checked, findings }: LedgerCardProps) {
  const id = useId();
  const isPast = useIsPast();
  return (
    <section
      aria-labelledby={id}
      data-ledger={project?.name ?? "workspace"}
      className="flex flex-col gap-4 rounded-lg border border-line bg-sunken p-4"
    >
      <header className="flex flex-col gap-2">
        <h3 id={id} className="flex items-center gap-2 text-base font-semibold">
          {project?.name ?? "Workspace"}
          {project !== undefined && (
            <span className="font-mono text-xs font-normal text-ink-3" title="Prefix of its items' ids">
              {project.prefix}-…
            </span>
          )}
          <span className="flex-1" />
          {checked !== undefined && findings.length === 0 && <Badge tone="landed">Sound</Badge>}
        </h3>
        {checked !== undefined && (
          <dl className="flex flex-wrap gap-x-6 gap-y-1 text-xs">
            <Figure name="Records" value={checked.records.toLocaleString()} />
            <Figure name="Events read" value={checked.events.toLocaleString()} />
            <Figure name="Commits" value={checked.commits.toLocaleString()} />
            <Figure
              name="Tip"
              value={checked.tip?.slice(0, 10) ?? "nothing committed yet"}
              isCode={checked.tip !== undefined}
            />
            {checked.format !== undefined && <Figure name="Format" value={String(checked.format)} />}
            <Figure name="Repository" value={checked.repository} isCode />
          </dl>
        )}
      </header>
      {findings.length > 0 && (
        <ul aria-label="Findings" className="flex flex-col gap-2">
          {findings.map((finding) => (
            <li
              key={`${finding.rule} ${finding.place} ${finding.message}`}
              data-severity={finding.severity}
              className="text-selectable flex items-start gap-2 text-sm"
            >
              <Badge tone={TONES[finding.severity]}>{finding.rule}</Badge>
              <div className="min-w-0 flex-1">
                <p className="text-ink">{finding.message}</p>
                <p className="text-xs break-all text-ink-3">
                  <code>{finding.place}</code>
                </p>
                <p className="text-xs text-ink-3">{finding.remedy}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {!isPast && project !== undefined && <LedgerSync project={project} />}
      {!isPast && <VocabularyEditor project={project?.name} />}
    </section>
  );
}

function Figure({ name, value, isCode = false }: { name: string; value: string; isCode?: boolean }) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5">
      <dt className="text-ink-3">{name}</dt>
      <dd className="text-selectable min-w-0 truncate text-ink-2 tabular-nums" title={value}>
        {isCode ? <code>{value}</code> : value}
      </dd>
    </div>
  );
}
