import { expect, it } from "vitest";
import type { Caller } from "../../shared/contract/handlers.ts";
import { type IdentityPath, USER } from "../../shared/model/identity.ts";
import { type AgentHouse, byUser, openAgentHouse } from "./testing/agent-house.ts";

const caller: Caller = { identity: USER, role: "user" };
const { signal } = new AbortController();

/** A program in raw mode that answers each line it gets, and knows bracketed paste. */
const TALKER = `
  printf '\\033[?2004hready> '
  while read line; do echo "heard: $line"; printf 'ready> '; done
`;

async function atWork(house: AgentHouse): Promise<IdentityPath> {
  const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
  if (!hired.ok) throw new Error(hired.error.message);
  const agent = hired.value.path;
  const filled = await house.hooks.commit(({ fill }) => fill({ agent, project: "demo", item: "d-1", ...byUser }));
  if (!filled.ok) throw new Error(filled.error.message);
  await house.event((event) => event.type === "sessionPlaced");
  return agent;
}

it("a paused session stays paused over a restart of the core, and what is told it waits", async () => {
  await using first = await openAgentHouse({ script: TALKER });
  const agent = await atWork(first);
  const paused = await first.sessions.handlers["agent.pause"]({ agent }, caller, signal);
  expect(paused.ok).toBe(true);
  const second = await first.restartCore();
  expect(second.sessions.statusOf(agent)?.state).toBe("paused");
  const told = await second.sessions.handlers["agent.nudge"]({ agent, text: "hello" }, caller, signal);
  expect(told).toMatchObject({ ok: true, value: { delivered: false, reason: "it is paused" } });
  const resumed = await second.sessions.handlers["agent.resume"]({ agent }, caller, signal);
  expect(resumed.ok).toBe(true);
  const id = told.ok ? told.value.nudge.id : "";
  const third = await second.restartCore();
  // The receipt outlived two cores, and the one that runs goes on with it.
  const shown = await third.sessions.handlers["nudge.show"]({ nudge: id }, caller, signal);
  expect(shown).toMatchObject({ ok: true, value: { text: "hello", from: USER, agent } });
  await third.sessions.endSession(agent, "stopped", "The test is over.");
  await third[Symbol.asyncDispose]();
}, 60_000);

it("a terminal that was taken over is left alone until it is handed back, with both noted", async () => {
  await using house = await openAgentHouse({ script: TALKER });
  const agent = await atWork(house);
  const { handlers } = house.sessions;
  expect(await handlers["agent.handback"]({ agent }, caller, signal)).toMatchObject({
    ok: false,
    error: { code: "not-taken-over" },
  });
  const taken = await handlers["agent.takeover"]({ agent, reason: "debugging" }, caller, signal);
  expect(taken.ok).toBe(true);
  expect(house.sessions.liveOf(agent)?.takenOver).toMatchObject({ by: USER, reason: "debugging" });
  const told = await handlers["agent.nudge"]({ agent, text: "hello" }, caller, signal);
  expect(told).toMatchObject({ ok: true, value: { delivered: false, reason: "the user has taken it over" } });
  const back = await handlers["agent.handback"]({ agent }, caller, signal);
  expect(back.ok).toBe(true);
  expect(house.sessions.liveOf(agent)?.takenOver).toBe(undefined);
  expect(house.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["sessionTakenOver", "sessionHandedBack"]),
  );
}, 60_000);

it("a broadcast says whom it would reach, and a first one that does not act stops it", async () => {
  await using house = await openAgentHouse({ script: TALKER });
  const agent = await atWork(house);
  const { handlers } = house.sessions;
  const dry = await handlers["agent.broadcast"]({ text: "Rebase.", dryRun: true }, caller, signal);
  expect(dry).toEqual({ ok: true, value: { recipients: [{ agent }], notRunning: [] } });
  await handlers["agent.pause"]({ agent }, caller, signal);
  const tried = await handlers["agent.broadcast"]({ text: "Rebase.", canary: true, wait: 1 }, caller, signal);
  expect(tried.ok && tried.value.stopped).toContain("was told first, and did not act on it");
  const interrupted = await handlers["agent.interrupt"]({ agent }, caller, signal);
  expect(interrupted).toMatchObject({ ok: false, error: { code: "cannot-interrupt" } });
}, 60_000);

/** Asks by a title, as its runtime says, and takes one character for an answer. */
const ASKER = `
  stty -icanon -echo
  printf '\\033]2;ask\\007Proceed?\\n1. Yes\\n2. No\\n'
  answer=$(dd bs=1 count=1 2>/dev/null)
  printf '\\033]2;busy\\007answered: %s\\n' "$answer"
  while read line; do :; done
`;

it("a question on a screen is answered once, by a key, and not after it has gone", async () => {
  const titles = [
    { pattern: "^ask", state: "waiting-for-permission" },
    { pattern: "^busy", state: "working" },
  ];
  await using house = await openAgentHouse({ script: ASKER, runtime: { titles } });
  const agent = await atWork(house);
  const { handlers } = house.sessions;
  const stop = new AbortController();
  const watched = handlers["session.watch"]({}, caller, undefined, stop.signal);
  if (!watched.ok) throw new Error(watched.error.message);
  const until = async (state: string) => {
    for await (const { value } of watched.value) if (value.agent === agent && value.state === state) return value.since;
    throw new Error(`It was never ${state}.`);
  };
  const since = await until("waiting-for-permission");
  const answer = (more: object) =>
    handlers["agent.answer"]({ agent, answer: { character: "1" }, ...more }, caller, signal);
  expect(await answer({ since: since - 1 })).toMatchObject({ ok: false, error: { code: "nothing-asked" } });
  expect(await answer({ since })).toEqual({ ok: true, value: { answered: true } });
  const again = handlers["session.watch"]({}, caller, undefined, stop.signal);
  if (!again.ok) throw new Error(again.error.message);
  for await (const { value } of again.value) if (value.state === "working") break;
  const screen = await handlers["agent.peek"]({ agent }, caller, signal);
  expect(screen.ok && screen.value.screen).toContain("answered: 1");
  expect(await answer({})).toMatchObject({ ok: false, error: { code: "nothing-asked" } });
  stop.abort();
}, 60_000);
