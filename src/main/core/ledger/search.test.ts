import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import type { Comment } from "../../../shared/model/comment.ts";
import type { RecordChange, RecordTable } from "../platform/store/record-store.ts";
import { createItemTable, item } from "./item-fixture.ts";
import { createItemSearch } from "./search.ts";
import { wordsOf } from "./search-words.ts";

/** Comments that come and go by hand and tell their watchers, as the store's do. */
function createCommentTable(): RecordTable<Comment> & { put(comment: Comment): void; remove(id: string): void } {
  const comments = new Map<string, Comment>();
  const listeners = new Set<(change: RecordChange<Comment>) => void>();
  const tell = (id: string, before: Comment | undefined, after: Comment | undefined) => {
    for (const listener of listeners) listener({ id, ledger: "demo", before, after });
  };
  return {
    get: (id) => comments.get(id),
    values: () => comments.values(),
    get size() {
      return comments.size;
    },
    ledgerOf: (id) => (comments.has(id) ? "demo" : undefined),
    clockOf: () => undefined,
    deletionOf: () => undefined,
    watch(listener) {
      listeners.add(listener);
      return {
        [Symbol.dispose]() {
          listeners.delete(listener);
        },
      };
    },
    put(comment) {
      const before = comments.get(comment.id);
      comments.set(comment.id, comment);
      tell(comment.id, before, comment);
    },
    remove(id) {
      const before = comments.get(id);
      comments.delete(id);
      tell(id, before, undefined);
    },
  };
}

function comment(id: string, on: string, text: string): Comment {
  return { id, item: on, text, author: USER, createdAt: 1 };
}

describe("the order of what is found", () => {
  test("is title, labels, then the rest however often it stands there", async () => {
    const items = createItemTable();
    items.put(item("demo-aaa", { description: "parser ".repeat(20) }));
    items.put(item("demo-bbb", { title: "Other", labels: ["parser"] }));
    items.put(item("demo-ccc", { title: "The parser" }));
    using search = createItemSearch(items);
    expect(await search.find("parser")).toEqual(["demo-ccc", "demo-bbb", "demo-aaa"]);
  });

  test("is whole words, beginnings, then parts within the same field", async () => {
    const items = createItemTable();
    items.put(item("demo-aaa", { title: "Unparsed lines" }));
    items.put(item("demo-bbb", { title: "Parsed lines" }));
    items.put(item("demo-ccc", { title: "Pars pro toto" }));
    using search = createItemSearch(items);
    expect(await search.find("pars")).toEqual(["demo-ccc", "demo-bbb", "demo-aaa"]);
  });

  test("lets a rare word weigh more than a common one", async () => {
    const items = createItemTable();
    for (let n = 0; n < 50; n += 1) items.put(item(`demo-a${n + 100}`, { title: "Fix the board" }));
    items.put(item("demo-common", { title: "The board", description: "of the quorum" }));
    items.put(item("demo-rare", { title: "The quorum", description: "of the board" }));
    using search = createItemSearch(items);
    expect(await search.find("board quorum")).toEqual(["demo-rare", "demo-common"]);
  });

  test("is the newest change first where nothing else tells items apart", async () => {
    const items = createItemTable();
    items.put(item("demo-old", { title: "Same", updatedAt: 1 }));
    items.put(item("demo-new", { title: "Same", updatedAt: 2 }));
    using search = createItemSearch(items);
    expect(await search.find("same")).toEqual(["demo-new", "demo-old"]);
  });
});

test("a phrase in quotes stands as it is in one text, over line breaks and whatever the case", async () => {
  const items = createItemTable();
  items.put(item("demo-yes", { description: "It loses\n the Last line." }));
  items.put(item("demo-no", { description: "The line that is last." }));
  items.put(item("demo-apart", { title: "The last", description: "line" }));
  using search = createItemSearch(items);
  expect(await search.find('"last line"')).toEqual(["demo-yes"]);
  expect(await search.find('loses "last line')).toEqual(["demo-yes"]);
  expect(new Set(await search.find("last line"))).toEqual(new Set(["demo-yes", "demo-no", "demo-apart"]));
});

