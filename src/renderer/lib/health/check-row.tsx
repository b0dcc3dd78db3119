import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { HealthCheck } from "../../../shared/contract/maintenance.ts";
import { useIsPast } from "../past/use-is-past.ts";
import { queryKeys } from "../server-state/query-keys.ts";
import { useServices } from "../services.tsx";
import type { Tone } from "../stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";

const TONES: Readonly<Record<HealthCheck["state"], Tone>> = { ok: "landed", warning: "attention", problem: "trouble" };
const WORDS: Readonly<Record<HealthCheck["state"], string>> = { ok: "well", warning: "look at it", problem: "trouble" };

/** One check of the doctor: what was found, what to do about it, and a button where that is safe. */
export function CheckRow({ check }: { check: HealthCheck }) {
  const { actions, ui } = useServices();
  const queries = useQueryClient();
  const isPast = useIsPast();
  const [isFixing, setFixing] = useState(false);
  const fix = async () => {
    setFixing(true);
    const outcome = await actions.attempt(`fix ${check.title}`, "workspace.doctor", { fix: true, checks: [check.id] });
    setFixing(false);
    if (!outcome.ok) return;
    const fixed = outcome.value.checks.find(({ id }) => id === check.id)?.fixed;
    ui.announce(fixed ?? `${check.title}: nothing could be done`);
    await queries.invalidateQueries({ queryKey: queryKeys.health });
  };
  return (
    <li
      data-check={check.id}
      data-state={check.state}
      className="flex items-start gap-2.5 border-line px-3 py-2 not-first:border-t"
    >
      <Dot tone={TONES[check.state]} className="mt-1.5" />
      <div className="text-selectable min-w-0 flex-1 text-sm">
        <p className="text-ink">
          {check.title}
          <span className="sr-only">: {WORDS[check.state]}</span>
          <span className="text-ink-3"> {check.message}</span>
        </p>
        {check.details !== undefined && check.details.length > 0 && (
          <details className="text-xs text-ink-3">
            <summary className="cursor-default hover:text-ink">{check.details.length} more</summary>
            <ul className="list-disc pl-5">
              {check.details.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </details>
        )}
        {check.state !== "ok" && check.remedy !== undefined && <p className="text-xs text-ink-3">{check.remedy}</p>}
      </div>
      {check.canFix && !isPast && (
        <Button size="s" disabled={isFixing} onClick={() => void fix()} aria-label={`Fix: ${check.title}`}>
          {isFixing ? "Fixing…" : "Fix"}
        </Button>
      )}
    </li>
  );
}
