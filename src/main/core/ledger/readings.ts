import type { OutputOf } from "../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { LedgerDeps } from "./desk.ts";
import { createExplainer } from "./explain.ts";
import { type ItemLists, createItemLists } from "./list.ts";
import type { LedgerService } from "./service.ts";
import { dependencyTree } from "./tree.ts";

type ReadingHandlers = SomeHandlers<
  | "item.list"
  | "item.count"
  | "item.ready"
  | "item.show"
  | "item.search"
  | "item.dep.tree"
  | "item.dep.cycles"
  | "item.explain"
  | "item.blocked"
>;

/** What a list answers unless told otherwise: a screenful of a very large one. */
const DEFAULT_LIMIT = 200;
const WORST_CAUSES = 10;

/** Maps those verbs of the contract's `item.*` that change nothing. */
export function itemReadings(deps: LedgerDeps, items: LedgerService): ReadingHandlers & { readonly lists: ItemLists } {
  const { readiness } = items;
  const lists = createItemLists(items, deps.clock);
  const explainer = createExplainer(deps, items);
  const views = (ids: Iterable<string>) => [...ids].map((id) => items.view(id)).filter((one) => one !== undefined);

  function checkProject(project: string | undefined): Result<void, Failure<"project-not-found">> {
    if (project === undefined || deps.prefixOf(project) !== undefined) return ok();
    return fail("project-not-found", `There is no project ${project}.`, {
      remedy: "List them with `drover project list`.",
    });
  }

  return {
    lists,
    "item.list": async ({ at: _, offset = 0, within, ...filter }) => {
      const known = checkProject(filter.project);
      return known.ok ? lists.page(filter, { offset, limit: filter.limit ?? DEFAULT_LIMIT, within }) : known;
    },
    "item.count": async ({ filter = {}, by }) => {
      const known = checkProject(filter.project);
      return known.ok ? lists.count(filter, by) : known;
    },
    "item.ready": async ({ project, limit = DEFAULT_LIMIT, explain = false }) => {
      const known = checkProject(project);
      if (!known.ok) return known;
      const found: string[] = [];
      let total = 0;
      for (const id of readiness.ready(deps.clock.now(), project)) {
        if (deps.isOnItsWay(id)) continue;
        total += 1;
        // A view costs much more than the question whether there is one; of ten thousand only a screenful is shown.
        if (found.length < limit) found.push(id);
      }
      const answer = { items: views(found), total };
      if (!explain) return ok(answer);
      const ready = found.map((id) => items.get(id)).filter((item) => item !== undefined);
      return ok({ ...answer, reasons: ready.map((item, n) => explainer.reasonOf(item, n + 1)) });
    },
    "item.show": async (input) => {
      const found = items.resolve(input.item);
      if (!found.ok) return found;
      const { id, links } = found.value;
      const ledger = items.projectOf(id) ?? "workspace";
      const comments = items.comments.of(id);
      const said = comments.map((comment) => ({ kind: "comment", id: comment.id }));
      const records = [{ kind: "item", id }, ...said, ...deps.companions(id)];
      const trails = await Promise.all(records.map((record) => deps.store.trail(ledger, record.kind, record.id)));
      const trail = trails.flat().toSorted((a, b) => a.at - b.at || a.seq - b.seq);
      const [item] = views([id]);
      // It may have been deleted while its trail was read.
      if (item === undefined) return fail("item-not-found", `${id} was deleted just now.`);
      return ok({
        item,
        children: views(readiness.children(id)).toSorted((a, b) => a.createdAt - b.createdAt),
        blockedBy: views(readiness.blockedBy(id)),
        unblocks: views(readiness.unblocks(id)),
        comments: [...comments],
        deleted: [...new Set(links.map((link) => link.to))].filter((to) => items.isDeleted(to)),
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
    "item.search": async ({ text, project, limit = DEFAULT_LIMIT }) => {
      const known = checkProject(project);
      if (!known.ok) return known;
      const all = await items.search.find(text);
      const found = project === undefined ? all : all.filter((id) => items.projectOf(id) === project);
      return ok({ items: views(found.slice(0, limit)), total: found.length });
    },
    "item.dep.tree": async ({ item, direction }) => {
      const root = items.resolve(item);
      if (!root.ok) return root;
      const { ids, edges } = dependencyTree(items, root.value.id, direction);
      return ok({ root: root.value.id, items: views(ids), edges });
    },
    "item.dep.cycles": async ({ project }) => {
      const known = checkProject(project);
      if (!known.ok) return known;
      const all = readiness.circles();
      const cycles =
        project === undefined ? all : all.filter((one) => one.items.some((id) => items.projectOf(id) === project));
      return ok({
        cycles: cycles.map(({ items: circle, ignored }) => ({ items: [...circle], ignored: { ...ignored } })),
      });
    },
    "item.explain": async ({ item }) => {
      const found = items.resolve(item);
      return found.ok ? ok(explainer.explain(found.value)) : found;
    },
    "item.blocked": async ({ project, limit = DEFAULT_LIMIT, offset = 0 }) => {
      const known = checkProject(project);
      if (!known.ok) return known;
      const waiting: string[] = [];
      const holdsBack = new Map<string, number>();
      for (const { id, status } of items.values()) {
        if (status === "closed" || (project !== undefined && items.projectOf(id) !== project)) continue;
        const blockers = readiness.blockedBy(id);
        if (blockers.length === 0) continue;
        waiting.push(id);
        for (const on of blockers) holdsBack.set(on, (holdsBack.get(on) ?? 0) + 1);
      }
      const blocked: OutputOf<"item.blocked">["blocked"] = views(waiting.slice(offset, offset + limit)).map((item) => ({
        item,
        explanation: explainer.explain(item),
      }));
      return ok({ blocked, total: waiting.length, causes: worst(holdsBack) });
    },
  };

  function worst(holdsBack: ReadonlyMap<string, number>): OutputOf<"item.blocked">["causes"] {
    const most = [...holdsBack].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, WORST_CAUSES);
    return most.map(([item, count]) => {
      const title = items.get(item)?.title;
      return { item, holdsBack: count, ...(title === undefined ? {} : { title }) };
    });
  }
}
