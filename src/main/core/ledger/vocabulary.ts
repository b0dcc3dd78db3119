import { z } from "zod";
import type { LedgerEvent, LedgerName, NewEvent } from "../../../shared/model/event.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import {
  type VocabularyWord,
  type WordKind,
  type Vocabulary,
  vocabularyWord,
} from "../../../shared/model/vocabulary.ts";
import { ITEM_STATUSES, ITEM_TYPES, type ItemStatus, LINK_KINDS } from "../../../shared/model/item-words.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import { nearest } from "../../../shared/suggest.ts";
import type { RecordKind, RecordTable } from "../platform/store/record-store.ts";
import type { NewStatus } from "./decide-standing.ts";
import type { By } from "./item-event.ts";

/** The journal is ours and checksummed, so that the shape of an event is known by its type. */
type WordEvent = LedgerEvent<"wordAdded", VocabularyWord> | LedgerEvent<"wordRemoved", Record<string, never>>;

const wordRecord = vocabularyWord.extend({ id: z.string() });
type WordRecord = z.infer<typeof wordRecord>;

/**
 * One word of a ledger's own, keyed by `<ledger's prefix>:<kind>:<name>`: a record each, so that words which two clones added
 * apart are simply both there.
 */
export const wordKind: RecordKind<WordRecord> = {
  kind: "word",
  schema: wordRecord.loose(),
  reduce(record, raw) {
    const event = raw as WordEvent;
    if (event.type === "wordAdded") return { ...event.data, id: event.subject };
    return event.type === "wordRemoved" ? undefined : record;
  },
};

const BUILT_IN: Readonly<Record<WordKind, readonly string[]>> = {
  type: ITEM_TYPES,
  status: ITEM_STATUSES,
  link: LINK_KINDS,
};
const CALLED: Readonly<Record<WordKind, string>> = { type: "type", status: "status", link: "kind of link" };

type Unknown = Failure<"unknown-word">;

/** What words mean in which ledger. */
export interface Words {
  type(ledger: LedgerName, word: string): Result<string, Unknown>;
  link(ledger: LedgerName, word: string): Result<string, Unknown>;
  status(ledger: LedgerName, word: string): Result<NewStatus, Unknown>;
  own(ledger: LedgerName): readonly VocabularyWord[];
}

export function createWords(table: RecordTable<WordRecord>): Words {
  let kept: Map<LedgerName, VocabularyWord[]> | undefined;
  // Words change once a month: all are looked through again then.
  table.watch(() => {
    kept = undefined;
  });

  function own(ledger: LedgerName): readonly VocabularyWord[] {
    if (kept === undefined) {
      kept = new Map();
      for (const { id, ...word } of table.values()) {
        const name = table.ledgerOf(id) ?? "workspace";
        const known = kept.get(name) ?? [];
        // Two clones may have added it apart.
        if (!known.some((one) => isSame(one, word))) kept.set(name, [...known, word]);
      }
    }
    return kept.get(ledger) ?? [];
  }

  function find(ledger: LedgerName, kind: WordKind, word: string): Result<VocabularyWord, Unknown> {
    if (BUILT_IN[kind].includes(word)) return ok({ kind, name: word });
    const known = own(ledger).filter((one) => one.kind === kind);
    const found = known.find((one) => one.name === word);
    if (found !== undefined) return ok(found);
    const all = [...BUILT_IN[kind], ...known.map((one) => one.name)];
    const meant = nearest(word, all);
    return fail(
      "unknown-word",
      `${JSON.stringify(word)} is no ${CALLED[kind]} that the ledger ${ledger} knows.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
      {
        remedy: `Use one of ${all.join(", ")}; or add it with \`drover vocabulary\`.`,
        details: { kind, word, known: all },
      },
    );
  }

  const nameOf = (found: Result<VocabularyWord, Unknown>) => (found.ok ? ok(found.value.name) : found);
  return {
    type: (ledger, word) => nameOf(find(ledger, "type", word)),
    link: (ledger, word) => nameOf(find(ledger, "link", word)),
    status(ledger, word) {
      const builtIn = builtInStatus(word);
      if (builtIn !== undefined) return ok({ status: builtIn });
      const found = find(ledger, "status", word);
      return found.ok ? ok({ status: found.value.of ?? "open", customStatus: word }) : found;
    },
    own,
  };
}

