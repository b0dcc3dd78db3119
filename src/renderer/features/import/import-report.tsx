import type { ImportReport } from "../../../shared/contract/exchange.ts";

/** Rows and problems that are drawn; the rest is counted. */
const SHOWN = 100;

const KINDS: Readonly<Record<ImportReport["problems"][number]["kind"], string>> = {
  skipped: "skipped",
  "left-out": "left out",
  changed: "changed",
  kept: "kept as it is",
  conflict: "differs here",
};

export type ImportReportProps = { readonly report: ImportReport; onOpen(item: string): void };

/** What an import brings, or brought. */
export function ImportReportView({ report, onOpen }: ImportReportProps) {
  const counts = [
    [report.applied ? "created" : "new", report.created],
    [report.applied ? "updated" : "to update", report.updated],
    ["unchanged", report.unchanged],
    ["comments", report.comments],
    ["skipped", report.skipped],
  ] as const;
  return (
    <>
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {counts.map(
          ([name, count], index) =>
            (count > 0 || index === 0) && (
              <div key={name} className="flex items-baseline gap-1.5">
                <dd className="text-lg font-semibold tabular-nums">{count.toLocaleString("en")}</dd>
                <dt className="text-ink-3">{name}</dt>
              </div>
            ),
        )}
      </dl>
      {report.items.length > 0 && (
        <div className="max-h-56 overflow-auto rounded-md border border-line">
          <table className="w-full text-sm">
            <thead className="sticky top-0 bg-popup text-left text-xs text-ink-3">
              <tr>
                <th className="px-3 py-1 font-normal">Line</th>
                <th className="px-2 py-1 font-normal">Id</th>
                <th className="px-2 py-1 font-normal">Title</th>
                <th className="px-3 py-1 font-normal">What</th>
              </tr>
            </thead>
            <tbody>
              {report.items.slice(0, SHOWN).map(({ line, id, title, change, fields }) => (
                <tr key={`${line} ${id}`} className="border-t border-line">
                  <td className="px-3 py-1 text-xs text-ink-3 tabular-nums">{line}</td>
                  <td className="px-2 py-1 font-mono text-2xs text-ink-3">
                    {report.applied ? (
                      <button
                        type="button"
                        onClick={() => {
                          onOpen(id);
                        }}
                        className="hover:text-ink hover:underline"
                      >
                        {id}
                      </button>
                    ) : (
                      id
                    )}
                  </td>
                  <td className="max-w-72 truncate px-2 py-1 text-ink">{title}</td>
                  <td className="px-3 py-1 text-xs text-ink-3">
                    {change === "created" ? "new" : `changes ${fields.join(", ")}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {report.created + report.updated > Math.min(SHOWN, report.items.length) && (
        <p className="text-xs text-ink-3">
          {`and ${(report.created + report.updated - Math.min(SHOWN, report.items.length)).toLocaleString("en")} more`}
        </p>
      )}
      {report.notUnderstood.length > 0 && (
        <ul aria-label="Not understood" className="text-xs text-ink-3">
          {report.notUnderstood.map(({ what, count, kept }) => (
            <li key={what}>{`${what} (${count} times): ${kept}`}</li>
          ))}
        </ul>
      )}
      {report.problems.length > 0 && (
        <ul aria-label="Problems" className="max-h-40 overflow-auto rounded-md border border-line text-xs">
          {report.problems.slice(0, SHOWN).map(({ kind, line, message }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a line may have the same problem twice
            <li key={index} className="flex gap-2 border-line px-3 py-1 not-first:border-t">
              <span className="w-16 shrink-0 text-ink-3 tabular-nums">{`line ${line}`}</span>
              <span className="w-20 shrink-0 text-attention">{KINDS[kind]}</span>
              <span className="min-w-0 text-ink-2">{message}</span>
            </li>
          ))}
          {report.problemsTotal > Math.min(SHOWN, report.problems.length) && (
            <li className="px-3 py-1 text-ink-3">
              {`and ${report.problemsTotal - Math.min(SHOWN, report.problems.length)} more`}
            </li>
          )}
        </ul>
      )}
    </>
  );
}
