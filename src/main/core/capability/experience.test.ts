import { expect, test } from "vitest";
import { workerPath } from "../../../shared/model/identity.ts";
import type { Session } from "../../../shared/model/agent.ts";
import type { Case } from "./cases.ts";
import { experienceOf } from "./experience.ts";

const ada = workerPath("shop", "ada");
const session = (id: string, item: string): Session => ({
  id,
  agent: ada,
  project: "shop",
  item,
  runtime: "scripted",
  round: 1,
  host: "h-1",
  startedAt: 0,
});
const one = (item: string, more: Partial<Case>): Case => ({
  agent: ada,
  item,
  project: "shop",
  runtime: "scripted",
  how: "landed",
  startedAt: 0,
  endedAt: undefined,
  sessions: [session(`s-${item}`, item)],
  submissions: [],
  ...more,
});

test("tells how long items took from their first session on, whoever ended them, and what all of it cost", () => {
  const cases = [
    one("a", { how: "left-undone", startedAt: 10, endedAt: 20 }),
    one("a", { startedAt: 50, endedAt: 110, sessions: [session("s-2", "a")] }),
    one("b", { how: "under-way", startedAt: 70 }),
    one("c", { how: "failed", startedAt: 0, endedAt: 5 }),
    one("d", { how: "closed", startedAt: 5, endedAt: 9, sessions: [session("unknown", "d")] }),
  ];
  const { finished, begun } = experienceOf(cases, {
    item: (id) => ({ type: "bug", status: id === "b" ? "open" : "closed" }),
    usdOf: (id) => (id === "unknown" ? undefined : 2),
  });
  expect(finished).toEqual([
    { item: "a", type: "bug", project: "shop", ms: 100, at: 110, usd: 4 },
    { item: "d", type: "bug", project: "shop", ms: 4, at: 9, usd: undefined },
  ]);
  expect([...begun]).toEqual([["b", 70]]);
});
