import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { Convoy } from "../../../shared/model/convoy.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { Clock } from "../base/clock.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type Candidate, choose } from "./choose.ts";
import { type Aim, type Assignment, assignmentEvent, assignmentKind, isLive, sling } from "./decide.ts";

export { assignmentKind, type Assignment } from "./decide.ts";
export { describeAssignmentEvent } from "./describe.ts";

type ItemFailure = Failure<"item-not-found" | "item-ambiguous">;

/** Everything here answers as of the newest appended event; `plan…` answers events to be committed with ours. */
export interface DispatchDeps {
  readonly store: RecordStore;
  readonly clock: Clock;
  /** Who acts where a rule, not a person, decides. */
  readonly self: IdentityPath;
  resolveItem(ref: string): Result<string, ItemFailure>;
  viewItem(id: string): ItemView | undefined;
  isSubmitted(item: string): boolean;
  project(name: string): Project | undefined;
  /** A live agent by path or short name. */
  resolveAgent(ref: string): Result<{ readonly path: IdentityPath; readonly project: string | undefined }>;
  /** Whether a runtime is known and installed; undefined asks for the project's or the workspace's default. */
  checkRuntime(
    runtime: string | undefined,
    project: Project,
  ): Promise<Result<void, Failure<"runtime-not-found" | "runtime-missing">>>;
  /** Workers of a project that have work on their hook now. */
  workersAtWork(project: string): number;
  planHire(
    project: Project,
    runtime: string | undefined,
    actor: IdentityPath,
  ): { readonly path: IdentityPath; readonly events: readonly NewEvent[] };
  /** The hook takes it, or queues it behind what it has; the item becomes the agent's. */
  planFill(agent: IdentityPath, project: string, item: string, actor: IdentityPath): Result<readonly NewEvent[]>;
  /** The hook lets go of it, its branch kept; the item is nobody's again. */
  planWithdraw(
    agent: IdentityPath,
    item: string,
    actor: IdentityPath,
  ): { readonly events: readonly NewEvent[]; readonly keptBranch?: string };
  readonly convoys: {
    find(ref: string): Result<Convoy, Failure<"convoy-not-found">>;
    holding(item: string): readonly Convoy[];
    started(): Iterable<Convoy>;
    decideNew(
      title: string,
      items: readonly string[],
      by: IdentityPath,
    ): { readonly id: string; readonly event: NewEvent };
    decideAdd(convoy: Convoy, items: readonly string[], by: IdentityPath): readonly NewEvent[];
  };
  report(error: unknown): void;
}

export interface DispatchService {
  get(item: string): Assignment | undefined;
  /** The event that ends an item's assignment, for those who close it; nothing when it has none. */
  planEnd(item: string, actor: IdentityPath): readonly NewEvent[];
  /** Looks for work that can go out; returns at once. Calls in between are taken together. */
  wake(): void;
  idle(): Promise<void>;
  readonly handlers: SomeHandlers<"work.sling" | "work.unsling">;
  [Symbol.asyncDispose](): Promise<void>;
}

interface Slung {
  readonly convoy: string;
  readonly ids: readonly string[];
}

type SlingFailure = Failure<
  | "item-not-found"
  | "item-closed"
  | "item-taken"
  | "item-in-queue"
  | "no-repository"
  | "wrong-project"
  | "convoy-not-found"
>;

/** Kinds whose events can free an item or an agent. */
const WAKING = new Set(["item", "hook", "agent", "convoy", "assignment", "project", "submission"]);

