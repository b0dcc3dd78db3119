import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Hook } from "../../../shared/model/agent.ts";
import type { LedgerEvent, NewEvent } from "../../../shared/model/event.ts";
import { USER, crewPath, workerPath } from "../../../shared/model/identity.ts";
import { heldBy } from "./board.ts";
import {
  type Decided,
  type HookBoard,
  activateHook,
  advanceHook,
  archiveHook,
  attemptHook,
  branchFor,
  completeHook,
  fillHook,
  beginHandOff,
  handOffHook,
  releaseHook,
  resumeHook,
  sendBack,
  suspendHook,
  withdrawItem,
} from "./decide.ts";
import { hookKind } from "./reduce.ts";

const BASE = "a".repeat(40);
const TIP = "b".repeat(40);
const otter = workerPath("demo", "otter");
const heron = workerPath("demo", "heron");
const ada = crewPath("demo", "ada");
const by = { actor: USER };

/** Hooks in memory, changed by events alone. */
class Bench implements HookBoard {
  readonly hooks = new Map<string, Hook>();
  seq = 0;

  get(agent: string): Hook | undefined {
    return this.hooks.get(agent);
  }

  holderOf(item: string) {
    return [...this.hooks.values()].find((hook) => heldBy(hook).includes(item))?.agent;
  }

  take(decided: Decided): readonly NewEvent[] {
    if (!decided.ok) throw new Error(decided.error.message);
    for (const event of decided.value) {
      const seq = ++this.seq;
      const placed: LedgerEvent = { ...event, seq, at: seq };
      const next = hookKind.reduce(this.hooks.get(event.subject), placed);
      if (next !== undefined) this.hooks.set(event.subject, hookKind.schema.parse(next));
    }
    return decided.value;
  }
}

const activation = { worktree: "/w", branch: "drover/otter/d-1", base: BASE, item: "d-1", ...by };

/** Brings a bench to the state with d-1 on otter's hook. */
const REACH: Record<string, (bench: Bench) => void> = {
  none: () => {},
  created: (bench) => {
    bench.take(fillHook(bench, { agent: otter, project: "demo", item: "d-1", ...by }));
  },
  active: (bench) => {
    REACH["created"]?.(bench);
    bench.take(activateHook(bench.get(otter), activation));
  },
  suspended: (bench) => {
    REACH["active"]?.(bench);
    bench.take(suspendHook(bench.get(otter), { reason: "stopped", ...by }));
  },
  completed: (bench) => {
    REACH["active"]?.(bench);
    bench.take(completeHook(bench.get(otter), { tips: [{ project: "demo", tip: TIP }], ...by }));
  },
  archived: (bench) => {
    REACH["completed"]?.(bench);
    bench.take(archiveHook(bench.get(otter), "d-1", by));
  },
  released: (bench) => {
    REACH["archived"]?.(bench);
    bench.take(releaseHook(bench.get(otter), undefined, by));
  },
};

const COMMANDS: Record<string, (bench: Bench) => Decided> = {
  activate: (bench) => activateHook(bench.get(otter), activation),
  attempt: (bench) => attemptHook(bench.get(otter), "s-1", by),
  suspend: (bench) => suspendHook(bench.get(otter), { reason: "stopped", ...by }),
  resume: (bench) => resumeHook(bench.get(otter), by),
  "hand off": (bench) => beginHandOff(bench.get(otter), { note: "half done", ...by }),
  complete: (bench) => completeHook(bench.get(otter), { tips: [{ project: "demo", tip: TIP }], ...by }),
  "send back": (bench) => sendBack(bench, { agent: otter, item: "d-1", reason: "conflict in a.ts", base: BASE, ...by }),
  withdraw: (bench) => withdrawItem(bench, "d-1", by),
  archive: (bench) => archiveHook(bench.get(otter), "d-1", by),
  release: (bench) => releaseHook(bench.get(otter), undefined, by),
};

