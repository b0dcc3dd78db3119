import { randomBytes } from "node:crypto";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import type { commentVerbs } from "../../../shared/contract/comment.ts";
import { type Comment, comment } from "../../../shared/model/comment.ts";
import type { LedgerEvent, LedgerName, NewEvent } from "../../../shared/model/event.ts";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { base36 } from "../base/short-id.ts";
import type { RecordKind, RecordStore, RecordTable } from "../platform/store/record-store.ts";
import type { ItemRefFailure } from "./ids.ts";

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
type CommentEvent =
  | LedgerEvent<"commentAdded", { readonly item: string; readonly text: string }>
  /** Said elsewhere, by its author and at its time. */
  | LedgerEvent<"commentImported", Omit<Comment, "id">>
  | LedgerEvent<"commentEdited", { readonly text: string }>
  | LedgerEvent<"commentRemoved", Record<string, never>>;

/** What was said about items, each in its item's ledger. */
export const commentKind: RecordKind<Comment> = {
  kind: "comment",
  schema: comment.loose(),
  reduce(record, raw) {
    const event = raw as CommentEvent;
    switch (event.type) {
      case "commentAdded": {
        const { item, text } = event.data;
        return record ?? { id: event.subject, item, text, author: event.actor, createdAt: event.at };
      }
      case "commentImported":
        return record ?? { ...event.data, id: event.subject };
      case "commentEdited":
        return record && { ...record, text: event.data.text, editedAt: event.at };
      case "commentRemoved":
        return undefined;
      default:
        return record;
    }
  },
};

/** 36 to the sixth are two thousand million: enough for what two clones say about one item. */
const HASH_LENGTH = 6;
/** Most of a text that a trail shows. */
const SHOWN_CHARS = 120;

export interface Comments {
  /** Oldest first. */
  of(item: string): readonly Comment[];
  readonly handlers: SomeHandlers<(typeof commentVerbs)[number]["name"]>;
  [Symbol.dispose](): void;
}

export interface CommentsDeps {
  readonly store: RecordStore;
  resolve(ref: string): Result<WorkItem, ItemRefFailure>;
  ledgerOf(item: string): LedgerName | undefined;
}

export function createComments({ store, resolve, ledgerOf }: CommentsDeps): Comments {
  const table = store.table(commentKind);
  const index = createCommentIndex(table);

  /** Of what one said oneself; the user may change what anybody said. */
  function changeOwn(id: string, actor: IdentityPath, what: Pick<CommentEvent, "type" | "data">) {
    return store.commit((): Result<Decided, Failure<"comment-not-found" | "not-yours">> => {
      const found = table.get(id);
      const ledger = table.ledgerOf(id);
      if (found === undefined || ledger === undefined) {
        return fail("comment-not-found", `There is no comment ${JSON.stringify(id)}.`, {
          remedy: "List an item's comments with `drover comment list ITEM`.",
        });
      }
      if (found.author !== actor && actor !== USER) {
        return fail("not-yours", `${id} is ${found.author}'s comment.`, {
          remedy: "Say what you have to say in a comment of your own.",
        });
      }
      const isSame = what.type === "commentEdited" && "text" in what.data && what.data.text === found.text;
      const event: NewEvent = { ledger, kind: "comment", subject: id, actor, ...what };
      return ok({ events: isSame ? [] : [event], result: () => table.get(id) ?? found });
    });
  }

  return {
    of: index.of,
    handlers: {
      "item.comment.add": ({ item: ref, text }, caller) =>
        store.commit((): Result<Decided, ItemRefFailure> => {
          const item = resolve(ref);
          if (!item.ok) return item;
          const id = newCommentId(item.value.id, (taken) => table.get(taken) !== undefined);
          const ledger = ledgerOf(item.value.id) ?? "workspace";
          const data = { item: item.value.id, text };
          const event: NewEvent = {
            ledger,
            kind: "comment",
            subject: id,
            type: "commentAdded",
            actor: caller.identity,
            data,
          };
          return ok({ events: [event], result: () => present(id) });
        }),
      "item.comment.edit": ({ comment: id, text }, caller) =>
        changeOwn(id, caller.identity, { type: "commentEdited", data: { text } }),
      "item.comment.remove": ({ comment: id }, caller) =>
        changeOwn(id, caller.identity, { type: "commentRemoved", data: {} }),
      "item.comment.list": async ({ item }) => {
        const found = resolve(item);
        return found.ok ? ok({ comments: [...index.of(found.value.id)] }) : found;
      },
    },
    [Symbol.dispose]() {
      index[Symbol.dispose]();
    },
  };

  function present(id: string): Comment {
    const found = table.get(id);
    if (found === undefined) throw new Error(`Comment ${id} vanished between its event and its answer.`);
    return found;
  }
}

interface Decided {
  readonly events: readonly NewEvent[];
  result(): Comment;
}

function newCommentId(item: string, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = `${item}~${base36(randomBytes(8), HASH_LENGTH)}`;
    if (!isTaken(id)) return id;
  }
}

/** By item, kept with every change; also for the search. */
export function createCommentIndex(table: RecordTable<Comment>): Pick<Comments, "of"> & Disposable {
  const byItem = new Map<string, Map<string, Comment>>();
  const take = (before: Comment | undefined, after: Comment | undefined) => {
    if (before !== undefined) byItem.get(before.item)?.delete(before.id);
    if (after === undefined) return;
    const known = byItem.get(after.item);
    if (known === undefined) byItem.set(after.item, new Map([[after.id, after]]));
    else known.set(after.id, after);
  };
  for (const one of table.values()) take(undefined, one);
  const watching = table.watch(({ before, after }) => {
    take(before, after);
  });
  return {
    of: (item) =>
      [...(byItem.get(item)?.values() ?? [])].toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
    },
  };
}

/** A comment's event in words, for trails and the feed. */
export function describeCommentEvent(raw: LedgerEvent): string {
  const event = raw as CommentEvent;
  switch (event.type) {
    case "commentAdded":
      return `said: ${shorten(event.data.text)}`;
    case "commentImported":
      return `brought in what ${event.data.author} said: ${shorten(event.data.text)}`;
    case "commentEdited":
      return `changed a comment to: ${shorten(event.data.text)}`;
    default:
      return "removed a comment";
  }
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > SHOWN_CHARS ? `${line.slice(0, SHOWN_CHARS - 1)}…` : line;
}
