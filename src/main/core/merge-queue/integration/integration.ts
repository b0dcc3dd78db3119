import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { mergeCoordinatorPath } from "../../../../shared/model/identity.ts";
import type { Integration } from "../../../../shared/model/integration.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { KeyedReconciler } from "../../base/keyed-reconciler.ts";
import type { RecordTable } from "../../platform/store/record-store.ts";
import { createIntegrationActs } from "./acts.ts";
import { distance, holds, knownTip, partedAt } from "./branch.ts";
import type { IntegrationDeps } from "./ports.ts";
import { integrationEvent, integrationKind, isOpen } from "./state.ts";
import { createIntegrationViews, outcomes } from "./views.ts";

export interface Integrations {
  /** The branch that work on an item is to land on in a project; undefined where that is the project's target. */
  branchFor(item: string, project: string): string | undefined;
  /** Whether it has landed on the branch of an epic that has not landed itself. */
  isOnItsWay(item: string): boolean;
  /** What follows when work below an epic has landed on its branch, to be committed with that. */
  planGathered(submission: Submission, commit: string): readonly NewEvent[];
  /** What follows when a branch itself has landed, or was brought up to its target. */
  planLanded(submission: Submission, commit: string): readonly NewEvent[];
  /** What follows when a branch itself came back. */
  planBack(submission: Submission, reason: string): readonly NewEvent[];
  /** Begins to land what lands by itself, and to keep up with targets. */
  start(): void;
  idle(): Promise<void>;
  readonly handlers: SomeHandlers<
    | "integration.create"
    | "integration.list"
    | "integration.show"
    | "integration.land"
    | "integration.update"
    | "integration.drop"
  >;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A branch that fell behind is brought up to its target at most that often: each time costs a run of the gates. */
const BRING_UP_MS = 30 * 60_000;

/** Epics that gather on branches of their own on the origin, and land as one. */
export function createIntegrations(deps: IntegrationDeps): Integrations {
  const { store, clock, git, items, repository, place, targetOf } = deps;
  const table: RecordTable<Integration> = store.table(integrationKind);
  const views = createIntegrationViews(deps);
  const acts = createIntegrationActs({ ...deps, table, views });
  const { find, findOpen, answer } = acts;
  const reconciler = new KeyedReconciler<string>({ clock, reconcile: tend, report: deps.report });
  let subscription: Disposable | undefined;

  /** Does what is to be done without being asked. What came back once waits for somebody to look. */
  async function tend(epic: string, again: (ms: number) => void): Promise<void> {
    const one = table.get(epic);
    if (!isOpen(one) || one.trouble !== undefined || views.own(one) !== undefined) return;
    if (one.auto && one.gathered.length > 0 && views.openBelow(epic).length === 0 && views.arriving(one).length === 0) {
      const landing = await acts.land(one, { anyway: false, actor: mergeCoordinatorPath(one.project) });
      return giveUp(one, landing, "nothing-to-land");
    }
    const known = await Promise.all(
      [one.branch, targetOf(one.project)].map((name) => knownTip(git, place(one.project), name)),
    );
    const [tip, target] = known;
    if (tip === undefined || target === undefined || (await holds(git, place(one.project), [target, tip]))) return;
    const rest = one.broughtUpAt + BRING_UP_MS - clock.now();
    if (rest > 0) return again(rest);
    const done = await acts.bringUp(one);
    return giveUp(one, done, "up-to-date");
  }

  /** An origin that cannot be reached is tried again; for the rest somebody has to look. */
  async function giveUp({ epic, project }: Integration, done: Result<unknown>, nothing: string): Promise<void> {
    if (done.ok || done.error.code === nothing || done.error.code === "still-arriving") return;
    if (done.error.code !== "branch-gone") {
      throw new Error(`The branch of ${epic} could not be taken further: ${done.error.message}`);
    }
    const data = { reason: done.error.message };
    const event = integrationEvent(epic, "integrationTroubled", data, mergeCoordinatorPath(project));
    await store.commit<void, never>(() => ok({ events: [event], result: () => undefined }));
  }

  return {
    branchFor(item, project) {
      const seen = new Set<string>();
      for (let at: string | undefined = item; at !== undefined && !seen.has(at); at = items.get(at)?.parent) {
        seen.add(at);
        const one = table.get(at);
        if (isOpen(one) && one.project === project) return one.branch;
      }
      return undefined;
    },
    isOnItsWay: (item) =>
      [...table.values()].some((one) => isOpen(one) && one.gathered.some((part) => part.item === item)),
    planGathered({ item, branch, project }, landed) {
      const one = [...table.values()].find(
        (each) => each.project === project && each.branch === branch && isOpen(each),
      );
      if (one === undefined) return [];
      const actor = mergeCoordinatorPath(project);
      return [integrationEvent(one.epic, "integrationGathered", { item, commit: landed }, actor)];
    },
    planLanded({ item: epic, branch, project }, landed) {
      const by = { actor: mergeCoordinatorPath(project) };
      const one = table.get(epic);
      if (!isOpen(one)) return [];
      if (branch !== undefined) return [integrationEvent(epic, "integrationBroughtUp", { commit: landed }, by.actor)];
      const isWhole = views.openBelow(epic).length === 0 && one.gathered.length === (one.landing ?? 0);
      return [
        integrationEvent(epic, "integrationLanded", { commit: landed, isWhole }, by.actor),
        ...outcomes(
          items,
          one.gathered.slice(0, one.landing),
          () => ({ landedCommit: landed, reason: `Landed on ${one.branch}, and with it on the target.` }),
          by.actor,
        ),
        ...(isWhole ? items.planClose(epic, { landedCommit: landed }, by) : []),
      ];
    },
    planBack({ item: epic, project, branch }, reason) {
      if (!isOpen(table.get(epic))) return [];
      const what = branch === undefined ? "It could not land" : "It could not be brought up to its target";
      const data = { reason: `${what}: ${reason}` };
      return [integrationEvent(epic, "integrationTroubled", data, mergeCoordinatorPath(project))];
    },
    start() {
      subscription = store.subscribe(({ type }) => {
        if (type !== "workItemClosed" && type !== "submissionLanded") return;
        for (const one of table.values()) if (isOpen(one)) reconciler.wake(one.epic);
      });
      for (const one of table.values()) if (isOpen(one)) reconciler.wake(one.epic);
    },
    idle: () => reconciler.idle(),
    handlers: {
      "integration.create": async (input, caller) => {
        const epic = items.resolve(input.epic);
        if (!epic.ok) return epic;
        return acts.create(epic.value, { branch: input.branch, auto: input.auto ?? false }, caller.identity);
      },
      "integration.list": async ({ project, all }) => {
        if (project !== undefined && !deps.hasProject(project)) {
          return fail("project-not-found", `There is no project ${JSON.stringify(project)}.`, {
            remedy: "List them with `drover project list`.",
          });
        }
        const shown = [...table.values()].filter(
          (one) => (project === undefined || one.project === project) && (all === true || isOpen(one)),
        );
        return ok({ integrations: shown.toSorted((a, b) => b.updatedAt - a.updatedAt).map(views.present) });
      },
      "integration.show": async (input) => {
        const found = find(input.epic);
        if (!found.ok) return found;
        const { project, branch } = found.value;
        const at = place(project);
        const [tip, target] = await Promise.all([knownTip(git, at, branch), knownTip(git, at, targetOf(project))]);
        const shown = { integration: views.present(found.value), commits: [], files: [] };
        if (tip === undefined || target === undefined) return ok(shown);
        const told = await repository.describe(project, await partedAt(git, at, [tip, target]), tip);
        return ok({ ...shown, tip, ...(await distance(git, at, [tip, target])), ...told });
      },
      "integration.land": async (input, caller) => {
        const found = findOpen(input.epic);
        if (!found.ok) return found;
        const done = await acts.land(found.value, { anyway: input.anyway ?? false, actor: caller.identity });
        return done.ok ? answer(found.value.epic) : done;
      },
      "integration.update": async (input) => {
        const found = findOpen(input.epic);
        if (!found.ok) return found;
        const done = await acts.bringUp(found.value);
        return done.ok ? answer(found.value.epic) : done;
      },
      "integration.drop": async (input, caller) => {
        const found = find(input.epic);
        if (!found.ok) return found;
        if (found.value.state === "dropped") {
          return fail("wrong-transition", `The branch of ${found.value.epic} is dropped already.`);
        }
        return acts.drop(found.value, input.discard ?? false, caller.identity);
      },
    },
    async [Symbol.asyncDispose]() {
      subscription?.[Symbol.dispose]();
      await reconciler[Symbol.asyncDispose]();
    },
  };
}
