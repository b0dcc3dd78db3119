import { expect, test } from "vitest";
import { type TipFacts, TIPS, tipOf } from "./tip-list.ts";

const NOBODY = { agentsAtWork: 0, needsUser: 0, ready: 0, blocked: 0, inProgress: 0, inQueue: 0, unreadMail: 0 };
const facts = (more: Partial<TipFacts> = {}): TipFacts => ({
  projects: 1,
  counts: NOBODY,
  ...more,
});
const nothingKnown = () => false;

test("one tip at a time, for where the work stands", () => {
  expect(tipOf(facts(), nothingKnown)?.command).toBe("item.create");
  const ready = facts({ counts: { ...NOBODY, ready: 3 } });
  expect(tipOf(ready, nothingKnown)?.command).toBe("item.sling");
  const busy = facts({ counts: { ...NOBODY, inProgress: 2, agentsAtWork: 2, needsUser: 1 } });
  expect(tipOf(busy, nothingKnown)?.command).toBe("attention.next");
  expect(tipOf(busy, (command) => command === "attention.next")?.command).toBe("view.agents");
});

test("who knows everything is told nothing, and so is who has no project yet", () => {
  expect(tipOf(facts(), () => true)).toBeUndefined();
  expect(tipOf(facts({ projects: 0 }), nothingKnown)).toBeUndefined();
});

test("a command has one tip", () => {
  expect(new Set(TIPS.map(({ command }) => command)).size).toBe(TIPS.length);
});
