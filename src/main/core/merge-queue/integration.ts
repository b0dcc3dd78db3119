import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { IntegrationView } from "../../../shared/contract/integration.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../shared/model/identity.ts";
import { type Integration, integrationBranch } from "../../../shared/model/integration.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import { KeyedReconciler } from "../base/keyed-reconciler.ts";
import type { Git } from "../platform/git/git.ts";
import { isBranchName } from "../platform/git/ref-name.ts";
import type { RecordStore, RecordTable } from "../platform/store/record-store.ts";
import {
  type BranchPlace,
  distance,
  holds,
  knownTip,
  makeBranch,
  partedAt,
  removeBranch,
} from "./integration-branch.ts";
import { integrationEvent, integrationKind } from "./integration-state.ts";
import { type IntegrationViews, createIntegrationViews } from "./integration-views.ts";
import type { MergeQueueService } from "./index.ts";
import type { MergeRepository } from "./repository.ts";

type ItemFailure = Failure<"item-not-found" | "item-ambiguous">;

export interface IntegrationDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly git: Git;
  readonly repository: Pick<MergeRepository, "fetchTarget" | "describe">;
  report(error: unknown): void;
  place(project: string): BranchPlace;
  /** Short name of the branch that the project lands on. */
  targetOf(project: string): string;
  hasProject(project: string): boolean;
  readonly items: {
    get(id: string): WorkItem | undefined;
    resolve(ref: string): Result<WorkItem, ItemFailure>;
    /** The project whose ledger has it. */
    projectOf(id: string): string | undefined;
    children(id: string): Iterable<string>;
    /** It has landed, or is done: nothing happens where it is closed already. */
    planClose(
      id: string,
      outcome: { readonly landedCommit?: string; readonly reason?: string },
      by: { readonly actor: IdentityPath },
    ): readonly NewEvent[];
    /** What closed when it landed on an integration branch has reached the target, or never will. */
    planOutcome(
      id: string,
      outcome: { readonly landedCommit?: string; readonly reason: string },
      by: { readonly actor: IdentityPath },
    ): readonly NewEvent[];
  };
  readonly queue: () => Pick<MergeQueueService, "submit" | "ofItem" | "values">;
}

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

type Found = Result<Integration, ItemFailure | Failure<"no-integration">>;

