import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../shared/contract/handlers.ts";
import type { Session, SessionStatus } from "../../../shared/model/agent.ts";
import { USER, workerPath } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import type { RuntimeSignal } from "../../../shared/model/runtime-signal.ts";
import { ManualClock } from "../base/clock.ts";
import { createStoreFixture } from "../platform/store/store-fixture.ts";
import { endSession, startSession } from "./decide.ts";
import { LiveSessions } from "./live.ts";
import { sessionKind } from "./reduce.ts";
import { type Signals, type Told, createSignals } from "./signals.ts";

const otter = workerPath("shop", "otter");
const clock = new ManualClock();
let stack: AsyncDisposableStack;
beforeEach(() => {
  stack = new AsyncDisposableStack();
});
afterEach(() => stack.disposeAsync());

/** A session whose hooks say what their payload is. */
async function setUp() {
  const fixture = stack.use(createStoreFixture());
  const store = await fixture.open({ clock });
  const table = store.table(sessionKind);
  const commit = (events: Parameters<typeof store.commit>[0]) => store.commit(events);
  const data = { runtime: "claude", round: 1 };
  const board = { get: () => undefined, liveOf: () => undefined };
  const started = startSession(board, { id: "ses-1", agent: otter, data, actor: USER });
  await commit(() => (started.ok ? ok({ events: started.value, result: () => undefined }) : started));
  const told: SessionStatus[] = [];
  const live = stack.use(new LiveSessions({ clock, tell: (status) => told.push(status) }));
  live.begin(table.get("ses-1") as Session);
  const confirmed: RuntimeSignal[] = [];
  const waiting: string[] = [];
  const signals: Signals = createSignals({
    clock,
    store,
    table,
    live,
    report(error) {
      throw error;
    },
    runtimes: {
      readHook: (_id, event, payload) => (event === "Unknown" ? {} : (payload as RuntimeSignal)),
      answerHook: (_id, event, message) => (event === "Stop" ? JSON.stringify({ reason: message }) : undefined),
    },
    channel: {
      async takePending(_session, _event, carry) {
        const [first] = waiting;
        const answer = first === undefined ? undefined : carry(first);
        if (answer !== undefined) waiting.shift();
        return answer;
      },
      signalled(_session, signal) {
        confirmed.push(signal);
      },
    },
  });
  const caller: Caller = { identity: otter, role: "worker", session: "ses-1" };
  const call = (event: string, payload?: unknown, at?: number) =>
    signals.handlers["session.signal"]({ event, payload, at }, caller, AbortSignal.timeout(10_000));
  return { store, table, live, told, confirmed, waiting, signals, caller, call, commit };
}

describe("what a session's hooks tell", () => {
  it("becomes evidence on the session, with the hook's name where it has no words of its own", async () => {
    const { call, live } = await setUp();
    expect(await call("UserPromptSubmit", { state: "working" })).toEqual(ok({}));
    expect(live.statusOf("ses-1")).toMatchObject({
      state: "working",
      source: "hook",
      reliability: "authoritative",
      evidence: "its hook UserPromptSubmit",
    });
    await call("PermissionRequest", { state: "waiting-for-permission", detail: "asks to run rm" });
    expect(live.statusOf("ses-1")).toMatchObject({ state: "waiting-for-permission", evidence: "asks to run rm" });
  });

  it("says nothing where its runtime knows nothing of the event", async () => {
    const { call, live } = await setUp();
    const before = live.statusOf("ses-1")?.state;
    expect(await call("Unknown", { state: "working" })).toEqual(ok({}));
    expect(live.statusOf("ses-1")?.state).toBe(before);
  });

  it("is told to whoever listens, and its own id is kept for a resume", async () => {
    const { call, signals, table, store } = await setUp();
    const heard: Told[] = [];
    using _listening = signals.listen((told) => heard.push(told));
    const identified = Promise.withResolvers<void>();
    using _subscription = store.subscribe((event) => {
      if (event.type === "sessionIdentified") identified.resolve();
    });
    await call("SessionStart", { runtimeSession: "uuid-1", transcript: "/t.jsonl" });
    await identified.promise;
    expect(table.get("ses-1")?.runtimeSession).toBe("uuid-1");
    expect(heard).toMatchObject([{ event: "SessionStart", source: "hook", signal: { transcript: "/t.jsonl" } }]);
  });

  it("is answered with what waits for the session, where this hook can carry it", async () => {
    const { call, waiting, confirmed } = await setUp();
    waiting.push("look at your mail");
    expect(await call("PostToolUse", { state: "working" })).toEqual(ok({}));
    expect(await call("Stop", { state: "waiting-for-input" })).toEqual(ok({ print: '{"reason":"look at your mail"}' }));
    expect(waiting).toEqual([]);
    expect(confirmed.map(({ state }) => state)).toEqual(["working", "waiting-for-input"]);
  });

  it("counts from when it was, and takes nothing back, where it comes late", async () => {
    const { call, live, waiting } = await setUp();
    clock.advance(60_000);
    await call("Stop", { state: "waiting-for-input" });
    waiting.push("look at your mail");
    expect(await call("UserPromptSubmit", { state: "working" }, clock.now() - 30_000)).toEqual(ok({}));
    expect(live.statusOf("ses-1")?.state).toBe("waiting-for-input");
    expect(waiting).toHaveLength(1);
  });

  it("is refused to whoever is no session, or one that has ended", async () => {
    const { signals, call, commit, table } = await setUp();
    const user: Caller = { identity: USER, role: "user" };
    const refused = await signals.handlers["session.signal"]({ event: "Stop" }, user, AbortSignal.timeout(1_000));
    expect(refused).toMatchObject({ ok: false, error: { code: "not-a-session" } });
    await commit(() =>
      ok({ events: endSession(table.get("ses-1"), { reason: "done" }, { actor: USER }), result: () => undefined }),
    );
    expect(await call("Stop")).toMatchObject({ ok: false, error: { code: "not-a-session" } });
  });
});

describe("a vendor's limit", () => {
  it("has the end that the words about it tell", async () => {
    const { call, live } = await setUp();
    await call("StopFailure", { state: "rate-limited", detail: "You've hit your limit. Try again in 2h." });
    expect(live.statusOf("ses-1")).toMatchObject({ state: "rate-limited", until: clock.now() + 2 * 60 * 60_000 });
  });
});
