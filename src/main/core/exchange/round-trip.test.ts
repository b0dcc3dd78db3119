import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  dictionary,
  integer,
  jsonValue,
  nat,
  record,
  string,
  tuple,
  uniqueArray,
} from "fast-check";
import { expect, test } from "vitest";
import { LINK_KINDS } from "../../../shared/model/item-words.ts";
import { type WorkItem, bodyText, workItem } from "../../../shared/model/work-item.ts";
import { openExchangeDesk } from "./exchange-fixture.ts";
import { ORIGIN } from "./origin.ts";

const text = string({ unit: "binary", maxLength: 40 }).filter(
  (one) => bodyText.safeParse(one).success && !one.includes("\r"),
);
const title = string({ unit: "grapheme", maxLength: 60 })
  .map((one) => `t${one}`)
  .filter((one) => workItem.shape.title.safeParse(one).success && one === one.trim());
const time = integer({ min: 1, max: 4_000_000_000_000 });
const word = constantFrom("task", "bug", "epic", "saga");
const people = constantFrom("user", "manager", "demo/crew/ada").map((one) => workItem.shape.createdBy.parse(one));

/** Items as the ledger keeps them, which wait for those before them in the list, so that there is no circle. */
const items = array(
  record(
    {
      title,
      description: text,
      type: word,
      status: constantFrom("open", "in-progress", "blocked", "deferred", "in-review", "closed"),
      priority: integer({ min: 0, max: 4 }),
      labels: uniqueArray(constantFrom("a", "b", "ü:x"), { maxLength: 3 }).map((all) => all.toSorted()),
      acceptance: text,
      notes: text,
      createdBy: people,
      createdAt: time,
      updatedBy: people,
      assignee: people,
      design: text.filter((one) => one !== ""),
      estimateMinutes: nat(1_000_000),
      externalRef: constant("https://x.example/1"),
      dueAt: time,
      deferredUntil: time,
      gate: record({ kind: constant("timer"), until: time }),
      metadata: dictionary(
        constantFrom("k", "l"),
        jsonValue().filter((one) => JSON.stringify(one) !== "null" && !Object.is(one, -0)),
        { minKeys: 1 },
      ),
      version: integer({ min: 1, max: 99 }),
      said: array(
        text.filter((one) => one.trim() !== ""),
        { maxLength: 2 },
      ),
      waits: uniqueArray(tuple(nat(5), constantFrom(...LINK_KINDS)), {
        maxLength: 2,
        selector: ([to, kind]) => `${to} ${kind}`,
      }),
      parent: nat(5),
    },
    {
      requiredKeys: [
        "title",
        "description",
        "type",
        "status",
        "priority",
        "labels",
        "acceptance",
        "notes",
        "createdBy",
        "createdAt",
        "updatedBy",
        "version",
        "said",
        "waits",
      ],
    },
  ),
  { minLength: 1, maxLength: 6 },
).map((all) =>
  all.map(({ said, waits, parent, ...one }, n) => ({
    ...one,
    id: `demo-a${n}z`,
    updatedAt: one.createdAt + 5,
    ...(one.status === "closed" ? { closedAt: one.createdAt + 3, outcome: "failed" } : {}),
    // Parents wait for their children, so that they stand behind them in the other direction.
    ...(parent === undefined || parent <= n || parent >= all.length || waits.length > 0
      ? {}
      : { parent: `demo-a${parent}z` }),
    links: waits
      .filter(([to]) => to < n)
      .map(([to, kind]) => ({ kind, to: `demo-a${to}z` }))
      .toSorted((a, b) => (`${a.kind} ${a.to}` < `${b.kind} ${b.to}` ? -1 : 1)),
    comments: said.map((said, k) => ({
      id: `demo-a${n}z~c${k}`,
      text: said,
      author: "user",
      createdAt: one.createdAt + k,
    })),
  })),
);