/** State after the command, `=` for an accepted one that changes nothing, or the code of the refusal. */
const TABLE: Record<string, readonly string[]> = {
  // One column for each state of REACH, in its order.
  activate: [
    "no-hook",
    "active",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
  ],
  attempt: [
    "no-hook",
    "wrong-transition",
    "active",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
  ],
  suspend: [
    "no-hook",
    "wrong-transition",
    "suspended",
    "=",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
  ],
  resume: ["no-hook", "wrong-transition", "=", "active", "wrong-transition", "wrong-transition", "wrong-transition"],
  "hand off": [
    "no-hook",
    "wrong-transition",
    "active",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
  ],
  complete: [
    "no-hook",
    "wrong-transition",
    "completed",
    "completed",
    "wrong-transition",
    "wrong-transition",
    "wrong-transition",
  ],
  "send back": ["no-hook", "wrong-transition", "wrong-transition", "wrong-transition", "active", "active", "created"],
  withdraw: ["not-slung", "archived", "archived", "archived", "item-submitted", "not-slung", "not-slung"],
  archive: ["no-hook", "archived", "archived", "archived", "archived", "=", "="],
  release: ["no-hook", "wrong-transition", "wrong-transition", "wrong-transition", "wrong-transition", "archived", "="],
};

describe("every command in every state of a hook", () => {
  const cases = Object.entries(TABLE).flatMap(([command, row]) =>
    Object.keys(REACH).map((state, i) => ({ command, state, expected: row[i] })),
  );
  it.each(cases)("$command when $state: $expected", ({ command, state, expected }) => {
    const bench = new Bench();
    REACH[state]?.(bench);
    const before = bench.get(otter);
    const decided = COMMANDS[command]?.(bench);
    if (decided === undefined) throw new Error("unreachable");
    if (!decided.ok) return expect(decided.error.code).toBe(expected);
    const events = bench.take(decided);
    if (expected === "=") {
      expect(events).toEqual([]);
      expect(bench.get(otter)).toEqual(before);
    } else expect(bench.get(otter)?.state).toBe(expected);
  });
});

describe("a hook", () => {
  it("is filled when free and queues when busy", () => {
    const bench = new Bench();
    for (const item of ["d-1", "d-2", "d-3"]) bench.take(fillHook(bench, { agent: ada, project: "demo", item, ...by }));
    expect(bench.get(ada)).toMatchObject({ state: "created", item: "d-1", queue: ["d-2", "d-3"] });
  });

  it("refuses an item that another has on the hook or in the queue, and says who", () => {
    const bench = new Bench();
    for (const item of ["d-1", "d-2"]) bench.take(fillHook(bench, { agent: ada, project: "demo", item, ...by }));
    for (const item of ["d-1", "d-2"]) {
      const refused = fillHook(bench, { agent: otter, project: "demo", item, ...by });
      expect(refused).toMatchObject({ ok: false, error: { code: "item-taken", details: { holder: ada } } });
    }
  });

  it("changes nothing when its own item is slung to it again", () => {
    const bench = new Bench();
    REACH["active"]?.(bench);
    expect(fillHook(bench, { agent: otter, project: "demo", item: "d-1", ...by })).toEqual({ ok: true, value: [] });
  });

  it("takes the next of its queue once the worktree was given back, and not before", () => {
    const bench = new Bench();
    REACH["active"]?.(bench);
    bench.take(fillHook(bench, { agent: otter, project: "demo", item: "d-2", ...by }));
    bench.take(completeHook(bench.get(otter), by));
    bench.take(archiveHook(bench.get(otter), "d-1", by));
    expect(bench.take(advanceHook(bench.get(otter), by))).toEqual([]);
    bench.take(releaseHook(bench.get(otter), undefined, by));
    bench.take(advanceHook(bench.get(otter), by));
    expect(bench.get(otter)).toMatchObject({ state: "created", item: "d-2", queue: [], attempt: 0, worktree: "" });
  });

  it("tells a fresh session from an old one by its round", () => {
    const bench = new Bench();
    REACH["active"]?.(bench);
    expect(bench.get(otter)?.round).toBe(1);
    bench.take(beginHandOff(bench.get(otter), { note: "see notes.md", ...by }));
    expect(bench.take(beginHandOff(bench.get(otter), { note: "once more", ...by }))).toEqual([]);
    expect(bench.get(otter)).toMatchObject({ round: 1, handOff: { by: by.actor, note: "see notes.md" } });
    bench.take(handOffHook(bench.get(otter), { kept: { checkpoint: TIP }, ...by }));
    expect(bench.take(handOffHook(bench.get(otter), { kept: { checkpoint: TIP }, ...by }))).toEqual([]);
    expect(bench.get(otter)).not.toHaveProperty("handOff");
    expect(bench.get(otter)).toMatchObject({ round: 2, note: "see notes.md", checkpoint: TIP });
    bench.take(completeHook(bench.get(otter), { tips: [{ project: "demo", tip: TIP }], ...by }));
    bench.take(sendBack(bench, { agent: otter, item: "d-1", reason: "red gate", ...by }));
    expect(bench.get(otter)).toMatchObject({ round: 3, sentBack: "red gate", submitted: TIP, worktree: "/w" });
    expect(bench.get(otter)?.note).toBeUndefined();
  });

  it("is not given back an item that somebody else has by now", () => {
    const bench = new Bench();
    REACH["released"]?.(bench);
    bench.take(fillHook(bench, { agent: heron, project: "demo", item: "d-1", ...by }));
    const refused = sendBack(bench, { agent: otter, item: "d-1", reason: "reopened", ...by });
    expect(refused).toMatchObject({ ok: false, error: { code: "item-taken" } });
  });

  it("names its branch after agent and item", () => {
    expect(branchFor(otter, "d-1.2")).toBe("drover/otter/d-1.2");
  });
});

