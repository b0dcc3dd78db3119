import { useQueryClient } from "@tanstack/react-query";
import { HeartPulse, RefreshCw } from "lucide-react";
import { useStore } from "zustand";
import type { HealthReport } from "../../../shared/contract/health.ts";
import { Ago } from "../../lib/age-view.tsx";
import { CheckRow } from "../../lib/health/check-row.tsx";
import { byArea } from "../../lib/health/check-groups.ts";
import { useDoctor, useHealth } from "../../lib/health/health-queries.ts";
import { sizeOf } from "../../lib/health/sizes.ts";
import { queryKeys } from "../../lib/server-state/query-keys.ts";
import { useServices } from "../../lib/services.tsx";
import { updateWords } from "../../lib/updates/update-words.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { FailureView, Loading } from "../../ui/state-views.tsx";

/** How Drover itself is: what runs and how well, every check with what to do about it, and where the disk goes. */
export function HealthPane() {
  const { ui } = useServices();
  const queries = useQueryClient();
  const doctor = useDoctor();
  const health = useHealth();
  const checks = doctor.data?.checks ?? [];
  const troubles = checks.filter(({ state }) => state !== "ok");
  const isLooking = doctor.isFetching || health.isFetching;
  const again = async () => {
    await queries.invalidateQueries({ queryKey: queryKeys.health });
    ui.announce("Looked at everything again");
  };
  return (
    <section
      data-testid="health"
      aria-label="Health"
      tabIndex={-1}
      data-pane-focus
      className="@container flex h-full flex-col bg-pane outline-none"
    >
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-line px-3">
        <HeartPulse className="size-4 text-ink-3" aria-hidden="true" />
        <h2 className="flex-1 text-sm font-medium text-ink">
          {doctor.data === undefined
            ? "Health"
            : troubles.length === 0
              ? `All ${checks.length} checks are well`
              : `${troubles.length} of ${checks.length} checks need a look`}
        </h2>
        {doctor.dataUpdatedAt > 0 && (
          <span className="text-xs text-ink-3">
            looked <Ago at={doctor.dataUpdatedAt} />
          </span>
        )}
        <Button size="s" disabled={isLooking} onClick={() => void again()}>
          <RefreshCw className="size-3.5" aria-hidden="true" /> {isLooking ? "Looking…" : "Look again"}
        </Button>
      </header>
      <div
        role="region"
        aria-label="Checks and figures"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4"
      >
        {health.data !== undefined && <Figures health={health.data} />}
        <Updates />
        {doctor.isError ? (
          <FailureView error={doctor.error} retry={() => void doctor.refetch()} />
        ) : doctor.data === undefined ? (
          <Loading what="Looking at everything" />
        ) : (
          byArea(checks).map(({ area, title, checks: some }) => (
            <section key={area} aria-label={title} className="flex flex-col gap-2">
              <h3 className="flex items-center gap-2 text-xs font-medium text-ink-3">
                {title}
                {some.every(({ state }) => state === "ok") && <Badge tone="landed">well</Badge>}
              </h3>
              <ul className="overflow-hidden rounded-md border border-line">
                {some.map((check) => (
                  <CheckRow key={check.id} check={check} />
                ))}
              </ul>
            </section>
          ))
        )}
        {health.data !== undefined && <Tables health={health.data} />}
      </div>
    </section>
  );
}

function Figures({ health }: { health: HealthReport }) {
  const { core, hosts } = health;
  const sessions = hosts.reduce((sum, host) => sum + host.sessions, 0);
  const figures: readonly (readonly [string, string])[] = [
    ["Version", core.version],
    ["Node", core.node],
    ["Process", String(core.pid)],
    ["Memory", sizeOf(core.memoryBytes)],
    ["Loop delay, p99", `${core.loopDelayP99Ms.toFixed(1)} ms`],
    ["PTY hosts", String(hosts.length)],
    ["Sessions", String(sessions)],
  ];
  return (
    <dl
      aria-label="The core"
      className="grid shrink-0 grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line @lg:grid-cols-4 @4xl:grid-cols-8"
    >
      <div className="flex flex-col gap-0.5 bg-pane px-3 py-2">
        <dt className="text-xs text-ink-3">Started</dt>
        <dd className="text-sm text-ink">
          <Ago at={core.startedAt} />
        </dd>
      </div>
      {figures.map(([name, value]) => (
        <div key={name} className="flex flex-col gap-0.5 bg-pane px-3 py-2">
          <dt className="text-xs text-ink-3">{name}</dt>
          <dd className="text-selectable truncate text-sm text-ink tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of the desktop app alone: whoever serves the page to a browser sees to its version. */
function Updates() {
  const state = useStore(useServices().platform.updates);
  return state === undefined ? null : <p className="text-sm text-ink-2">{updateWords(state)}</p>;
}

function Tables({ health: { hosts, folders } }: { health: HealthReport }) {
  const most = Math.max(1, ...folders.map(({ bytes }) => bytes));
  return (
    <div className="grid shrink-0 gap-5 @3xl:grid-cols-2">
      <section aria-label="Where the disk goes" className="flex flex-col gap-2">
        <h3 className="text-xs font-medium text-ink-3">Where the disk goes</h3>
        <ul className="flex flex-col gap-1">
          {folders.map(({ path, bytes, isCutShort }) => (
            <li key={path} className="grid grid-cols-[1fr_8rem_5rem] items-center gap-2 text-xs">
              <code className="text-selectable truncate text-ink-2" title={path}>
                {path}
              </code>
              <span className="h-1.5 overflow-hidden rounded-full bg-hover" aria-hidden="true">
                <span className="block h-full rounded-full bg-accent" style={{ width: `${(bytes / most) * 100}%` }} />
              </span>
              <span className="text-right text-ink-3 tabular-nums">
                {isCutShort ? "over " : ""}
                {sizeOf(bytes)}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label="PTY hosts" className="flex flex-col gap-2">
        <h3 className="text-xs font-medium text-ink-3">PTY hosts</h3>
        {hosts.length === 0 ? (
          <p className="text-sm text-ink-3">None runs; one is started with the first session.</p>
        ) : (
          <ul className="flex flex-col gap-1 text-xs">
            {hosts.map(({ id, sessions, isOutOfReach }) => (
              <li key={id} className="flex items-center gap-2">
                <code className="text-selectable flex-1 truncate text-ink-2">{id}</code>
                {isOutOfReach && <Badge tone="trouble">out of reach</Badge>}
                <span className="text-ink-3 tabular-nums">{sessions === 1 ? "1 session" : `${sessions} sessions`}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
