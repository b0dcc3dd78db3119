import { useId, useState } from "react";
import { CheckRow } from "../../lib/health/check-row.tsx";
import { useDoctor } from "../../lib/health/health-queries.ts";
import { Dot } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Loading } from "../../ui/state-views.tsx";

/** What the doctor found: what needs somebody first, what is well folded away. */
export function HealthChecks() {
  const id = useId();
  const [isAllShown, setAllShown] = useState(false);
  const doctor = useDoctor();
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
            <CheckRow key={check.id} check={check} />
          ))}
        </ul>
      )}
    </section>
  );
}
