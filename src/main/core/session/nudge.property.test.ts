import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Session } from "../../../shared/model/agent.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import type { Nudge } from "../../../shared/model/nudge.ts";
import { fail } from "../../../shared/model/result.ts";
import { ManualClock } from "../base/clock.ts";
import type { NudgeStore } from "./nudge-store.ts";
import { createTypist } from "./nudge-typist.ts";
import { NudgeWitness } from "./nudge-witness.ts";
import { Nudges } from "./nudge.ts";
import { SimulatedCli, type SimulatedKind, type SimulatedTerminal } from "./testing/simulated-cli.ts";

const otter = workerPath("demo", "otter");
const DAY_MS = 24 * 60 * 60 * 1000;

/** The file's own suite is beside it; here thousands of receipts are written. */
function inMemory(): NudgeStore {
  const nudges = new Map<string, Nudge>();
  const done = () => Promise.resolve();
  return {
    load: done,
    drain: done,
    get: (id) => nudges.get(id),
    all: () => [...nudges.values()],
    openOf: (agent) => [...nudges.values()].filter((one) => one.agent === agent && one.settledAt === undefined),
    async put(nudge) {
      nudges.set(nudge.id, nudge);
    },
  };
}

/** What can happen, in any order and at any moment of what the orchestrator is just doing. */
const step = fc.oneof(
  fc.record({ do: fc.constant("message" as const) }),
  fc.record({ do: fc.constant("prompt" as const) }),
  fc.record({
    do: fc.constantFrom("type", "finish", "ask", "answer", "end turn", "print", "exit", "restart" as const),
  }),
  fc.record({ do: fc.constantFrom("take over", "hand back" as const) }),
  fc.record({ do: fc.constant("time" as const), ms: fc.constantFrom<number>(1, 50, 100, 900, 3_100, 16_000, 31_000) }),
  fc.record({ do: fc.constant("turns" as const), count: fc.integer({ min: 1, max: 80 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const kind = fc.record({
  tells: fc.boolean(),
  carries: fc.boolean(),
  echoes: fc.boolean(),
  delivers: fc.boolean(),
  isDeaf: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

/** Nudges over a simulated terminal, with a session that can end and be followed by another. */
class World {
  readonly clock = new ManualClock(1_000_000);
  readonly witness = new NudgeWitness();
  readonly raised: string[] = [];
  readonly reports: unknown[] = [];
  readonly history: Nudge[] = [];
  readonly wrongs: string[] = [];
  readonly taken: string[] = [];
  readonly nudges: Nudges;
  readonly #kind: SimulatedKind;
  readonly #closing = new AbortController();
  cli: SimulatedCli;
  session: Session | undefined;
  #isTakenOver = false;
  #count = 0;
  readonly #queued: Promise<unknown>[] = [];

  constructor(simulated: SimulatedKind) {
    this.#kind = simulated;
    this.cli = this.#start();
    const store = inMemory();
    const { history, clock, witness } = this;
    const runtimes = {
      get: (_id: string) => undefined,
      stateOfScreen: (_id: string, text: string) =>
        text.includes("Do you want") ? ("waiting-for-permission" as const) : undefined,
    };
    // A session's id never leads to another's terminal.
    const gone = fail("session-not-found", "It has ended.");
    const isThis = (id: string) => this.session?.id === id;
    const hosts: SimulatedTerminal = {
      peek: async (id) => (isThis(id) ? this.cli.peek() : gone),
      put: async (id, text, seen) => (isThis(id) ? this.cli.put(id, text, seen) : gone),
      keys: async (id, text, seen) => (isThis(id) ? this.cli.keys(id, text, seen) : gone),
    };
    this.nudges = new Nudges({
      clock,
      witness,
      store: {
        ...store,
        put(nudge) {
          history.push(nudge);
          return store.put(nudge);
        },
      },
      typist: createTypist({ clock, hosts, runtimes, witness, signal: this.#closing.signal }),
      liveOf: () => this.session,
      gate: () => this.#gate(),
      deliver: async ({ id }, text) => isThis(id) && this.cli.deliver(text),
      raise: (nudge) => this.raised.push(nudge.id),
      report: (error) => this.reports.push(error),
    });
  }

  async do(one: Step): Promise<void> {
    const { cli } = this;
    switch (one.do) {
      case "message":
      case "prompt":
        this.#count += 1;
        this.#queued.push(
          this.nudges.queue({ agent: otter, from: USER, text: `number ${this.#count} of them`, kind: one.do }),
        );
        break;
      case "type":
        cli.userTypes("abc");
        break;
      case "finish":
        cli.userFinishes();
        break;
      case "ask":
        cli.ask();
        break;
      case "answer":
        cli.answer();
        break;
      case "print":
        cli.draw();
        break;
      case "end turn":
        await this.#endTurn();
        break;
      case "exit":
        this.#exit();
        break;
      case "restart":
        this.#exit();
        this.cli = this.#start();
        break;
      case "take over":
        this.#isTakenOver = true;
        break;
      case "hand back":
        this.#isTakenOver = false;
        break;
      case "time":
        this.clock.advance(one.ms);
        break;
      case "turns":
        break;
    }
    // What a host tells of typing, and what changed at all, wakes whoever waits.
    if (cli.typedAt > 0) this.witness.typed(this.session?.id ?? "", cli.typedAt, cli.draft !== "");
    this.nudges.wake(otter);
    for (let turns = one.do === "turns" ? one.count : 2; turns > 0; turns -= 1) await Promise.resolve();
    // After a longer time everything that was under way has come to its next wait.
    if (one.do === "time" && one.ms >= 100) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Everybody leaves it alone until nothing more can come. */
  async rest(): Promise<void> {
    this.#isTakenOver = false;
    await Promise.all(this.#queued);
    for (let spent = 0; spent < DAY_MS;) {
      const open = [...this.latest().values()].filter(({ settledAt }) => settledAt === undefined);
      if (open.length === 0) break;
      const ms = spent < 120_000 ? 100 : 60_000;
      if (this.cli.draft !== "") await this.do({ do: "finish" });
      if (this.cli.mode === "asking") await this.do({ do: "answer" });
      if (this.cli.mode === "working") await this.do({ do: "end turn" });
      await this.do({ do: "time", ms });
      await new Promise((resolve) => setImmediate(resolve));
      spent += ms;
    }
    await this.nudges[Symbol.asyncDispose]();
    this.wrongs.push(...this.cli.wrongs);
    this.taken.push(...this.cli.taken.map((text) => `${this.session?.id ?? ""} ${text}`));
  }

  latest(): Map<string, Nudge> {
    return new Map(this.history.map((nudge) => [nudge.id, nudge]));
  }

  #gate(): ReturnType<ConstructorParameters<typeof Nudges>[0]["gate"]> {
    if (this.session === undefined) return undefined;
    const { mode, kind: simulated } = this.cli;
    const knows = simulated.tells;
    // A question shows on its screen alone, until somebody looks.
    const state = mode === "working" ? "working" : knows ? "waiting-for-input" : "unknown";
    return {
      state,
      isCertain: knows,
      until: undefined,
      contradiction: undefined,
      isTakenOver: this.#isTakenOver,
      takesNudges: true,
      queuesWhileBusy: false,
      carriesMessages: simulated.carries,
      tells: simulated.tells || simulated.carries,
      takesDelivery: simulated.delivers,
    };
  }

  async #endTurn(): Promise<void> {
    const { session, cli } = this;
    if (session === undefined || cli.mode !== "working") return;
    if (cli.kind.carries) {
      const answer = await this.nudges.takePending(session, "Stop", (text) => text);
      this.witness.signalled(session.id, this.clock.now(), {
        state: answer === undefined ? "waiting-for-input" : "working",
      });
      if (answer !== undefined && this.cli === cli && this.session === session) {
        cli.taken.push(...answer.split("\n"));
        cli.draw();
        // It goes on with it, and its next hook shows that.
        this.clock.advance(1);
        this.witness.signalled(session.id, this.clock.now(), { state: "working" });
        return;
      }
    }
    if (this.cli === cli && cli.endTurn() && cli.kind.tells) this.witness.of(session.id).idleAt = this.clock.now();
  }

  #exit(): void {
    if (this.session === undefined) return;
    this.wrongs.push(...this.cli.wrongs);
    this.taken.push(...this.cli.taken.map((text) => `${this.session?.id ?? ""} ${text}`));
    this.cli.exit();
    this.witness.forget(this.session.id);
    this.session = undefined;
  }

  #start(): SimulatedCli {
    const id = `ses-${this.clock.now()}-${Math.random()}`;
    this.session = { id, agent: otter, runtime: "simulated", round: 1, host: "h", startedAt: this.clock.now() };
    const cli = new SimulatedCli(this.clock, this.#kind);
    cli.onTaken = (text) => {
      const now = this.clock.now();
      if (this.#kind.tells) this.witness.of(id).busyAt = now;
      if (this.#kind.carries) {
        this.witness.signalled(id, now, { state: "working", ...(text === "" ? {} : { took: text }) });
      }
    };
    return cli;
  }
}

it("never types at a wrong moment, and ends each nudge in exactly one final receipt, whatever comes in between", async () => {
  await fc.assert(
    fc.asyncProperty(kind, fc.array(step, { minLength: 1, maxLength: 60 }), async (simulated, steps) => {
      const world = new World(simulated);
      await world.nudges.start();
      for (const one of steps) await world.do(one);
      await world.rest();

      expect(world.reports).toEqual([]);
      expect(world.wrongs).toEqual([]);
      for (const id of world.latest().keys()) {
        const receipts = world.history.filter((nudge) => nudge.id === id);
        const settled = receipts.filter(({ settledAt }) => settledAt !== undefined);
        expect(settled).toHaveLength(1);
        expect(receipts.at(-1)).toBe(settled[0]);
      }
      // Nothing is told an agent twice, and nothing that did arrive is called lost.
      const told = world.taken.flatMap((line) => {
        const [session = ""] = line.split(" ");
        return (line.match(/number \d+/g) ?? []).map((text) => `${session} ${text}`);
      });
      expect(told).toEqual([...new Set(told)]);
      for (const nudge of world.latest().values()) {
        const isLost = nudge.state === "failed" || nudge.state === "expired";
        expect(world.raised.includes(nudge.id)).toBe(isLost && nudge.kind === "message");
      }
    }),
    { numRuns: 300, seed: 20260, endOnFailure: true },
  );
}, 120_000);