/** Puts work on hooks: by order of a supervisor, and by itself for convoys that were started. */
export function createDispatch(deps: DispatchDeps): DispatchService {
  const { store, clock, self } = deps;
  const assignments = store.table(assignmentKind);
  /** Items with a live assignment: the table keeps ended ones for ever. */
  const live = new Set<string>();
  for (const one of assignments.values()) if (isLive(one)) live.add(one.item);
  const watching = assignments.watch(({ id, after }) => {
    if (isLive(after)) live.add(id);
    else live.delete(id);
  });
  const liveOnes = () => [...live].map((id) => assignments.get(id)).filter(isLive);
  let pumping: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const subscription = store.subscribe((event) => {
    if (WAKING.has(event.kind)) wake();
  });

  function wake(): void {
    if (stopped) return;
    if (pumping !== undefined) {
      again = true;
      return;
    }
    pumping = pump()
      .catch(deps.report)
      .finally(() => {
        pumping = undefined;
        if (again) {
          again = false;
          wake();
        }
      });
  }

  async function pump(): Promise<void> {
    const done = await store.commit(() => ok({ events: slingConvoys(), result: () => undefined }));
    if (!done.ok) return;
    for (const assignment of choose(candidates(), room(), clock.now())) {
      const put = await store.commit(() => {
        const current = assignments.get(assignment.item);
        const events = current?.state === "waiting" ? putOnHook(current) : ok([]);
        return events.ok ? ok({ events: events.value, result: () => undefined }) : events;
      });
      if (!put.ok) deps.report(new Error(`${assignment.item} could not be put on a hook: ${put.error.message}`));
    }
  }

  /** Items of started convoys that nobody has are slung to their projects. */
  function slingConvoys(): readonly NewEvent[] {
    const events: NewEvent[] = [];
    const taken = new Set<string>();
    for (const convoy of deps.convoys.started()) {
      for (const id of convoy.items) {
        const item = deps.viewItem(id);
        const before = assignments.get(id);
        const idle =
          item !== undefined && item.status === "open" && item.assignee === undefined && item.type !== "epic";
        if (!idle || taken.has(id) || (before !== undefined && before.state !== "ended")) continue;
        const slung = sling({ item: factsOf(item), aim: { kind: "worker" }, aimProject: undefined, before, by: self });
        if (slung.ok) {
          taken.add(id);
          events.push(...slung.value);
        }
      }
    }
    return events;
  }

  function candidates(): readonly Candidate[] {
    const found: Candidate[] = [];
    for (const assignment of liveOnes()) {
      if (assignment.state !== "waiting") continue;
      const item = deps.viewItem(assignment.item);
      if (item === undefined || item.status === "closed") continue;
      const limited = deps.convoys
        .holding(item.id)
        .filter((one) => one.limit !== undefined && one.closedAt === undefined);
      // A convoy that was paused holds back what nobody aimed at a particular agent.
      const paused = deps.convoys.holding(item.id).filter((one) => one.closedAt === undefined);
      if (assignment.aim.kind === "worker" && paused.length > 0 && paused.every((one) => !one.started)) continue;
      found.push({ assignment, item, convoys: limited.map((one) => one.id) });
    }
    return found;
  }

  function room() {
    const workers = new Map<string, number>();
    const convoys = new Map<string, number>();
    for (const { project, item } of liveOnes()) {
      if (!workers.has(project)) {
        workers.set(project, (deps.project(project)?.maxWorkers ?? 0) - deps.workersAtWork(project));
      }
      for (const convoy of deps.convoys.holding(item)) {
        if (convoy.limit === undefined || convoys.has(convoy.id)) continue;
        const inFlight = convoy.items.filter((id) => assignments.get(id)?.state === "hooked").length;
        convoys.set(convoy.id, convoy.limit - inFlight);
      }
    }
    return { workers, convoys };
  }

  function putOnHook(assignment: Assignment): Result<readonly NewEvent[]> {
    const { aim, item } = assignment;
    const project = deps.project(assignment.project);
    if (project === undefined) return fail("project-not-found", `There is no project ${assignment.project}.`);
    const hired = aim.kind === "agent" ? { path: aim.agent, events: [] } : deps.planHire(project, aim.runtime, self);
    const filled = deps.planFill(hired.path, project.name, item, self);
    if (!filled.ok) return filled;
    const hooked = assignmentEvent({ project: project.name, id: item }, "itemHooked", { agent: hired.path }, self);
    return ok([...hired.events, hooked, ...filled.value]);
  }

  function factsOf(item: ItemView) {
    return {
      id: item.id,
      project: item.project,
      isClosed: item.status === "closed",
      isEpic: item.type === "epic",
      isSubmitted: deps.isSubmitted(item.id),
      assignee: item.assignee,
    };
  }

  /** An agent's path or short name, or a project's name; without one, a worker of each item's own project. */
  function aimAt(
    to: string | undefined,
    runtime: string | undefined,
  ): Result<{ aim: Aim; project?: string }, Failure<"target-not-found">> {
    const worker: Aim = runtime === undefined ? { kind: "worker" } : { kind: "worker", runtime };
    if (to === undefined) return ok({ aim: worker });
    if (deps.project(to) !== undefined) return ok({ aim: worker, project: to });
    const agent = deps.resolveAgent(to);
    if (!agent.ok) {
      return fail(
        "target-not-found",
        `${JSON.stringify(to)} is neither a project nor an agent: ${agent.error.message}`,
        {
          remedy: "List them with `drover project list` and `drover agent list`.",
        },
      );
    }
    const { path, project } = agent.value;
    return ok(
      project === undefined
        ? { aim: { kind: "agent", agent: path } }
        : { aim: { kind: "agent", agent: path }, project },
    );
  }

  async function slingItems(input: ParsedInputOf<"work.sling">, by: IdentityPath) {
    const items: ItemView[] = [];
    for (const ref of new Set(input.items)) {
      const id = deps.resolveItem(ref);
      if (!id.ok) return id;
      const item = deps.viewItem(id.value);
      if (item === undefined) return fail("item-not-found", `The ledger of ${id.value} is not open.`);
      items.push(item);
    }
    const target = aimAt(input.to, input.runtime);
    if (!target.ok) return target;
    const { aim } = target.value;
    if (aim.kind === "worker") {
      for (const name of new Set(items.map((item) => item.project))) {
        const project = name === undefined ? undefined : deps.project(name);
        const usable = project === undefined ? ok() : await deps.checkRuntime(input.runtime, project);
        if (!usable.ok) return usable;
      }
    }
    const ids = items.map((item) => item.id);
    return store.commit<Slung, SlingFailure>(() => {
      const events: NewEvent[] = [];
      for (const { id } of items) {
        // As of now: others may have changed it while the runtime was looked for.
        const item = deps.viewItem(id);
        if (item === undefined) return fail("item-not-found", `The ledger of ${id} is not open.`);
        const slung = sling({
          item: factsOf(item),
          aim,
          aimProject: target.value.project,
          before: assignments.get(item.id),
          by,
        });
        if (!slung.ok) return slung;
        events.push(...slung.value);
      }
      const convoy = convoyFor(input.convoy, items, by);
      if (!convoy.ok) return convoy;
      return ok({ events: [...events, ...convoy.value.events], result: () => ({ convoy: convoy.value.id, ids }) });
    });
  }

  /** Everything slung is on a board: in the convoy that was named, in one that has it already, or in one made for it. */
  function convoyFor(
    ref: string | undefined,
    items: readonly ItemView[],
    by: IdentityPath,
  ): Result<{ readonly id: string; readonly events: readonly NewEvent[] }, Failure<"convoy-not-found">> {
    const ids = items.map((item) => item.id);
    if (ref !== undefined) {
      const found = deps.convoys.find(ref);
      return found.ok ? ok({ id: found.value.id, events: deps.convoys.decideAdd(found.value, ids, by) }) : found;
    }
    const homeless = ids.filter((id) => !deps.convoys.holding(id).some((one) => one.closedAt === undefined));
    const home = deps.convoys.holding(ids[0] ?? "").find((one) => one.closedAt === undefined);
    if (homeless.length === 0 && home !== undefined) return ok({ id: home.id, events: [] });
    const [first] = items;
    const more = ids.length > 1 ? ` and ${ids.length - 1} more` : "";
    const made = deps.convoys.decideNew(`${(first?.title ?? "Work").slice(0, 400)}${more}`, homeless, by);
    return ok({ id: made.id, events: [made.event] });
  }

  function outcome(item: string): OutputOf<"work.sling">["assignments"][number] {
    const assignment = assignments.get(item);
    if (assignment?.state === "hooked" && assignment.agent !== undefined) return { item, agent: assignment.agent };
    const view = deps.viewItem(item);
    if (view !== undefined && view.blockedBy.length > 0) return { item, waitsFor: view.blockedBy.join(", ") };
    return { item, waitsFor: "a free agent" };
  }

  return {
    get: (item) => assignments.get(item),
    planEnd(item, actor) {
      const one = assignments.get(item);
      return isLive(one) ? [assignmentEvent({ project: one.project, id: item }, "assignmentEnded", {}, actor)] : [];
    },
    wake,
    async idle() {
      while (pumping !== undefined) await pumping;
    },
    handlers: {
      "work.sling": async (input, caller) => {
        const done = await slingItems(input, caller.identity);
        if (!done.ok) return err(done.error);
        // The round under way may have begun before our items were there; the one after it has seen them.
        wake();
        await pumping;
        await pumping;
        return ok({ convoy: done.value.convoy, assignments: done.value.ids.map(outcome) });
      },
      "work.unsling": async (input, caller) => {
        const ids: string[] = [];
        for (const ref of new Set(input.items)) {
          const id = deps.resolveItem(ref);
          if (!id.ok) return id;
          ids.push(id.value);
        }
        return store.commit(() => {
          const events: NewEvent[] = [];
          const answers: { item: string; keptBranch?: string }[] = [];
          for (const item of ids) {
            const one = assignments.get(item);
            if (!isLive(one)) {
              return fail("not-slung", `${item} is on no hook and waits for none.`);
            }
            events.push(assignmentEvent({ project: one.project, id: item }, "itemUnslung", {}, caller.identity));
            const off =
              one.state === "hooked" && one.agent !== undefined
                ? deps.planWithdraw(one.agent, item, caller.identity)
                : { events: [] };
            events.push(...off.events);
            answers.push(
              "keptBranch" in off && off.keptBranch !== undefined ? { item, keptBranch: off.keptBranch } : { item },
            );
          }
          return ok({ events, result: () => ({ items: answers }) });
        });
      },
    },
    async [Symbol.asyncDispose]() {
      stopped = true;
      subscription[Symbol.dispose]();
      watching[Symbol.dispose]();
      while (pumping !== undefined) await pumping;
    },
  };
}
