import { HEALTH_AREAS, type HealthCheck } from "../../../shared/contract/maintenance.ts";

type Area = HealthCheck["area"];

const TITLES: Readonly<Record<Area, string>> = {
  workspace: "Workspace",
  system: "This machine",
  git: "Git",
  ledger: "Ledgers",
  projects: "Projects and their queues",
  agents: "Agents and runtimes",
};

const BADNESS: Readonly<Record<HealthCheck["state"], number>> = { problem: 0, warning: 1, ok: 2 };

/** Checks by what they are about; within that the worst first, and areas with trouble before those that are well. Pure. */
export function byArea(
  checks: readonly HealthCheck[],
): readonly { readonly area: Area; readonly title: string; readonly checks: readonly HealthCheck[] }[] {
  const groups = HEALTH_AREAS.flatMap((area) => {
    const some = checks.filter((check) => check.area === area).toSorted((a, b) => BADNESS[a.state] - BADNESS[b.state]);
    return some.length === 0 ? [] : [{ area, title: TITLES[area], checks: some }];
  });
  const worst = (group: (typeof groups)[number]) => BADNESS[group.checks[0]?.state ?? "ok"];
  return groups.toSorted((a, b) => worst(a) - worst(b));
}
