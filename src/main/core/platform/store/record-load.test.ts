import { expect, test } from "vitest";
import { z } from "zod";
import type { LedgerName } from "../../../../shared/model/event.ts";
import type { LoadedLine } from "./record-load.ts";
import type { RecordKind } from "./record-store.ts";
import { createTable } from "./record-table.ts";
import { encodeShardLine } from "./shard-line.ts";
import { shardPath } from "./shard.ts";

interface Note {
  readonly text: string;
}

const noteKind: RecordKind<Note> = {
  kind: "note",
  schema: z.looseObject({ text: z.string() }),
  reduce: (record) => record,
};

function noteLine(id: string, born: number, text: string | number = id): LoadedLine {
  const line = {
    ...{ id, at: born, life: 0, born: `${String(born).padStart(13, "0")}.00000 user` },
    ...{ clocks: {}, rounds: {}, seen: {}, record: { text } },
  };
  return { line, shard: shardPath(id, 1), file: "a shard", number: 1, content: Buffer.from(encodeShardLine(line)) };
}

/** Both ways: with time to put the lines in order, and without. */
const ways = [true, false];

async function load(
  { stored }: ReturnType<typeof createTable<Note>>,
  ledger: LedgerName,
  { lines, isArranged }: { readonly lines: readonly LoadedLine[]; readonly isArranged: boolean },
): Promise<readonly string[]> {
  const loading = stored.load(ledger);
  for (const line of lines) loading.add(line);
  if (isArranged) await loading.arrange();
  return loading.finish().map(({ line, reason }) => `${line.line.id}: ${reason}`);
}

test.each(ways)("records come in the order of their creation (arranged: %s)", async (isArranged) => {
  const table = createTable(noteKind, "s");
  expect(
    await load(table, "shop", { lines: [noteLine("c", 2), noteLine("b", 3), noteLine("a", 2)], isArranged }),
  ).toEqual([]);
  expect([...table.table.values()].map(({ text }) => text)).toEqual(["a", "c", "b"]);
  await load(table, "till", { lines: [noteLine("d", 1)], isArranged });
  expect([...table.table.values()].map(({ text }) => text)).toEqual(["d", "a", "c", "b"]);
  expect(table.table.ledgerOf("d")).toBe("till");
});

test.each(ways)("an id counts once, over all ledgers: the older line (arranged: %s)", async (isArranged) => {
  const table = createTable(noteKind, "s");
  const twice = [noteLine("a", 2, "younger"), noteLine("a", 1, "older"), noteLine("b", 1)];
  expect(await load(table, "shop", { lines: twice, isArranged })).toEqual(["a: the ledger shop already has a note a"]);
  expect(table.table.get("a")).toEqual({ text: "older" });
  expect(await load(table, "till", { lines: [noteLine("b", 0)], isArranged })).toEqual([
    "b: the ledger shop already has a note b",
  ]);
  expect([table.stored.shards("shop").count, table.stored.shards("till").count]).toEqual([2, 0]);
});

test.each(ways)("what is malformed is left out, and says why (arranged: %s)", async (isArranged) => {
  const table = createTable(noteKind, "s");
  const [reason] = await load(table, "shop", { lines: [noteLine("a", 1, 7), noteLine("b", 1)], isArranged });
  expect(reason).toMatch(/^a: not a note: /);
  expect(table.table.size).toBe(1);
});

test("nothing is seen before all is taken in, then each watcher hears of it in its way", async () => {
  const { table, stored } = createTable(noteKind, "s");
  const told: string[] = [];
  table.watch(({ id, after }) => told.push(`${id} ${after?.text}`));
  table.watch(
    () => told.push("one"),
    () => told.push("all"),
  );
  const loading = stored.load("shop");
  for (const line of [noteLine("b", 2), noteLine("a", 1)]) loading.add(line);
  await loading.arrange();
  expect([table.size, told]).toEqual([0, []]);
  loading.finish();
  expect([table.size, told]).toEqual([2, ["a a", "b b", "all"]]);
});
