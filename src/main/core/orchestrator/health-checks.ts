import { type Result, ok } from "../../../shared/model/result.ts";
import type { ContractClient } from "../../../shared/contract/client.ts";
import type { SettingProblem } from "../../../shared/contract/settings.ts";
import type { Check, Found } from "../maintenance/index.ts";
import type { GitLocation } from "../platform/git/git-location.ts";
import type { RecordStore, StoreNotice } from "../platform/store/record-store.ts";
import type { ProjectsService } from "../project/index.ts";
import type { Hooks } from "../hook/index.ts";
import type { Runtimes } from "../runtime/index.ts";
import { type SettingsKeeper, settingProblemText } from "../workspace/index.ts";

export interface HealthDeps {
  readonly client: Pick<ContractClient, "call">;
  readonly gitLocation: GitLocation;
  readonly store: RecordStore;
  readonly notices: readonly Pick<StoreNotice, "message">[];
  readonly keeper: Pick<SettingsKeeper, "file" | "problems">;
  readonly runtimes: Runtimes;
  readonly projects: Pick<ProjectsService, "list" | "troubles">;
  readonly hooks: Pick<Hooks, "troubles">;
  readonly settings: { readonly defaultRuntime: string };
}

/** What only a core knows of itself, for `doctor`. */
export function healthChecks(deps: HealthDeps): readonly Check[] {
  const { store, gitLocation } = deps;
  return [
    gitCheck(async () => ok(gitLocation)),
    {
      id: "settings",
      area: "workspace",
      title: "The settings can be read",
      run: async () => settingsCheck(deps.keeper.file, deps.keeper.problems()),
    },
    { id: "journal", area: "ledger", title: "Changes can be written", run: async () => journal(store) },
    { id: "ledger-writing", area: "ledger", title: "Changes reach git", run: async () => writing(store) },
    { id: "notices", area: "ledger", title: "Nothing happened to the ledgers", run: async () => notices(deps) },
    { id: "projects", area: "projects", title: "Every project could be opened", run: async () => projects(deps) },
    runtimeCheck({
      ...deps,
      used: () => deps.projects.list().flatMap(({ runtime }) => (runtime === undefined ? [] : [runtime])),
    }),
    { id: "sync", area: "ledger", title: "Ledgers are synced where that is on", run: () => sync(deps) },
    { id: "queues", area: "projects", title: "Every merge queue can go on", run: () => queues(deps) },
    { id: "hooks", area: "agents", title: "Every agent has its work tree", run: async () => hooks(deps) },
  ];
}

/** Which git serves. One that is missing or too old is found out before anything else can be. */
export function gitCheck(find: () => Promise<Result<GitLocation>>): Check {
  return {
    id: "git",
    area: "git",
    title: "Git is there and new enough",
    async run() {
      const found = await find();
      if (!found.ok) {
        return { state: "problem", message: found.error.message, remedy: found.error.remedy ?? "Install git." };
      }
      const { kind, version, directory } = found.value;
      return fine(
        `git ${version}, ${kind === "bundled" ? "which comes with Drover" : `of the system, in ${directory}`}.`,
      );
    },
  };
}

export function settingsCheck(file: string, problems: readonly SettingProblem[]): Found {
  const [first] = problems;
  if (first === undefined) return fine(`Nothing is wrong with ${file}.`);
  return {
    state: "warning",
    message:
      problems.length === 1
        ? settingProblemText(file, first)
        : `${problems.length} things are wrong with ${file}; what is right counts.`,
    ...(problems.length === 1 ? {} : { details: problems.map((one) => settingProblemText(file, one)) }),
    remedy: first.remedy ?? "Put it right in the file; it counts as soon as it is saved.",
  };
}

/** Runtimes that projects or the settings name, and are not installed. */
export function runtimeCheck(deps: {
  readonly runtimes: Pick<Runtimes, "available">;
  readonly settings: { readonly defaultRuntime: string };
  readonly used: () => readonly string[];
}): Check {
  return {
    id: "runtimes",
    area: "agents",
    title: "The runtimes that are used are installed",
    async run() {
      const used = [...new Set([deps.settings.defaultRuntime, ...deps.used()])];
      const missing: string[] = [];
      let remedy = "";
      for (const id of used) {
        const found = await deps.runtimes.available(id);
        if (found.ok) continue;
        missing.push(found.error.message);
        remedy = found.error.remedy ?? remedy;
      }
      if (missing.length === 0) return fine(`${used.join(", ")}: installed.`);
      return { state: "warning", message: missing.join(" "), remedy };
    },
  };
}

