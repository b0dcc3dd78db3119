import { useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useId, useState } from "react";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { ProjectSync } from "../../../shared/contract/sync.ts";
import type { Project } from "../../../shared/model/project.ts";
import { Age } from "../../lib/age-view.tsx";
import { callOrThrow } from "../../lib/server-state/queries.ts";
import { useServices } from "../../lib/services.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { SyncConflicts } from "./sync-conflicts.tsx";

type Standing = OutputOf<"ledger.sync.status">["projects"][number];

const STATUS = ["sync"] as const;
/** Syncs that run by themselves tell nobody; the pane looks after them while it is open. */
const LOOK_MS = 10_000;

/** Whether a project's ledger goes to its origin, what that means, and how it last went. */
export function LedgerSync({ project }: { project: Project }) {
  const { actions, connection, ui } = useServices();
  const queries = useQueryClient();
  const id = useId();
  const [tried, setTried] = useState<ProjectSync>();
  const [isBusy, setBusy] = useState(false);
  const status = useQuery({
    queryKey: STATUS,
    queryFn: ({ signal }) => callOrThrow(connection, "ledger.sync.status", {}, signal),
    refetchInterval: LOOK_MS,
  });
  const standing = status.data?.projects.find((one) => one.project === project.name);
  const isOn = standing?.isOn ?? project.sync;

  const setSync = async (sync: boolean) => {
    const what = sync ? `sync the ledger of ${project.name}` : `stop syncing the ledger of ${project.name}`;
    const outcome = await actions.attempt(what, "project.edit", { project: project.name, sync });
    if (!outcome.ok) return;
    ui.announce(sync ? `${project.name} is synced` : `${project.name} is not synced any more`);
    await queries.invalidateQueries({ queryKey: STATUS });
  };
  const ask = () => {
    ui.openDialog({
      kind: "confirm",
      title: `Push the ledger of ${project.name} to its origin?`,
      body: `Items, comments, names of people and agents, and the whole history go to the branch drover/ledger of ${project.origin}. Whoever can read that repository can read them, and what was pushed cannot be taken back for sure. Branches with code are not touched. What other clones push there is merged in.`,
      deed: "Sync it",
      confirm: () => void setSync(true),
    });
  };
  const sync = async (dryRun: boolean) => {
    setBusy(true);
    const outcome = await actions.attempt(`sync ${project.name}`, "ledger.sync", { projects: [project.name], dryRun });
    setBusy(false);
    if (!outcome.ok) return;
    const [done] = outcome.value.projects;
    setTried(dryRun ? done : undefined);
    if (done !== undefined) ui.announce(dryRun ? wouldTake(done) : went(done));
    await queries.invalidateQueries({ queryKey: STATUS });
  };

  return (
    <section aria-labelledby={id} data-sync={isOn ? "on" : "off"} className="flex flex-col gap-2">
      <h4 id={id} className="text-xs font-medium text-ink-3">
        Sync
      </h4>
      <Checkbox
        label="Sync it with its origin"
        hint={
          isOn
            ? `Pushed to the branch drover/ledger of ${project.origin}, and merged with what other clones push there. Code branches are not touched.`
            : "Nothing of it is pushed anywhere. When on, it can be shared with other clones and people through the origin."
        }
        isChecked={isOn}
        onChange={(next) => {
          if (next) ask();
          else void setSync(false);
        }}
      />
      {isOn && (
        <div className="flex flex-wrap items-center gap-2">
          <Button size="s" disabled={isBusy || standing?.isRunning === true} onClick={() => void sync(false)}>
            <RefreshCw className="size-3.5" /> {standing?.isRunning === true ? "Syncing…" : "Sync now"}
          </Button>
          <Button size="s" look="ghost" disabled={isBusy} onClick={() => void sync(true)}>
            See what would come
          </Button>
          {tried !== undefined && (
            <span role="status" className="text-xs text-ink-3">
              {wouldTake(tried)}
            </span>
          )}
        </div>
      )}
      {standing?.last !== undefined && <LastSync last={standing.last} />}
    </section>
  );
}

function LastSync({ last }: { last: NonNullable<Standing["last"]> }) {
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <p data-tone={last.failure === undefined ? undefined : "trouble"} className="text-selectable text-ink-2">
        <span className={last.failure === undefined ? "" : "text-tone"}>{went(last)}</span>
        <span className="text-ink-3">
          {" · "}
          <Age at={last.at} /> ago
        </span>
      </p>
      {last.failure?.remedy !== undefined && <p className="text-xs text-ink-3">{last.failure.remedy}</p>}
      {last.quarantined > 0 && (
        <p data-tone="attention" className="text-xs text-tone">
          {last.quarantined} damaged {last.quarantined === 1 ? "line" : "lines"} of the other side were left out and
          kept aside.
        </p>
      )}
      <SyncConflicts conflicts={last.conflicts} />
    </div>
  );
}

function went({ failure, taken, pushed, conflicts }: ProjectSync): string {
  if (failure !== undefined) return failure.message;
  const parts = [
    taken === 0 ? "Nothing new came" : `${taken} ${taken === 1 ? "record" : "records"} came`,
    pushed ? "ours was pushed" : "there was nothing to push",
    conflicts.length === 0
      ? ""
      : `${conflicts.length} ${conflicts.length === 1 ? "conflict was" : "conflicts were"} settled`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function wouldTake({ failure, taken, conflicts }: ProjectSync): string {
  if (failure !== undefined) return failure.message;
  const records = `${taken} ${taken === 1 ? "record" : "records"} would come`;
  return conflicts.length === 0 ? records : `${records}, with ${conflicts.length} conflicts to settle`;
}
