import type { Caller, SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { commentVerbs } from "../../../shared/contract/comment.ts";
import type { countVerbs } from "../../../shared/contract/item-count.ts";
import type { itemLinkVerbs } from "../../../shared/contract/item-links.ts";
import type { itemVerbs } from "../../../shared/contract/item.ts";
import { SUPERVISORS } from "../../../shared/contract/verb.ts";
import type { vocabularyVerbs } from "../../../shared/contract/vocabulary.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { Vocabulary } from "../../../shared/model/vocabulary.ts";
import type { ItemView, WorkItem } from "../../../shared/model/work-item.ts";
import type { Decision } from "../platform/store/record-store.ts";
import type { LedgerDeps } from "./desk.ts";
import { itemReadings } from "./readings.ts";
import type { LedgerService } from "./service.ts";
import { editVocabulary, vocabularyOf } from "./vocabulary.ts";

type VerbsOf<V extends readonly { readonly name: string }[]> = V[number]["name"];
export type ItemHandlers = SomeHandlers<
  | VerbsOf<typeof itemVerbs>
  | VerbsOf<typeof itemLinkVerbs>
  | VerbsOf<typeof countVerbs>
  | VerbsOf<typeof commentVerbs>
  | VerbsOf<typeof vocabularyVerbs>
>;

type VocabularyCode = "project-not-found" | "word-built-in" | "word-in-use" | "unknown-word";

/** Maps the contract's `item.*` and `ledger.vocabulary*` to the service. */
export function itemHandlers(deps: LedgerDeps, items: LedgerService): ItemHandlers {
  const by = (caller: Caller, cause?: string) => ({ actor: caller.identity, cause });
  const view = (item: WorkItem): ItemView => {
    const found = items.view(item.id);
    if (found === undefined) throw new Error(`Item ${item.id} vanished while it was answered.`);
    return found;
  };
  const answer = <E>(done: Result<WorkItem, E>): Result<ItemView, E> => (done.ok ? ok(view(done.value)) : done);
  const answerAll = <E>(done: Result<readonly WorkItem[], E>) => (done.ok ? ok({ items: done.value.map(view) }) : done);
  const { lists: _, ...readings } = itemReadings(deps, items);

  function prefixOf(project: string | undefined): Result<string, Failure<"project-not-found">> {
    const prefix = deps.prefixOf(project ?? "workspace");
    if (prefix !== undefined) return ok(prefix);
    return fail("project-not-found", `There is no project ${project ?? ""}.`, {
      remedy: "List them with `drover project list`.",
    });
  }

  return {
    ...readings,
    ...items.comments.handlers,
    "item.create": async ({ project, ...input }, caller) => {
      const known = prefixOf(project);
      if (!known.ok) return known;
      const ledger = project ?? projectOf(caller.identity) ?? "workspace";
      return answer(await items.create({ ...said(input), title: input.title, ledger }, by(caller)));
    },
    "item.edit": async ({ item, ...input }, caller) => answer(await items.edit(item, defined(input), by(caller))),
    "item.claim": async ({ item }, caller) => answer(await items.claim(item, by(caller))),
    "item.update": async ({ item, status, assignee, cause }, caller) => {
      return answer(await items.update(item, { status, assignee, mayReassign: supervises(caller) }, by(caller, cause)));
    },
    "item.close": async ({ items: refs, ...how }, caller) =>
      answerAll(await items.close(refs, { ...how, mayCloseOthers: supervises(caller) }, by(caller))),
    "item.reopen": async ({ item, reason }, caller) => answer(await items.reopen(item, reason, by(caller))),
    "item.bulk": async ({ items: refs, cause, edit, ...input }, caller) => {
      const command = { ...input, edit: defined(edit ?? {}), isSupervisor: supervises(caller) };
      return answerAll(await items.bulk(refs, command, by(caller, cause)));
    },
    "item.delete": async ({ items: refs, withChildren = false, reason }, caller) => {
      const gone = await items.delete(refs, { withChildren, reason }, by(caller));
      return gone.ok ? ok({ items: [...gone.value] }) : gone;
    },
    "item.restore": async ({ item }, caller) => answer(await items.restore(item, by(caller))),
    "item.dep.add": async ({ item, to, kind, mode }, caller) => {
      const link = mode === undefined ? { kind, to } : { kind, to, mode };
      return answer(await items.link(item, link, by(caller)));
    },
    "item.dep.remove": async ({ item, to, kind }, caller) => answer(await items.unlink(item, to, kind, by(caller))),
    "ledger.vocabulary": async ({ project }) => {
      const known = prefixOf(project);
      return known.ok ? ok(vocabularyOf(project, items.words.own(project ?? "workspace"))) : known;
    },
    "ledger.vocabulary.edit": ({ project, add = [], remove = [] }, caller) =>
      deps.store.commit((): Result<Decision<Vocabulary>, Failure<VocabularyCode>> => {
        const prefix = prefixOf(project);
        if (!prefix.ok) return prefix;
        const ledger = project ?? "workspace";
        const inLedger = [...items.values()].filter((item) => items.projectOf(item.id) === project);
        const command = { ledger, prefix: prefix.value, add, remove };
        const events = editVocabulary(items.words.own(ledger), inLedger, command, by(caller));
        if (!events.ok) return events;
        return ok({ events: events.value, result: () => vocabularyOf(project, items.words.own(ledger)) });
      }),
  };
}

/** Without the fields that are undefined, which zod leaves in for what is optional. */
function defined<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** Null is what a new item does not have. */
function said<T extends object>(input: T): { [K in keyof T]: Exclude<T[K], undefined | null> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null)) as {
    [K in keyof T]: Exclude<T[K], undefined | null>;
  };
}

/** What others have may be taken from them. */
function supervises({ role }: Caller): boolean {
  return SUPERVISORS.includes(role);
}