function builtInStatus(word: string): ItemStatus | undefined {
  return ITEM_STATUSES.find((status) => status === word);
}

export function vocabularyOf(project: string | undefined, own: readonly VocabularyWord[]): Vocabulary {
  const names = (kind: WordKind) => own.filter((word) => word.kind === kind).map((word) => word.name);
  return {
    ...(project === undefined ? {} : { project }),
    types: [...ITEM_TYPES, ...names("type")],
    statuses: [
      ...ITEM_STATUSES.map((name) => ({ name, of: name })),
      ...own.filter((word) => word.kind === "status").map(({ name, of = "open" }) => ({ name, of })),
    ],
    links: [...LINK_KINDS, ...names("link")],
    own: [...own],
  };
}

export interface EditVocabulary {
  readonly ledger: LedgerName;
  readonly prefix: string;
  readonly add: readonly VocabularyWord[];
  readonly remove: readonly Pick<VocabularyWord, "kind" | "name">[];
}

/** All or nothing. What items of the ledger have cannot go. */
export function editVocabulary(
  own: readonly VocabularyWord[],
  items: Iterable<WorkItem>,
  { ledger, prefix, add, remove }: EditVocabulary,
  { actor }: By,
): Result<readonly NewEvent[], Failure<"word-built-in" | "word-in-use" | "unknown-word">> {
  const event = (word: Pick<VocabularyWord, "kind" | "name">, type: WordEvent["type"], data: object): NewEvent => {
    return { ledger, kind: "word", subject: `${prefix}:${word.kind}:${word.name}`, type, actor, data };
  };
  const events: NewEvent[] = [];
  for (const word of [...add, ...remove]) {
    if (!BUILT_IN[word.kind].includes(word.name)) continue;
    return fail("word-built-in", `${word.name} is a ${CALLED[word.kind]} of Drover's own.`, {
      remedy: "It is there in every ledger, and stays. Choose another word.",
    });
  }
  for (const word of add) {
    const statusOf = word.kind === "status" ? { of: word.of ?? "open" } : {};
    const { kind, name, description } = word;
    const made = { kind, name, ...statusOf, ...(description === undefined ? {} : { description }) };
    if (!own.some((known) => isSame(known, made) && known.of === made.of && known.description === description)) {
      events.push(event(word, "wordAdded", made));
    }
  }
  const all = remove.length === 0 ? [] : [...items];
  for (const word of remove) {
    if (!own.some((known) => isSame(known, word))) {
      return fail("unknown-word", `The ledger ${ledger} has no ${CALLED[word.kind]} ${word.name} of its own.`, {
        remedy: "See what it has with `drover vocabulary`.",
      });
    }
    const users = all.filter((item) => uses(item, word)).map((item) => item.id);
    if (users.length > 0) {
      const shown = users.slice(0, 10).join(", ");
      const who = users.length === 1 ? "1 item has" : `${users.length} items have`;
      return fail("word-in-use", `${who} the ${CALLED[word.kind]} ${word.name}: ${shown}.`, {
        remedy: "Change that first, then take the word away.",
        details: { items: users.slice(0, 100), count: users.length },
      });
    }
    events.push(event(word, "wordRemoved", {}));
  }
  return ok(events);
}

function isSame(a: Pick<VocabularyWord, "kind" | "name">, b: Pick<VocabularyWord, "kind" | "name">): boolean {
  return a.kind === b.kind && a.name === b.name;
}

function uses(item: WorkItem, { kind, name }: Pick<VocabularyWord, "kind" | "name">): boolean {
  if (kind === "type") return item.type === name;
  return kind === "status" ? item.customStatus === name : item.links.some((link) => link.kind === name);
}

/** A word's event in words, for the feed. */
export function describeWordEvent(raw: LedgerEvent): string {
  const [, kind, name] = raw.subject.split(":");
  return `${raw.type === "wordAdded" ? "added" : "removed"} the ${kind ?? "word"} ${name ?? ""}`;
}