describe("whatever is commanded", () => {
  const agents = [otter, heron, ada];
  const items = ["d-1", "d-2", "d-3", "d-4"];
  const step = fc.record({
    command: fc.constantFrom("fill", "advance", ...Object.keys(COMMANDS)),
    agent: fc.constantFrom(...agents),
    item: fc.constantFrom(...items),
  });

  function decide(
    bench: Bench,
    { command, agent, item }: { command: string; agent: typeof otter; item: string },
  ): Decided {
    const hook = bench.get(agent);
    switch (command) {
      case "fill":
        return fillHook(bench, { agent, project: "demo", item, ...by });
      case "advance":
        return advanceHook(hook, by);
      case "activate":
        return activateHook(hook, { ...activation, item });
      case "attempt":
        return attemptHook(hook, "s", by);
      case "suspend":
        return suspendHook(hook, { reason: "x", ...by });
      case "resume":
        return resumeHook(hook, by);
      case "hand off":
        return handOffHook(hook, by);
      case "complete":
        return completeHook(hook, by);
      case "send back":
        return sendBack(bench, { agent, item, reason: "x", ...by });
      case "withdraw":
        return withdrawItem(bench, item, by);
      case "archive":
        return archiveHook(hook, item, by);
      default:
        return releaseHook(hook, undefined, by);
    }
  }

  it("no item is ever in two places, and no worktree is lost or invented", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const bench = new Bench();
        for (const one of steps) {
          const before = bench.get(one.agent);
          const decided = decide(bench, one);
          if (!decided.ok) continue;
          bench.take(decided);
          const held = [...bench.hooks.values()].flatMap((hook) => heldBy(hook));
          expect(new Set(held).size).toBe(held.length);
          for (const hook of bench.hooks.values()) {
            if (["active", "suspended", "completed"].includes(hook.state)) expect(hook.worktree).not.toBe("");
            if (hook.state === "created") expect(hook.worktree).toBe("");
            if (hook.state !== "archived") expect(hook.item).toBeDefined();
          }
          const after = bench.get(one.agent);
          const wasReleased = decided.value.some((event) => event.type === "hookReleased");
          if (before !== undefined && before.worktree !== "" && !wasReleased) expect(after?.worktree).toBe("/w");
          expect(after?.round ?? 0).toBeGreaterThanOrEqual(before?.round ?? 0);
        }
      }),
      { seed: 7 },
    );
  });
});
