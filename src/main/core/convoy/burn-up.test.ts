import { expect, test } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import type { Convoy } from "../../../shared/model/convoy.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { burnUpOf } from "./burn-up.ts";

const convoy: Convoy = {
  id: "cv-1",
  title: "One",
  items: ["a", "b", "c"],
  owner: USER,
  started: true,
  createdAt: 100,
  implicit: false,
};

const event = (at: number, type: string, items: readonly string[]): LedgerEvent => ({
  seq: at,
  at,
  ledger: "workspace",
  kind: "convoy",
  subject: "cv-1",
  type,
  actor: USER,
  data: { items },
});

test("tells how a convoy filled and emptied up to now", () => {
  const trail = [
    event(100, "convoyCreated", ["a", "b", "x"]),
    event(200, "convoyItemsAdded", ["c"]),
    event(300, "convoyItemsRemoved", ["x"]),
  ];
  const closed = new Map([
    ["a", 50],
    ["b", 250],
  ]);
  expect(burnUpOf(convoy, { trail, closedAt: (id) => closed.get(id), now: 400 })).toEqual([
    { at: 100, total: 3, closed: 1 },
    { at: 200, total: 4, closed: 1 },
    { at: 250, total: 4, closed: 2 },
    { at: 300, total: 3, closed: 2 },
    { at: 400, total: 3, closed: 2 },
  ]);
});

test("takes what the trail does not tell of as there from the start, and keeps long stories drawable", () => {
  expect(burnUpOf(convoy, { trail: [], closedAt: () => undefined, now: 200 })).toEqual([
    { at: 100, total: 3, closed: 0 },
    { at: 200, total: 3, closed: 0 },
  ]);
  const items = Array.from({ length: 1_000 }, (_, nth) => `i-${nth}`);
  const many = burnUpOf({ ...convoy, items }, { trail: [], closedAt: (id) => 200 + Number(id.slice(2)), now: 5_000 });
  expect(many).toHaveLength(200);
  expect(many.at(-1)).toEqual({ at: 5_000, total: 1_000, closed: 1_000 });
});
