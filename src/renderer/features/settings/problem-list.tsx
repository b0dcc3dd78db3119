import { Check, CircleAlert, TriangleAlert } from "lucide-react";
import type { SettingProblem } from "../../../shared/contract/settings.ts";

/** What is wrong with the text, each leading to its line. */
export function ProblemList({
  problems,
  isChanged,
  onGo,
}: {
  problems: readonly SettingProblem[];
  isChanged: boolean;
  onGo: (line: number | undefined) => void;
}) {
  return (
    <div
      role="status"
      aria-label="What is wrong"
      className="max-h-40 shrink-0 overflow-y-auto border-t border-line bg-sunken text-xs"
    >
      {problems.length === 0 ? (
        <p className="flex h-(--row) items-center gap-2 px-3 text-ink-3">
          <Check className="size-3.5" aria-hidden="true" />
          Nothing is wrong{isChanged ? "; not saved yet" : ""}.
        </p>
      ) : (
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.line ?? 0} ${problem.message}`}>
              <button
                type="button"
                data-severity={problem.severity}
                className="flex min-h-(--row) w-full items-center gap-2 px-3 py-1 text-left text-ink-2 hover:bg-hover [&>svg]:size-3.5 [&>svg]:shrink-0"
                onClick={() => {
                  onGo(undefined);
                  // After a render, so that the same line can be gone to twice.
                  requestAnimationFrame(() => {
                    onGo(problem.line ?? 1);
                  });
                }}
              >
                {problem.severity === "error" ? (
                  <CircleAlert className="text-trouble" aria-label="Error" />
                ) : (
                  <TriangleAlert className="text-ink-3" aria-label="Warning" />
                )}
                <span className="w-14 shrink-0 text-ink-3 tabular-nums">
                  {problem.line === undefined ? "" : `Line ${problem.line}`}
                </span>
                <span className="min-w-0">
                  {problem.message}{" "}
                  {problem.remedy !== undefined && <span className="text-ink-3">{problem.remedy}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
