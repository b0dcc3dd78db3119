import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useIsPast } from "../../lib/past/use-is-past.ts";
import { callOrThrow, useOverview } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";
import { CompactionForm } from "./compaction-form.tsx";
import { HealthChecks } from "./health-checks.tsx";
import { LedgerCard } from "./ledger-card.tsx";
import { LEDGER_CHECK } from "./ledger-check.ts";
import { RepairPlan } from "./repair-plan.tsx";

/** Every ledger of the workspace: what is in it, how it is, and what can be done for it. */
export function LedgerPane() {
  const { connection } = useServices();
  const queries = useQueryClient();
  const isPast = useIsPast();
  const overview = useOverview();
  const [isFull, setFull] = useState(false);
  const check = useQuery({
    queryKey: [...LEDGER_CHECK, isFull],
    queryFn: ({ signal }) => callOrThrow(connection, "ledger.fsck", isFull ? { full: true } : {}, signal),
  });
  if (overview.data === undefined) {
    return overview.isError ? (
      <FailureView error={overview.error} retry={() => void overview.refetch()} />
    ) : (
      <Loading what="Reading the workspace" />
    );
  }
  const checkAgain = (full: boolean) => {
    setFull(full);
    void queries.invalidateQueries({ queryKey: LEDGER_CHECK });
  };
  return (
    <section
      data-testid="ledger"
      aria-label="Ledger"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keys
      tabIndex={0}
      data-pane-focus
      className="h-full overflow-y-auto bg-pane outline-none"
    >
      <div className="mx-auto flex max-w-[900px] flex-col gap-6 px-5 py-4">
        <header className="flex items-center gap-2">
          <h2 className="text-lg font-semibold">Ledger</h2>
          <p role="status" className="min-w-0 flex-1 truncate text-sm text-ink-3">
            {check.isFetching
              ? "Checking every invariant…"
              : check.data === undefined
                ? ""
                : `${summary(check.data.counts)}, checked ${isFull ? "in full " : ""}in ${check.data.ms} ms`}
          </p>
          <Button
            size="s"
            disabled={check.isFetching}
            onClick={() => {
              checkAgain(false);
            }}
          >
            Check again
          </Button>
          <Button
            size="s"
            disabled={check.isFetching}
            onClick={() => {
              checkAgain(true);
            }}
          >
            Check in full
          </Button>
        </header>
        {check.isError && (
          <p role="alert" data-tone="trouble" className="tone-wash text-selectable rounded-md px-3 py-2 text-sm">
            {check.error.message}
          </p>
        )}
        <HealthChecks />
        {[...overview.data.projects.map(({ name }) => name), undefined].map((project) => (
          <LedgerCard
            key={project ?? "/"}
            project={overview.data.projects.find(({ name }) => name === project)}
            checked={check.data?.ledgers.find(({ ledger }) => ledger === (project ?? "workspace"))}
            findings={check.data?.findings.filter(({ ledger }) => ledger === (project ?? "workspace")) ?? []}
          />
        ))}
        {!isPast && check.data !== undefined && check.data.findings.length > 0 && (
          <RepairPlan
            onDone={() => {
              checkAgain(false);
            }}
          />
        )}
        {!isPast && <CompactionForm projects={overview.data.projects.map(({ name }) => name)} />}
      </div>
    </section>
  );
}

function summary({ error, warning, info }: { error: number; warning: number; info: number }): string {
  if (error + warning + info === 0) return "Every invariant holds";
  const parts = [
    error > 0 ? `${error} ${error === 1 ? "error" : "errors"}` : "",
    warning > 0 ? `${warning} ${warning === 1 ? "warning" : "warnings"}` : "",
    info > 0 ? `${info} to know` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}
