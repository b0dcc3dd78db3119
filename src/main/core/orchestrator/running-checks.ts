import path from "node:path";
import { durationWords } from "../../../shared/duration-words.ts";
import { shortName } from "../../../shared/model/identity.ts";
import type { Check, Found } from "../maintenance/index.ts";
import type { PatrolReport } from "../patrol/index.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { mayBeAlive, readEndpoints } from "../platform/pty/host-files.ts";

export interface RunningDeps {
  readonly runner: Pick<ProcessRunner, "git">;
  /** Of this build. */
  readonly version: string;
  readonly workspaceDir: string;
  readonly clock: { now(): number };
  /** What passed since some moment by a clock that nobody sets, and that moment by the one on the wall; in milliseconds. */
  readonly steady: { readonly origin: number; now(): number };
  readonly patrol: () => PatrolReport;
}

/** An answer of git that takes longer means that everything that starts a process does. */
const SLOW_MS = 2_000;
/** Less is put right by the machine all the time. */
const SMALL_JUMP_MS = 2_000;
/** Rounds are seconds apart; one that takes so long hangs. */
const LONG_ROUND_MS = 60_000;

/** Checks of what runs beside and inside the core: the spawner, the clock, the recovery monitor, hosts of other builds. */
export function runningChecks(deps: RunningDeps): readonly Check[] {
  return [
    { id: "spawner", area: "system", title: "Processes can be started", run: () => spawner(deps) },
    { id: "clock-jumps", area: "system", title: "The clock goes on evenly", run: async () => clockCheck(deps) },
    { id: "patrols", area: "agents", title: "Sessions are watched", run: async () => patrols(deps) },
    { id: "host-versions", area: "agents", title: "Terminal hosts are of this version", run: () => versions(deps) },
  ];
}

async function spawner({ runner, workspaceDir, steady }: RunningDeps): Promise<Found> {
  const began = steady.now();
  try {
    await runner.git({ args: ["--version"], cwd: workspaceDir });
  } catch (error) {
    return {
      state: "problem",
      message: error instanceof Error ? error.message : String(error),
      remedy: "See .drover/core.log in the workspace, then start Drover again. Agents at work go on.",
    };
  }
  const ms = Math.round(steady.now() - began);
  if (ms < SLOW_MS) return { state: "ok", message: `The spawner started one and told how it ended in ${ms} ms.` };
  return {
    state: "warning",
    message: `It took the spawner ${ms} ms to start one and tell how it ended.`,
    remedy: "The machine is short of processors or memory: fewer agents or gates at a time let it breathe.",
  };
}

/** A machine that slept looks the same as a clock that was put forward; only backwards is sure, and does harm. */
function clockCheck({ clock, steady }: Pick<RunningDeps, "clock" | "steady">): Found {
  const jump = clock.now() - steady.origin - steady.now();
  const words = durationWords(Math.abs(jump));
  if (Math.abs(jump) < SMALL_JUMP_MS) {
    return { state: "ok", message: `It has not jumped since the start, ${durationWords(steady.now())} ago.` };
  }
  if (jump > 0) {
    return { state: "ok", message: `It went forward by ${words} since the start: it was set, or the machine slept.` };
  }
  return {
    state: "warning",
    message: `It was put back by ${words} since the start.`,
    remedy:
      "The ledger keeps its order; times shown of what happened before are ahead. Let the system set its clock by the network.",
  };
}

function patrols({ clock, patrol }: Pick<RunningDeps, "clock" | "patrol">): Found {
  const { lookedAt, dueSince, sessions, deeds } = patrol();
  const now = clock.now();
  const last = lookedAt === undefined ? "" : `It last looked ${durationWords(now - lookedAt)} ago`;
  const done = deeds.toReversed().map(({ at, agent, kind, text }) => {
    return `${durationWords(now - at)} ago: ${kind} ${shortName(agent)}. ${text}`;
  });
  const details = done.length === 0 ? {} : { details: done };
  if (dueSince !== undefined && now - dueSince > LONG_ROUND_MS) {
    return {
      state: "problem",
      message: `The recovery monitor has been at one round for ${durationWords(now - dueSince)}. ${last}${last && "."}`,
      ...details,
      remedy: "See .drover/core.log in the workspace, then start Drover again. Agents at work go on.",
    };
  }
  if (last === "") {
    return { state: "ok", message: "The recovery monitor rests until a session runs." };
  }
  const [latest] = done;
  const deed = latest === undefined ? "nothing had to be done so far" : `its last deed, ${latest}`;
  return {
    state: "ok",
    message: `${last}, at ${sessions === 1 ? "one session" : `${sessions} sessions`}; ${deed}${latest === undefined ? "." : ""}`,
    ...details,
  };
}

/** What runs in one of an older build goes on there; it ends by itself once that is over. */
async function versions({ workspaceDir, version }: RunningDeps): Promise<Found | undefined> {
  const alive = (await readEndpoints(path.join(workspaceDir, ".drover", "hosts"))).filter(({ pid }) => mayBeAlive(pid));
  const others = alive.filter((host) => host.version !== version);
  if (alive.length === 0) return undefined;
  if (others.length === 0) return { state: "ok", message: `All ${alive.length} are ${version}.` };
  return {
    state: "ok",
    message: `${others.length} of ${alive.length} are of another version and end once their sessions have; new sessions begin in ${version}.`,
    details: others.map((host) => `${host.id}: ${host.version}, process ${host.pid}`),
  };
}
