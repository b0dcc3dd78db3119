import type { OutputOf, ParsedInputOf } from "../../../shared/contract/contract.ts";
import type { Caller, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { itemVerbs } from "../../../shared/contract/item.ts";
import { SUPERVISORS } from "../../../shared/contract/verb.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { ItemView, WorkItem } from "../../../shared/model/work-item.ts";
import type { LedgerDeps, LedgerService } from "./service.ts";

export type ItemHandlers = SomeHandlers<(typeof itemVerbs)[number]["name"]>;

/** What a list answers unless told otherwise: a screenful of a very large one. */
const DEFAULT_LIMIT = 200;

/** Maps the contract's `item.*` to the service. */
export function itemHandlers(deps: LedgerDeps, items: LedgerService): ItemHandlers {
  const by = (caller: Caller, cause?: string) => ({ actor: caller.identity, cause });
  const view = (item: WorkItem): ItemView => {
    const found = items.view(item.id);
    if (found === undefined) throw new Error(`Item ${item.id} vanished while it was answered.`);
    return found;
  };
  const views = (ids: Iterable<string>) => [...ids].map((id) => items.view(id)).filter((one) => one !== undefined);
  const answer = <E>(done: Result<WorkItem, E>): Result<ItemView, E> => (done.ok ? ok(view(done.value)) : done);
  const unknownProject = (project: string | undefined) =>
    project !== undefined && deps.prefixOf(project) === undefined
      ? fail("project-not-found", `There is no project ${project}.`, {
          remedy: "List them with `drover project list`.",
        })
      : undefined;

  return {
    "item.create": async ({ deferredUntil, project, ...input }, caller) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const ledger = project ?? projectOf(caller.identity) ?? "workspace";
      const later = deferredUntil === undefined || deferredUntil === null ? {} : { deferredUntil };
      return answer(await items.create({ ...defined(input), title: input.title, ...later, ledger }, by(caller)));
    },
    "item.edit": async ({ item, ...input }, caller) => answer(await items.edit(item, defined(input), by(caller))),
    "item.claim": async ({ item }, caller) => answer(await items.claim(item, by(caller))),
    "item.update": async ({ item, status, assignee, cause }, caller) => {
      return answer(await items.update(item, { status, assignee, mayReassign: supervises(caller) }, by(caller, cause)));
    },
    "item.close": async (input, caller) => {
      const how = { reason: input.reason, mayCloseOthers: supervises(caller) };
      const closed = await items.close(input.items, how, by(caller));
      return closed.ok ? ok({ items: closed.value.map(view) }) : closed;
    },
    "item.reopen": async ({ item, reason }, caller) => answer(await items.reopen(item, reason, by(caller))),
    "item.dep.add": async ({ item, to, kind }, caller) => answer(await items.link(item, to, kind, by(caller))),
    "item.dep.remove": async ({ item, to, kind }, caller) => answer(await items.unlink(item, to, kind, by(caller))),
    "item.dep.tree": async (input) => {
      const root = items.resolve(input.item);
      return root.ok ? ok(dependencyTree(root.value.id)) : root;
    },
    "item.show": async (input) => {
      const found = items.resolve(input.item);
      if (!found.ok) return found;
      const { id } = found.value;
      const ledger = items.projectOf(id) ?? "workspace";
      const records = [{ kind: "item", id }, ...deps.companions(id)];
      const trails = await Promise.all(records.map((record) => deps.store.trail(ledger, record.kind, record.id)));
      const trail = trails.flat().toSorted((a, b) => a.seq - b.seq);
      return ok({
        item: view(found.value),
        children: views(items.readiness.children(id)).toSorted((a, b) => a.createdAt - b.createdAt),
        blockedBy: views(items.readiness.blockedBy(id)),
        unblocks: views(items.readiness.unblocks(id)),
        trail: trail.map((event) => ({
          seq: event.seq,
          at: event.at,
          actor: event.actor,
          type: event.type,
          text: deps.describe(event),
          ...(event.cause === undefined ? {} : { cause: event.cause }),
        })),
      });
    },
    "item.ready": async ({ project, limit = DEFAULT_LIMIT }) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const found: ItemView[] = [];
      let total = 0;
      for (const id of items.readiness.ready(deps.clock.now(), project)) {
        if (deps.isOnItsWay(id)) continue;
        total += 1;
        // A view costs much more than the question whether there is one; of ten thousand only a screenful is shown.
        const one = found.length < limit ? items.view(id) : undefined;
        if (one !== undefined) found.push(one);
      }
      return ok({ items: found, total });
    },
    "item.list": async (input) => {
      const unknown = unknownProject(input.project);
      if (unknown !== undefined) return unknown;
      const parent = input.parent === undefined ? undefined : items.resolve(input.parent);
      if (parent?.ok === false) return parent;
      const chosen = [...items.values()].filter((item) => matches(item, input, parent?.value.id));
      const ofView = input.stage !== undefined || input.convoy !== undefined;
      const sorted = chosen.toSorted((a, b) => b.updatedAt - a.updatedAt || b.createdAt - a.createdAt);
      return ok(page(ofView ? sorted.map(view).filter((one) => matchesView(one, input)) : sorted, input.limit));
    },
    "item.search": async ({ text, project, limit }) => {
      const unknown = unknownProject(project);
      if (unknown !== undefined) return unknown;
      const found = (await items.search.find(text))
        .map((id) => items.get(id))
        .filter((item) => item !== undefined && (project === undefined || items.projectOf(item.id) === project));
      return ok(
        page(
          found.filter((item) => item !== undefined),
          limit,
        ),
      );
    },
  };

  function page(found: readonly WorkItem[], limit = DEFAULT_LIMIT): OutputOf<"item.list"> {
    return { items: found.slice(0, limit).map(view), total: found.length };
  }

  function matches(item: WorkItem, filter: ParsedInputOf<"item.list">, parent: string | undefined): boolean {
    const hidesClosed = filter.all !== true && filter.status === undefined && filter.stage === undefined;
    return (
      !(hidesClosed && item.status === "closed") &&
      (filter.project === undefined || items.projectOf(item.id) === filter.project) &&
      (filter.status === undefined || filter.status.includes(item.status)) &&
      (filter.type === undefined || filter.type.includes(item.type)) &&
      (filter.labels === undefined || filter.labels.every((label) => item.labels.includes(label))) &&
      (filter.assignee === undefined || item.assignee === filter.assignee) &&
      (parent === undefined || item.parent === parent)
    );
  }

  function matchesView(one: ItemView, filter: ParsedInputOf<"item.list">): boolean {
    return (
      (filter.stage === undefined || filter.stage.includes(one.stage)) &&
      (filter.convoy === undefined || one.convoys.includes(filter.convoy))
    );
  }

  function dependencyTree(root: string): OutputOf<"item.dep.tree"> {
    const seen = new Set([root]);
    const edges: { from: string; to: string }[] = [];
    for (const from of seen) {
      for (const to of items.readiness.waitsFor(from)) {
        edges.push({ from, to });
        seen.add(to);
      }
    }
    return { root, items: views(seen), edges };
  }
}

/** Without the fields that are undefined, which zod leaves in for what is optional. */
function defined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** What others have may be taken from them. */
function supervises({ role }: Caller): boolean {
  return SUPERVISORS.includes(role);
}
