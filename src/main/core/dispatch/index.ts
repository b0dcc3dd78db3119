import { type Failure, type Result, err, fail, ok } from "../../../shared/model/result.ts";
import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { TYPES_WITHOUT_WORK } from "../../../shared/model/item-words.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { type Candidate, type Room, choose } from "./choose.ts";
import { type Aim, type Assignment, assignmentEvent, assignmentKind, isLive, sling } from "./decide.ts";
import type { DispatchDeps } from "./ports.ts";

export type { Assignment } from "./decide.ts";
export { assignmentKind } from "./decide.ts";
export { describeAssignmentEvent } from "./describe.ts";
export type { DispatchDeps } from "./ports.ts";

export interface DispatchService {
  get(item: string): Assignment | undefined;
  /** The event that ends an item's assignment, for those who close it; nothing when it has none. */
  planEnd(item: string, actor: IdentityPath): readonly NewEvent[];
  /** The event that slings a new item to a worker of that project, for those who make it; it is in no convoy. */
  planSling(item: string, project: string, actor: IdentityPath): NewEvent;
  /** The same for those who take it away from everybody: its convoy does not sling it again. Nothing when it has no assignment. */
  planWithdrawal(item: string, actor: IdentityPath): readonly NewEvent[];
  /** Nobody puts work on workers' hooks by itself just now. */
  isOff(): boolean;
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
  | "item-not-ready"
  | "item-closed"
  | "item-taken"
  | "item-in-queue"
  | "no-repository"
  | "wrong-project"
  | "convoy-not-found"
>;

/** Kinds whose events can free an item or an agent. */
const WAKING = new Set(["item", "hook", "agent", "convoy", "assignment", "project", "submission", "freeze"]);

/** A few milliseconds' worth: with ten thousand items waiting, others get their turn in between. */
const LOOKED_AT_ONCE = 1_000;

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
  /** Items that may have become work of a started convoy since they were looked at; undefined: all of them may. */
  let unlooked: Set<string> | undefined;
  let pumping: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const subscription = store.subscribe((event) => {
    if (event.kind === "item" || event.kind === "assignment") unlooked?.add(event.subject);
    // Convoys and ledgers change seldom, and then much may be different.
    if (event.kind === "convoy" || event.kind === "project") unlooked = undefined;
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
    const looked = unlooked ?? new Set(allOfStarted());
    unlooked = new Set();
    const done = await store.commit(() => ok({ events: slingConvoys(looked), result: () => undefined }));
    if (!done.ok) {
      unlooked = undefined;
      return;
    }
    if (deps.isFrozen()) return;
    const room = createRoom();
    for (const assignment of choose(await candidates(room), room, clock.now())) {
      if (stopped || deps.isFrozen()) return;
      const put = await store.commit(() => {
        const current = assignments.get(assignment.item);
        const events = current?.state === "waiting" ? putOnHook(current) : ok([]);
        return events.ok ? ok({ events: events.value, result: () => undefined }) : events;
      });
      if (!put.ok) deps.report(new Error(`${assignment.item} could not be put on a hook: ${put.error.message}`));
    }
  }

  function* allOfStarted(): Generator<string> {
    for (const convoy of deps.convoys.started()) yield* convoy.items;
  }

  /** Those of the items that are in a started convoy and nobody's are slung to their projects. */
  function slingConvoys(items: Iterable<string>): readonly NewEvent[] {
    const events: NewEvent[] = [];
    for (const id of items) {
      const before = assignments.get(id);
      if (before !== undefined && before.state !== "ended") continue;
      if (!deps.convoys.holding(id).some((one) => one.started && one.closedAt === undefined)) continue;
      const item = deps.viewItem(id);
      if (item?.status !== "open" || item.assignee !== undefined || isNoWork(item.type)) continue;
      const slung = sling({ item: factsOf(item), aim: { kind: "worker" }, aimProject: undefined, before, by: self });
      if (slung.ok) events.push(...slung.value);
      // What is in the merge queue leaves it without an event of its own: it is looked at in each round.
      else if (slung.error.code === "item-in-queue") unlooked?.add(id);
    }
    return events;
  }

  async function candidates(room: Room): Promise<readonly Candidate[]> {
    const found: Candidate[] = [];
    let looked = 0;
    for (const id of live) {
      looked += 1;
      if (looked % LOOKED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      const assignment = assignments.get(id);
      if (assignment?.state !== "waiting") continue;
      const isForWorker = assignment.aim.kind === "worker";
      if (isForWorker && deps.isOff()) continue;
      // Of ten thousand that wait, none is looked at while all workers are busy.
      if (isForWorker && room.workers(assignment.project) <= 0) continue;
      const item = deps.turnOf(id);
      if (item === undefined || item.isClosed) continue;
      const open = deps.convoys.holding(id).filter((one) => one.closedAt === undefined);
      // A convoy that was paused holds back what nobody aimed at a particular agent.
      if (isForWorker && open.length > 0 && open.every((one) => !one.started)) continue;
      found.push({
        assignment,
        item,
        convoys: open.filter((one) => one.limit !== undefined).map((one) => one.id),
      });
    }
    return found;
  }

  /** As of now; each answer is worked out when it is first asked for. */
  function createRoom(): Room {
    const workers = new Map<string, number>();
    const convoys = new Map<string, number>();
    return {
      workers: (project) =>
        remember(workers, project, () => (deps.project(project)?.maxWorkers ?? 0) - deps.workersAtWork(project)),
      convoys: (id) =>
        remember(convoys, id, () => {
          const found = deps.convoys.find(id);
          if (!found.ok || found.value.limit === undefined) return Infinity;
          const inFlight = found.value.items.filter((item) => assignments.get(item)?.state === "hooked").length;
          return found.value.limit - inFlight;
        }),
    };
  }

  function putOnHook(assignment: Assignment): Result<readonly NewEvent[]> {
    const { aim, item } = assignment;
    const project = deps.project(assignment.project);
    if (project === undefined) return fail("project-not-found", `There is no project ${assignment.project}.`);
    const hired =
      aim.kind === "agent"
        ? { path: aim.agent, events: [] }
        : deps.planHire(project, { item, runtime: aim.runtime }, self);
    const filled = deps.planFill(hired.path, project.name, item, self);
    if (!filled.ok) return filled;
    const hooked = assignmentEvent({ id: item }, "itemHooked", { agent: hired.path }, self);
    return ok([...hired.events, hooked, ...filled.value]);
  }

  function factsOf(item: ItemView) {
    return {
      id: item.id,
      project: item.project,
      isClosed: item.status === "closed",
      type: item.type,
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
    if (deps.isFrozen()) return { item, waitsFor: "everything to go on: it is paused" };
    const isForWorker = assignment?.aim.kind === "worker";
    if (isForWorker && deps.isOff()) return { item, waitsFor: "somebody to hold the manager's role" };
    return { item, waitsFor: "a free agent" };
  }

  return {
    get: (item) => assignments.get(item),
    planEnd(item, actor) {
      const one = assignments.get(item);
      return isLive(one) ? [assignmentEvent({ id: item }, "assignmentEnded", {}, actor)] : [];
    },
    planSling: (item, project, actor) =>
      assignmentEvent({ id: item }, "itemSlung", { aim: { kind: "worker" }, project }, actor),
    planWithdrawal(item, actor) {
      const one = assignments.get(item);
      return isLive(one) ? [assignmentEvent({ id: item }, "itemUnslung", {}, actor)] : [];
    },
    isOff: () => deps.isOff(),
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
        type Off = OutputOf<"work.unsling">;
        return store.commit<Off, Failure<"not-slung" | "item-submitted">>(() => {
          const events: NewEvent[] = [];
          const answers: Off["items"] = [];
          for (const item of ids) {
            const one = assignments.get(item);
            if (!isLive(one)) {
              return fail("not-slung", `${item} is on no hook and waits for none.`);
            }
            events.push(assignmentEvent({ id: item }, "itemUnslung", {}, caller.identity));
            if (one.state !== "hooked" || one.agent === undefined) {
              answers.push({ item });
              continue;
            }
            const off = deps.planWithdraw(one.agent, item, caller.identity);
            if (!off.ok) return off;
            const { events: released, keptBranch } = off.value;
            events.push(...released);
            answers.push(keptBranch === undefined ? { item } : { item, keptBranch });
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

/** Epics are done when their children are; gates and messages are nothing to do. */
function isNoWork(type: string): boolean {
  return type === "epic" || TYPES_WITHOUT_WORK.includes(type);
}

function remember<K, V>(known: Map<K, V>, key: K, workOut: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = workOut();
  known.set(key, value);
  return value;
}
