import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { USER, workerPath } from "../../../../shared/model/identity.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { MAX_OVERTAKEN, createConflictDecider, isResolversTip, nextForConflict } from "./decide.ts";
import { submissionKind } from "../decide.ts";

const otter = workerPath("demo", "otter");
const commit = (digit: string) => digit.repeat(40);
const settings = { resolverAttempts: 1, authorAttempts: 2 };
const round = { settings, resolutions: 0, isOvertaken: false, canHire: true, redone: 0 };

describe("a conflict", () => {
  it.each([
    [{}, "resolver"],
    [{ resolutions: 1 }, "author"],
    [{ resolutions: 1, isOvertaken: true }, "resolver"],
    [{ resolutions: 1 + MAX_OVERTAKEN, isOvertaken: true }, "author"],
    [{ resolutions: 1, redone: 2 }, "user"],
    [{ canHire: false }, "author"],
    [{ canHire: false, redone: undefined }, "user"],
    [{ settings: { resolverAttempts: 0, authorAttempts: 0 } }, "user"],
    [{ settings: { resolverAttempts: 0, authorAttempts: 1 }, isOvertaken: true }, "author"],
  ])("of which is known %j goes to the %s", (more, next) => {
    expect(nextForConflict({ ...round, ...more })).toBe(next);
  });
});

/** A submission over its events, as the store makes it, with a count of who was asked. */
function queue(settingsOf: typeof settings) {
  let one: Submission | undefined;
  let at = 0;
  let items = 0;
  const open = new Set<string>();
  let redone = 0;
  const record = (events: readonly NewEvent[]) => {
    for (const event of events) {
      at += 1;
      if (event.kind === "submission") one = submissionKind.reduce(one, { seq: at, at, ...event });
    }
  };
  const decider = createConflictDecider({
    settings: () => settingsOf,
    canHire: () => true,
    redone: () => redone,
    hire: () => {
      items += 1;
      open.add(`demo-r${items}`);
      return { item: `demo-r${items}`, events: [] };
    },
    dismiss: (item) => (open.delete(item), []),
    consequencesOfSendingBack(_one, { kind }) {
      if (kind === "conflict") redone += 1;
      return [];
    },
  });
  const event = (type: string, data: unknown): NewEvent => {
    return { ledger: "workspace", kind: "submission", subject: "sub-1", type, actor: USER, data };
  };
  const submit = () => {
    one = undefined;
    const data = { project: "demo", item: "demo-1", agent: otter, tip: commit("a"), base: commit("b"), priority: 2 };
    record([event("submissionQueued", data)]);
  };
  submit();
  const now = () => {
    if (one === undefined) throw new Error("There is no submission.");
    return one;
  };
  return { decider, record, event, submit, now, open, redoneOf: () => redone };
}

const facts = { onto: commit("c"), files: [{ path: "a.txt", kind: "content" as const }] };
const back = { kind: "gate-failed" as const, reason: "Red.", onto: commit("c"), conflicts: [] };

describe("whatever resolvers, authors and gates do", () => {
  it("ends with the user or on the target, each asked no more often than they may be, and with no resolver left over", () => {
    const attempts = fc.record({ resolverAttempts: fc.nat(3), authorAttempts: fc.nat(3) });
    const luck = fc.infiniteStream(fc.constantFrom("fails", "resolves", "resolves-red", "lands"));
    fc.assert(
      fc.property(attempts, luck, (given, outcomes) => {
        const { decider, record, event, submit, now, open, redoneOf } = queue(given);
        let tips = 0;
        for (const outcome of outcomes) {
          const one = now();
          if (one.state === "waiting") break;
          if (one.state === "sent-back") submit();
          else if (one.state === "queued" && outcome === "lands") break;
          else if (one.state === "queued") record(decider.conflicted(one, facts));
          else if (outcome === "fails") record(decider.failed(one, "It gave up."));
          else {
            tips += 1;
            const item = one.resolver?.item ?? "";
            open.delete(item);
            const tip = String(tips).padStart(40, "0");
            record([event("submissionResolved", { tip, base: facts.onto, resolver: item })]);
            expect(isResolversTip(now())).toBe(true);
            if (outcome === "resolves-red") record(decider.red(now(), back));
          }
          expect(open.size).toBe(now().state === "resolving" ? 1 : 0);
        }
        expect(redoneOf()).toBeLessThanOrEqual(given.authorAttempts);
        expect(now().resolutions).toBeLessThanOrEqual(given.resolverAttempts + MAX_OVERTAKEN);
        expect(["waiting", "queued"]).toContain(now().state);
      }),
      { seed: 20261121, numRuns: 200 },
    );
  });
});
