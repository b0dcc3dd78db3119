import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { ProjectSync } from "../../../shared/contract/sync.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { shareRuns } from "../base/share-runs.ts";
import { claimsMet } from "./claims.ts";
import { type GaveWay, gaveWayIn } from "./gave-way.ts";
import { createSyncKeeper } from "./keeper.ts";
import type { SyncDeps } from "./ports.ts";
import { syncEvent, syncKind } from "./reduce.ts";
import { BRANCH, syncProject } from "./sync-project.ts";

export type { ClaimsMet, SyncDeps } from "./ports.ts";
export { isSame } from "./gave-way.ts";
export { describeSyncEvent, syncKind } from "./reduce.ts";

export interface SyncService extends AsyncDisposable {
  /** Begins to sync by itself what is switched on. */
  start(): void;
  /** A project's settings changed. */
  edited(project: string): void;
  /** What gave way when this clone joined another's ledger, of all projects; it may have been changed since. */
  gaveWay(): readonly (GaveWay & { readonly project: string; readonly at: number })[];
  readonly handlers: SomeHandlers<"ledger.sync" | "ledger.sync.status">;
}

/** Brings the ledgers of projects and of their origins together, where the user has switched it on. */
export function createSync(deps: SyncDeps): SyncService {
  const { store, clock, projects } = deps;
  const table = store.table(syncKind);
  const last = new Map<string, ProjectSync & { readonly at: number }>();
  const running = new Map<string, Promise<ProjectSync>>();
  const keeper = createSyncKeeper(deps, (project) => sync(project));
  const shared = shareRuns(syncNow);

  function sync(project: string): Promise<ProjectSync> {
    const run = shared(project).finally(() => {
      if (running.get(project) === run) running.delete(project);
    });
    running.set(project, run);
    return run;
  }

  async function syncNow(name: string): Promise<ProjectSync> {
    const project = projects.get(name);
    if (project === undefined) throw new Error(`Project ${name} vanished: projects are never removed.`);
    const { told, joined } = await syncProject(deps, project, false);
    last.set(name, { ...told, at: clock.now() });
    await note(told, joined.flatMap(gaveWayIn));
    if (told.taken > 0) deps.taken(name);
    for (const one of joined) {
      const about = { project: name, isOurs: deps.isOurs, ownerOf: (stream: string) => ownerOf(name, stream) };
      for (const claim of await claimsMet(about, one)) await deps.claimsMet(claim);
    }
    keeper.ended(told);
    return told;
  }

  /** The committer of what only that workspace writes; merges are made by whoever joins. */
  async function ownerOf(project: string, stream: string): Promise<string | undefined> {
    const args = ["log", "-1", "--no-merges", "--format=%cn", BRANCH, "--", `events/${stream}`];
    const shown = await deps.git.run(args, { cwd: projects.vaultOf(project) });
    return (shown.exitCode === 0 && shown.stdout.toString("utf8").trim()) || undefined;
  }

  /** What brought nothing and did not fail goes without saying; a failure is said once. */
  async function note({ project, taken, conflicts, failure }: ProjectSync, gaveWay: readonly GaveWay[]): Promise<void> {
    const before = table.get(project)?.failure;
    if (failure === undefined && taken === 0 && before === undefined) return;
    if (failure !== undefined && failure.code === before?.code && gaveWay.length === 0) return;
    const more = gaveWay.length === 0 ? {} : { gaveWay };
    const event =
      failure === undefined
        ? syncEvent(project, { type: "ledgerSynced", data: { taken, conflicts: conflicts.length, ...more } })
        : syncEvent(project, {
            type: "ledgerSyncFailed",
            data: { code: failure.code, message: failure.message, ...more },
          });
    // A journal that has stopped is told elsewhere.
    await store.commit(() => ok({ events: [event], result: () => undefined }));
  }

  function chosen(
    names: readonly string[] | undefined,
  ): Result<readonly string[], Failure<"project-not-found" | "sync-off">> {
    const on = projects.list().filter((one) => one.sync);
    if (names === undefined && on.length === 0) {
      return fail("sync-off", "No project has sync switched on, so that nothing of a ledger leaves this machine.", {
        remedy: "Switch it on for one: drover project edit PROJECT --sync on",
      });
    }
    for (const name of names ?? []) {
      const project = projects.get(name);
      if (project === undefined) {
        return fail("project-not-found", `There is no project ${JSON.stringify(name)}.`, {
          remedy: "List them with `drover project list`.",
        });
      }
      if (!project.sync) {
        return fail("sync-off", `Sync is switched off for ${name}: nothing of its ledger leaves this machine.`, {
          remedy: `Switch it on: drover project edit ${name} --sync on`,
        });
      }
    }
    return ok(names === undefined ? on.map((one) => one.name) : [...new Set(names)]);
  }

  return {
    start() {
      keeper.start();
    },
    edited(project) {
      keeper.edited(project);
    },
    gaveWay: () =>
      [...table.values()].flatMap(({ project, gaveWay = [] }) => gaveWay.map((one) => ({ ...one, project }))),
    handlers: {
      "ledger.sync": async ({ projects: names, dryRun = false }) => {
        const wanted = chosen(names);
        if (!wanted.ok) return wanted;
        const told: ProjectSync[] = [];
        for (const name of wanted.value) {
          const project = projects.get(name);
          if (project === undefined) continue;
          told.push(dryRun ? (await syncProject(deps, project, true)).told : await sync(name));
        }
        return ok({ dryRun, projects: told });
      },
      "ledger.sync.status": async () =>
        ok({
          projects: projects.list().map(({ name, sync: isOn }) => {
            const known = last.get(name);
            return {
              project: name,
              isOn,
              isRunning: running.has(name),
              ...(known === undefined ? {} : { last: known }),
            };
          }),
        }),
    },
    async [Symbol.asyncDispose]() {
      keeper[Symbol.dispose]();
      await Promise.allSettled(running.values());
    },
  };
}