function journal(store: RecordStore): Found {
  const { journal: stopped } = store.health;
  if (stopped === undefined) return fine(`${store.lastSeq} changes were written.`);
  return { state: "problem", message: stopped.message, remedy: stopped.remedy ?? "Restart Drover." };
}

function writing(store: RecordStore): Found {
  const { ledgers } = store.health;
  const failed = ledgers.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const waiting = ledgers.reduce((sum, one) => sum + one.waiting, 0);
  const [first] = failed;
  if (first === undefined) {
    return fine(`${ledgers.length} ledgers are open; ${waiting} changes are on their way to git.`);
  }
  return {
    state: "warning",
    message: `${failed.length} ledgers cannot be written to git; ${waiting} changes wait in the journal.`,
    details: failed.map(({ message }) => message),
    remedy: first.remedy ?? "Check the repository with `git fsck`.",
  };
}

function notices({ notices: told }: HealthDeps): Found {
  if (told.length === 0) return fine("Nothing was noticed since the start.");
  return {
    state: "warning",
    message: `${told.length} things were noticed since the start.`,
    details: told.map(({ message }) => message),
    remedy: "Nothing has to be done at once; `drover ledger fsck` says whether something is wrong.",
  };
}

function projects({ projects: service }: HealthDeps): Found {
  const troubles = service.troubles();
  if (troubles.length === 0) return fine(`${service.list().length} projects are open.`);
  return {
    state: "problem",
    message: `${troubles.length} projects could not be opened.`,
    details: troubles.map(({ project, text }) => `${project}: ${text}`),
    remedy: "See `drover ledger fsck`, then `drover repair`.",
  };
}

async function sync({ client }: HealthDeps): Promise<Found | undefined> {
  const status = await client.call("ledger.sync.status", {});
  if (!status.ok) throw new Error(status.error.message);
  const on = status.value.projects.filter(({ isOn }) => isOn);
  if (on.length === 0) return undefined;
  const failed = on.flatMap(({ project, last }) =>
    last?.failure === undefined ? [] : [{ project, failure: last.failure }],
  );
  const [first] = failed;
  if (first === undefined) return fine(`${on.length} ledgers are synced.`);
  return {
    state: "warning",
    message: `${failed.length} of ${on.length} ledgers could not be synced. What is here stays here.`,
    details: failed.map(({ project, failure }) => `${project}: ${failure.message}`),
    remedy: first.failure.remedy ?? "Try again with `drover sync`.",
  };
}

async function queues({ client }: HealthDeps): Promise<Found> {
  const listed = await client.call("mq.list", {});
  if (!listed.ok) throw new Error(listed.error.message);
  const { troubles, paused } = listed.value;
  if (troubles.length === 0) {
    return fine(paused.length === 0 ? "None has trouble." : `None has trouble; paused: ${namesOf(paused)}.`);
  }
  return {
    state: "problem",
    message: `Nothing lands in ${namesOf(troubles)}.`,
    details: troubles.map(({ project, message }) => `${project}: ${message}`),
    remedy: "Put right what it says; the queue tries again by itself.",
  };
}

function namesOf(some: readonly { readonly project: string }[]): string {
  return some.map(({ project }) => project).join(", ");
}

function hooks({ hooks: service }: HealthDeps): Found {
  const troubles = service.troubles();
  if (troubles.length === 0) return fine("No trouble with any of them.");
  return {
    state: "warning",
    message: `${troubles.length} agents have trouble with their work trees.`,
    details: troubles.map(({ agent, message }) => `${agent}: ${message}`),
    remedy: "Drover tries again by itself; what is in a work tree is saved before it is touched.",
  };
}

function fine(message: string): Found {
  return { state: "ok", message };
}