/** Epics that gather on branches of their own on the origin, and land as one. */
export function createIntegrations(deps: IntegrationDeps): Integrations {
  const { store, clock, git, items, repository, place, targetOf } = deps;
  const table: RecordTable<Integration> = store.table(integrationKind);
  const views: IntegrationViews = createIntegrationViews(deps);
  const reconciler = new KeyedReconciler<string>({ clock, reconcile: tend, report: deps.report });
  let subscription: Disposable | undefined;

  const isOpen = (one: Integration | undefined): one is Integration => one?.state === "open";
  const commit = (events: readonly NewEvent[]) =>
    store.commit<void, never>(() => ok({ events, result: () => undefined }));

  function find(ref: string): Found {
    const item = items.resolve(ref);
    if (!item.ok) return item;
    const found = table.get(item.value.id);
    if (found !== undefined) return ok(found);
    return fail("no-integration", `${item.value.id} does not gather on a branch of its own.`, {
      remedy: `Begin with \`drover integration create ${item.value.id}\`.`,
    });
  }

  function findOpen(ref: string): Found | Result<never, Failure<"wrong-transition">> {
    const found = find(ref);
    if (!found.ok || found.value.state === "open") return found;
    return fail("wrong-transition", `The branch of ${found.value.epic} is ${found.value.state} already.`);
  }

  /** Both commits as the origin has them now. */
  async function fetchBoth({ project, branch }: Integration) {
    const target = await repository.fetchTarget(project);
    const tip = target.ok ? await repository.fetchTarget(project, branch) : target;
    if (!target.ok || !tip.ok) {
      const message = target.ok ? (tip.ok ? "" : tip.error.message) : target.error.message;
      return fail("unreachable", message, {
        remedy: `If the branch is gone from the origin, \`drover integration drop\` ends it.`,
      });
    }
    return ok({ target: target.value, tip: tip.value });
  }

  /** `onto`: its own branch, when it is brought up to the target; else it lands there. */
  async function submit(
    one: Integration,
    what: { readonly tip: string; readonly base: string; readonly onto?: string },
  ) {
    const { epic: item, project } = one;
    const { tip, base, onto } = what;
    const part = { project, item, agent: mergeCoordinatorPath(project), kind: "integration", tip, base } as const;
    const priority = items.get(item)?.priority ?? 2;
    const submitted = await deps
      .queue()
      .submit([{ ...part, priority, ...(onto === undefined ? {} : { branch: onto }) }], () => ok([]));
    if (submitted.ok) return ok();
    const { error } = submitted;
    return error.code === "journal-stopped"
      ? fail("journal-stopped", error.message, error)
      : fail("internal", error.message, error);
  }

  async function land(one: Integration, anyway: boolean) {
    const open = views.openBelow(one.epic);
    if (open.length > 0 && !anyway) {
      return fail(
        "open-children",
        `Below ${one.epic} ${open.length} items are not closed: ${open.slice(0, 10).join(", ")}.`,
        {
          remedy: "Wait for them, or land what is there with --anyway.",
          details: { children: open },
        },
      );
    }
    const arriving = views.arriving(one);
    if (arriving.length > 0) return stillArriving(one, arriving);
    const both = await fetchBoth(one);
    if (!both.ok) return both;
    const { tip, target } = both.value;
    if (await holds(git, place(one.project), [tip, target])) {
      return fail("nothing-to-land", `${targetOf(one.project)} has all that ${one.branch} has.`, {
        remedy: `\`drover integration drop ${one.epic}\` ends it.`,
      });
    }
    return submit(one, { tip, base: await partedAt(git, place(one.project), [tip, target]) });
  }

  async function bringUp(one: Integration) {
    const both = await fetchBoth(one);
    if (!both.ok) return both;
    const { tip, target } = both.value;
    if (await holds(git, place(one.project), [target, tip])) {
      return fail("up-to-date", `${one.branch} has all that ${targetOf(one.project)} has.`);
    }
    const base = await partedAt(git, place(one.project), [tip, target]);
    return submit(one, { tip: target, base, onto: one.branch });
  }

  /** Does what is to be done without being asked. What came back once waits for somebody to look. */
  async function tend(epic: string, again: (ms: number) => void): Promise<void> {
    const one = table.get(epic);
    if (!isOpen(one) || one.trouble !== undefined || views.own(one) !== undefined) return;
    if (one.auto && one.gathered.length > 0 && views.openBelow(epic).length === 0 && views.arriving(one).length === 0) {
      const landing = await land(one, false);
      if (!landing.ok && landing.error.code !== "nothing-to-land") throw new Error(landing.error.message);
      return;
    }
    const known = await Promise.all(
      [one.branch, targetOf(one.project)].map((name) => knownTip(git, place(one.project), name)),
    );
    const [tip, target] = known;
    if (tip === undefined || target === undefined || (await holds(git, place(one.project), [target, tip]))) return;
    const rest = one.broughtUpAt + BRING_UP_MS - clock.now();
    if (rest > 0) return again(rest);
    const done = await bringUp(one);
    if (!done.ok && done.error.code !== "up-to-date") throw new Error(done.error.message);
  }

  async function create(
    epic: WorkItem,
    how: { readonly branch?: string | undefined; readonly auto: boolean },
    actor: IdentityPath,
  ) {
    const project = items.projectOf(epic.id);
    if (project === undefined)
      return fail("no-project", `${epic.id} belongs to no project, so that it has no repository.`);
    if (epic.status === "closed") return fail("item-closed", `${epic.id} is closed.`);
    if (epic.type !== "epic" && [...items.children(epic.id)].length === 0) {
      return fail("not-an-epic", `${epic.id} is no epic and has nothing below it.`, {
        remedy: "Integration branches gather what is done below an epic.",
      });
    }
    const before = table.get(epic.id);
    if (isOpen(before)) return fail("already-gathering", `${epic.id} gathers on ${before.branch} already.`);
    const branch = how.branch ?? integrationBranch(epic.id);
    if (!isBranchName(branch))
      return fail("refused", `git does not take ${JSON.stringify(branch)} as the name of a branch.`);
    if (branch === targetOf(project)) return fail("branch-taken", `${branch} is what ${project} lands on.`);
    const target = await repository.fetchTarget(project);
    if (!target.ok) return fail("unreachable", target.error.message, target.error);
    const made = await makeBranch(git, place(project), { branch, commit: target.value });
    if (!made.ok) return made;
    const done = await commit([
      integrationEvent(epic.id, "integrationCreated", { project, branch, auto: how.auto }, actor),
    ]);
    if (!done.ok) return done;
    // So that agents find it, as they find the target.
    const seen = await repository.fetchTarget(project, branch);
    return seen.ok ? answer(epic.id) : fail("unreachable", seen.error.message, seen.error);
  }

  async function drop(one: Integration, discard: boolean, actor: IdentityPath) {
    const arriving = views.arriving(one);
    if (arriving.length > 0 && one.state === "open") return stillArriving(one, arriving);
    const at = place(one.project);
    const tip = await repository.fetchTarget(one.project, one.branch);
    if (!tip.ok && tip.error.code !== "branch-not-found") return fail("unreachable", tip.error.message, tip.error);
    const target = await repository.fetchTarget(one.project);
    if (!target.ok) return fail("unreachable", target.error.message, target.error);
    const isThere = tip.ok && (await holds(git, at, [tip.value, target.value]));
    if (tip.ok) {
      if (!isThere && !discard) {
        return fail(
          "unlanded-work",
          `${targetOf(one.project)} lacks what ${one.branch} has gathered: ${one.gathered.map(({ item }) => item).join(", ")}.`,
          {
            remedy: `Land it (\`drover integration land ${one.epic}\`), or drop it all the same with --discard; its commits are kept.`,
          },
        );
      }
      const removed = await removeBranch(git, at, { branch: one.branch, commit: tip.value, epic: one.epic });
      if (!removed.ok) return removed;
    }
    const kept = tip.ok ? { commit: tip.value } : {};
    if (one.state === "open") {
      const reason = `Landed on ${one.branch}, which was dropped: it is not on the target.`;
      const outcome = (landed: string) =>
        isThere ? { landedCommit: landed, reason: `Landed on ${one.branch}, and with it on the target.` } : { reason };
      const dropped = integrationEvent(one.epic, "integrationDropped", kept, actor);
      const done = await commit([dropped, ...outcomes(one, outcome, actor)]);
      if (!done.ok) return done;
    }
    return answer(one.epic);
  }

  /** What becomes of the items that were gathered. */
  function outcomes(
    { gathered }: Integration,
    outcome: (commit: string) => { readonly landedCommit?: string; readonly reason: string },
    actor: IdentityPath,
  ): readonly NewEvent[] {
    const commits = new Map(gathered.map(({ item, commit: landed }) => [item, landed]));
    return [...commits].flatMap(([item, landed]) => items.planOutcome(item, outcome(landed), { actor }));
  }

  function answer(epic: string): Result<IntegrationView, never> {
    const one = table.get(epic);
    if (one === undefined) throw new Error(`The integration of ${epic} vanished: they are never removed.`);
    return ok(views.present(one));
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
      const isWhole = views.openBelow(epic).length === 0;
      return [
        integrationEvent(epic, "integrationLanded", { commit: landed, isWhole }, by.actor),
        ...outcomes(
          one,
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
        return create(epic.value, { branch: input.branch, auto: input.auto ?? false }, caller.identity);
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
      "integration.land": async (input) => {
        const found = findOpen(input.epic);
        if (!found.ok) return found;
        const done = await land(found.value, input.anyway ?? false);
        return done.ok ? answer(found.value.epic) : done;
      },
      "integration.update": async (input) => {
        const found = findOpen(input.epic);
        if (!found.ok) return found;
        const done = await bringUp(found.value);
        return done.ok ? answer(found.value.epic) : done;
      },
      "integration.drop": async (input, caller) => {
        const found = find(input.epic);
        if (!found.ok) return found;
        if (found.value.state === "dropped")
          return fail("wrong-transition", `The branch of ${found.value.epic} is dropped already.`);
        return drop(found.value, input.discard ?? false, caller.identity);
      },
    },
    async [Symbol.asyncDispose]() {
      subscription?.[Symbol.dispose]();
      await reconciler[Symbol.asyncDispose]();
    },
  };
}

function stillArriving({ branch }: Integration, arriving: readonly string[]) {
  return fail("still-arriving", `On their way to ${branch}: ${arriving.join(", ")}.`, {
    remedy: "Wait until they have landed there; `drover mq list` shows how far they are.",
  });
}
