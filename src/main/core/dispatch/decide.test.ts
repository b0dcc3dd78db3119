import { expect, it } from "vitest";
import { USER } from "../../../shared/model/identity.ts";
import { ITEM_TYPES } from "../../../shared/model/item-words.ts";
import { sling } from "./decide.ts";

const facts = { id: "shop-a1b", project: "shop", isClosed: false, isSubmitted: false, assignee: undefined };

it("puts items of every type on hooks but those that are no work, and says the way out for these", () => {
  const refused = ITEM_TYPES.flatMap((type) => {
    const item = { ...facts, type };
    const slung = sling({ item, aim: { kind: "worker" }, aimProject: undefined, before: undefined, by: USER });
    return slung.ok ? [] : [{ type, ...slung.error }];
  });
  expect(refused.map(({ type, code }) => `${type} ${code}`)).toEqual([
    "gate item-not-ready",
    "message item-not-ready",
    "merge-request item-not-ready",
  ]);
  expect(refused[0]).toMatchObject({
    message: "shop-a1b is a gate, which is no work for an agent.",
    remedy: "Close it when it is settled: drover close shop-a1b; or, if it is work: drover edit shop-a1b --type task",
  });
});