test("accents, width and case make no difference, and scripts without spaces are found by their parts", async () => {
  const items = createItemTable();
  items.put(item("demo-aaa", { title: "Überprüfe die Größe" }));
  items.put(item("demo-bbb", { title: "日付を解析する" }));
  items.put(item("demo-ccc", { title: "ＡＢＣ １２３" }));
  using search = createItemSearch(items);
  expect(await search.find("uberprufe")).toEqual(["demo-aaa"]);
  expect(await search.find("GRÖSSE große")).toEqual([]);
  expect(await search.find("U\u0308BERPRÜFE")).toEqual(["demo-aaa"]);
  expect(await search.find("解析")).toEqual(["demo-bbb"]);
  expect(await search.find("abc 123")).toEqual(["demo-ccc"]);
  expect(await search.find("!? \u0000")).toEqual([]);
});

test("comments are found with their item, as they are now", async () => {
  const items = createItemTable();
  const comments = createCommentTable();
  items.put(item("demo-aaa", { title: "First" }));
  items.put(item("demo-bbb", { title: "Second" }));
  comments.put(comment("demo-aaa~1", "demo-aaa", "Seen on the staging cluster"));
  using search = createItemSearch(items, comments);
  expect(await search.find("staging")).toEqual(["demo-aaa"]);
  comments.put(comment("demo-bbb~1", "demo-bbb", "Not on staging"));
  comments.put(comment("demo-bbb~2", "demo-bbb", "but in production"));
  expect(await search.find("staging production")).toEqual(["demo-bbb"]);
  expect(await search.find('"staging but"')).toEqual([]);
  comments.remove("demo-aaa~1");
  expect(await search.find("staging")).toEqual(["demo-bbb"]);
  comments.put(comment("demo-bbb~1", "demo-bbb", "Nowhere"));
  expect(await search.find("staging")).toEqual([]);
});

test("what changes while the index is made is found as it is afterwards", async () => {
  const items = createItemTable();
  const many = Array.from({ length: 5_000 }, (_, n) => `demo-${(n + 46_656).toString(36)}`);
  for (const id of many) items.put(item(id, { title: "Before", description: "a text of some words ".repeat(20) }));
  using search = createItemSearch(items);
  const asked = search.find("before");
  const last = many.at(-1) ?? "";
  items.put(item(last, { title: "After" }));
  items.remove(many[0] ?? "");
  items.put(item("demo-added", { title: "Before" }));
  const found = await asked;
  expect(found).toHaveLength(many.length - 1);
  expect(found).toContain("demo-added");
  expect(await search.find("after")).toEqual([last]);
});

test("any number of changes leaves an index that finds what a look at every text would find", async () => {
  const word = fc.constantFrom("ab", "abc", "bc", "c", "dab", "été", "ete", "x1");
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(" "));
  const change = fc.record({ n: fc.nat(5), title: text, notes: text, isGone: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), fc.array(text, { maxLength: 3 }), async (changes, asked) => {
      const items = createItemTable();
      using search = createItemSearch(items);
      await search.find("start");
      for (const { n, title, notes, isGone } of changes) {
        const id = `demo-qq${n}`;
        if (isGone) items.remove(id);
        else items.put(item(id, { title, notes }));
      }
      for (const wanted of asked) {
        const words = wordsOf(wanted);
        const expected = [...items.values()].filter((one) => {
          const there = wordsOf(`${one.id} ${one.title} ${one.notes}`);
          return words.length > 0 && words.every((w) => there.some((found) => found.includes(w)));
        });
        expect(new Set(await search.find(wanted))).toEqual(new Set(expected.map(({ id }) => id)));
      }
    }),
    { seed: 20_261_121 },
  );
});

test("an index worn by many changes is made anew, and finds the same", async () => {
  const items = createItemTable();
  items.put(item("demo-aaa", { title: "Kept" }));
  items.put(item("demo-bbb", { title: "Changing" }));
  using search = createItemSearch(items);
  await search.find("kept");
  for (let n = 0; n < 5_000; n += 1) items.put(item("demo-bbb", { title: `Changing ${n}` }));
  expect(await search.find("changing 4999")).toEqual(["demo-bbb"]);
  expect(await search.find("changing 4998")).toEqual([]);
  expect(await search.find("kept")).toEqual(["demo-aaa"]);
});
