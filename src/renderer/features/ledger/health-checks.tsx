import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { HealthCheck } from "../../../shared/contract/maintenance.ts";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import type { Tone } from "../../lib/stage.ts";
import { Dot } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Loading } from "../../ui/state-views.tsx";
import { HEALTH } from "./ledger-check.ts";

const TONES: Readonly<Record<HealthCheck["state"], Tone>> = { ok: "landed", warning: "attention", problem: "trouble" };
const WORDS: Readonly<Record<HealthCheck["state"], string>> = { ok: "well", warning: "look at it", problem: "trouble" };

/** What the doctor found: what needs somebody first, what is well folded away. */
export function HealthChecks() {
  const { connection } = useServices();
  const id = useId();
  const [isAllShown, setAllShown] = useState(false);
  const doctor = useQuery({
    queryKey: HEALTH,
    queryFn: ({ signal }) => callOrThrow(connection, "workspace.doctor", {}, signal),
  });
  const checks = doctor.data?.checks ?? [];
  const troubles = checks.filter(({ state }) => state !== "ok");
  const shown = isAllShown ? [...troubles, ...checks.filter(({ state }) => state === "ok")] : troubles;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2">
      <div className="flex h-6 items-center gap-2">
        <h3 id={id} className="flex-1 text-xs font-medium text-ink-3">
          Health of the workspace
        </h3>
        {checks.length > 0 && (
          <Button
            size="s"
            look="ghost"
            aria-expanded={isAllShown}
            onClick={() => {
              setAllShown(!isAllShown);
            }}
          >
            {isAllShown ? "Show troubles alone" : `Show all ${checks.length} checks`}
          </Button>
        )}
      </div>
      {doctor.isError ? (
        <p role="alert" className="text-sm text-trouble">
          {doctor.error.message}
        </p>
      ) : doctor.data === undefined ? (
        <Loading what="Looking at everything" />
      ) : shown.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-ink-2">
          <Dot tone="landed" /> All {checks.length} checks are well.
        </p>
      ) : (
        <ul className="overflow-hidden rounded-md border border-line">
          {shown.map((check) => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Check({ check }: { check: HealthCheck }) {
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
    await queries.invalidateQueries({ queryKey: HEALTH });
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