function withoutOrigin({ metadata, ...item }: WorkItem): unknown {
  const { [ORIGIN]: _, ...rest } = metadata ?? {};
  return Object.keys(rest).length === 0 ? item : { ...item, metadata: rest };
}

test(
  "our own lines bring everything back: items, comments, times, authors; and a second time nothing",
  { timeout: 120_000 },
  async () => {
    await assert(
      asyncProperty(items, async (given) => {
        await using desk = await openExchangeDesk();
        const lines = given.map((one) => `${JSON.stringify(one)}\n`).join("");
        const first = await desk.bring(lines, { format: "jsonl" });
        expect(first).toMatchObject({ created: given.length, problemsTotal: 0 });
        for (const { comments, ...one } of given) {
          expect(withoutOrigin(desk.item(one.id))).toEqual(one);
          const said = desk.ledger.comments.of(one.id).map(({ item: _, ...comment }) => comment);
          expect(said).toEqual(comments);
        }
        const out = await desk.write("jsonl");
        const { lastSeq } = desk.store;
        expect(await desk.bring(out)).toMatchObject({ created: 0, updated: 0, comments: 0, unchanged: given.length });
        expect(await desk.bring(lines, { format: "jsonl" })).toMatchObject({
          created: 0,
          updated: 0,
          comments: 0,
          unchanged: given.length,
        });
        expect(desk.store.lastSeq).toBe(lastSeq);

        await using other = await openExchangeDesk();
        expect(await other.bring(out)).toMatchObject({ created: given.length, problemsTotal: 0 });
        const again = (await other.write("jsonl")).split("\n").toSorted();
        expect(again).toEqual(out.split("\n").toSorted());
      }),
      { seed: 20_261_121, numRuns: 12 },
    );
  },
);

test("an import that stopped half-way is completed by the next, and nothing comes twice", async () => {
  await using desk = await openExchangeDesk();
  const lines = Array.from(
    { length: 450 },
    (_, n) =>
      `${JSON.stringify({ id: `demo-${String(n).padStart(4, "0")}`, title: `Item ${n}`, comments: [{ id: `c~${n}`, text: "Hm", author: "user", createdAt: 1 }] })}\n`,
  );
  // What a crash leaves is a number of whole chunks: here the first two of five.
  await desk.bring(
    lines
      .slice(0, 200)
      .join("")
      .replaceAll(/,"comments":\[.*?\]/g, ""),
  );
  await desk.reopen();
  expect(await desk.bring(lines.join(""))).toMatchObject({ created: 250, unchanged: 200, comments: 450 });
  expect(await desk.bring(lines.join(""))).toMatchObject({ created: 0, updated: 0, comments: 0 });
  expect([...desk.ledger.values()]).toHaveLength(450);
});

test("two imports of the same at once bring it once", async () => {
  await using desk = await openExchangeDesk();
  const lines = Array.from({ length: 300 }, (_, n) => `- [ ] Item ${n}\n`).join("");
  const both = await Promise.all([desk.bring(lines, { name: "a.md" }), desk.bring(lines, { name: "a.md" })]);
  expect(both.map((one) => one.created)).toEqual([300, 0]);
  expect([...desk.ledger.values()]).toHaveLength(300);
});

test("a page of an export is a part of it, and what was deleted since is not on the next", async () => {
  await using desk = await openExchangeDesk();
  const lines = Array.from(
    { length: 30 },
    (_, n) => `${JSON.stringify({ title: `Item ${n}`, description: "x".repeat(100_000) })}\n`,
  );
  await desk.bring(lines.join(""));
  const first = await desk.done("ledger.export", { format: "jsonl" });
  expect(first.items).toBeLessThan(30);
  await desk.change("item.delete", { items: [[...desk.ledger.values()].at(-1)?.id] });
  let [items, cursor] = [first.items, first.next];
  while (cursor !== undefined) {
    const page = await desk.done("ledger.export", { format: "jsonl", cursor });
    items += page.items;
    cursor = page.next;
  }
  expect(items).toBe(29);
});
