import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { LedgerEvent } from "../../shared/model/event.ts";
import type { IdentityPath } from "../../shared/model/identity.ts";
import { ok } from "../../shared/model/result.ts";
import { createConnectionTerminals } from "../../shared/contract/connection-terminals.ts";
import { decodeTerminalFrame, encodeTerminalFrame } from "../../shared/wire/terminal-frame.ts";
import { ptyHostEndpoint } from "../../shared/wire/pty-host-protocol.ts";
import { type AgentHouse, byUser, openAgentHouse } from "./testing/agent-house.ts";

/** What an agent's script does when it works: one commit, and submits it. */
const WORK = `echo "work $try" >> b.txt; git add -A; git commit -q -m "Do it"; drover done`;

describe("a terminal", () => {
  it("of an agent is watched, typed into, and left alone by Drover meanwhile", async () => {
    await using house = await openAgentHouse({
      script: `printf 'ready> '; read line; echo "got $line"; exec sleep 1000`,
    });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await active(house, agent);
    const shown: string[] = [];
    const sized = new Set<string>();
    const terminals = createConnectionTerminals({
      bufferedBytes: 0,
      close: () => {},
      sendBytes(bytes) {
        const frame = decodeTerminalFrame(bytes);
        if (frame?.op === "data" || frame?.op === "snapshot") shown.push(Buffer.from(frame.bytes).toString());
        if (frame?.op === "snapshot") sized.add(`${frame.cols}x${frame.rows}`);
      },
    });
    const from = { ...caller, terminals: terminals.link };
    const open = house.sessions.handlers["terminal.open"];
    const opened = await open({ agent, cols: 90, rows: 20, mode: "control" }, from, signal);
    if (!opened.ok) throw new Error(opened.error.message);
    const { stream } = opened.value;
    await until(() => shown.join("").includes("ready> "));
    expect([...sized]).toContain("90x20");
    terminals.take(encodeTerminalFrame({ op: "input", stream, bytes: Buffer.from("hello\r") }));
    await until(() => shown.join("").includes("got hello"));
    await until(() => house.sessions.statusOf(agent)?.state === "user-typing");
    expect(await house.sessions.nudge(agent, "Go on.")).toMatchObject({
      delivered: false,
      reason: "the user is typing into it",
    });
    const close = house.sessions.handlers["terminal.close"];
    expect(await close({ stream }, from, signal)).toEqual({ ok: true, value: { closed: true } });
    expect(await close({ stream }, from, signal)).toMatchObject({ ok: false, error: { code: "stream-not-found" } });
    const peeked = await house.sessions.handlers["agent.peek"]({ agent }, caller, signal);
    expect(peeked.ok && peeked.value.screen).toContain("got hello");
    expect(await open({ agent, cols: 90, rows: 20, mode: "watch" }, caller, signal)).toMatchObject({
      ok: false,
      error: { code: "not-allowed" },
    });
  });

  it("of a runtime that a person closes suspends the work instead of starting again", async () => {
    await using house = await openAgentHouse({ script: `exit 0`, exit: "stop" });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "hookSuspended");
    await house.sessions.idle();
    expect(house.sessions.sessionOf(agent)?.endReason).toBe("stopped");
    expect(house.hooks.get(agent)).toMatchObject({ state: "suspended", attempt: 1 });
  });
});

async function hire(house: AgentHouse): Promise<IdentityPath> {
  const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
  if (!hired.ok) throw new Error(hired.error.message);
  return hired.value.path;
}

async function fill(house: AgentHouse, agent: IdentityPath, item: string): Promise<void> {
  const filled = await house.hooks.commit(({ fill: put }) => put({ agent, project: "demo", item, ...byUser }));
  if (!filled.ok) throw new Error(filled.error.message);
}

async function archive(house: AgentHouse, agent: IdentityPath, item: string): Promise<void> {
  const archived = await house.hooks.commit((plan) => plan.archive(agent, item, byUser));
  if (!archived.ok) throw new Error(archived.error.message);
}

const caller = { identity: "user" as IdentityPath, role: "user" as const };
const { signal } = new AbortController();

describe("work on a hook", () => {
  it("gets a worktree, a session, a submission, and is archived", async () => {
    await using house = await openAgentHouse({ script: `cat "$1" > ignored; env | sort >> ignored; ${WORK}` });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "hookCompleted");
    await house.event((event) => event.type === "sessionEnded");

    const hook = house.hooks.get(agent);
    expect(hook).toMatchObject({ state: "completed", item: "d-1", attempt: 1 });
    const branch = `drover/${agent.split("/")[2]}/d-1`;
    expect(hook?.branch).toBe(branch);
    const [submission] = house.submitted;
    const name = `${agent.split("/")[2]?.replace(/^./, (c) => c.toUpperCase())} (${agent})`;
    expect(await house.ask(house.clone, "log", "-1", "--format=%H %an <%ae> %cn", branch)).toBe(
      `${submission?.tip} ${name} <olga@example.org> ${name}`,
    );
    expect(house.sessions.sessionOf(agent)).toMatchObject({ endReason: "done", exitCode: 0, item: "d-1" });

    const seen = readFileSync(path.join(hook?.worktree ?? "", "ignored"), "utf8");
    expect(seen).toContain(`You are ${agent}, a worker in the project demo`);
    expect(seen).toContain("## Your hook: d-1");
    expect(seen).toContain(`DROVER_AGENT=${agent}`);
    expect(seen).toMatch(/PATH=[^:]*\.drover\/bin:/);
    expect(seen).not.toMatch(/VITEST|NODE_OPTIONS|GIT_TEMPLATE_DIR|npm_/);

    await archive(house, agent, "d-1");
    await house.event((event) => event.type === "hookReleased");
    expect(house.hooks.get(agent)).toMatchObject({ state: "archived", worktree: "" });
    expect(existsSync(hook?.worktree ?? "")).toBe(false);
    expect(house.reports).toEqual([]);
  });

  it("goes on with the next item of the queue on a branch of its own", async () => {
    await using house = await openAgentHouse({ script: WORK });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await fill(house, agent, "d-2");
    await house.event((event) => event.type === "sessionEnded");
    await archive(house, agent, "d-1");
    await house.event((event) => event.type === "hookCompleted" && itemOf(event) === "d-2");
    expect(house.submitted.map((one) => one.item)).toEqual(["d-1", "d-2"]);
    expect(house.hooks.get(agent)).toMatchObject({ attempt: 1, queue: [] });
  });

  it("is handed in only when it is ready, and says what is missing", async () => {
    const script = `
      drover done > ignored; echo x > c.txt; drover done >> ignored
      git checkout -q --detach; git add -A; git commit -qm x; drover done >> ignored
      git checkout -q -; git merge -q HEAD@{1}; drover done >> ignored; drover done >> ignored`;
    await using house = await openAgentHouse({ script });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "sessionEnded");
    const lines = readFileSync(path.join(house.hooks.get(agent)?.worktree ?? "", "ignored"), "utf8")
      .trim()
      .split("\n");
    expect(lines.map((line) => line.split(":")[0])).toEqual([
      "nothing-to-submit",
      "uncommitted-changes",
      "wrong-branch",
      '{"item"',
      "already-submitted",
    ]);
    expect(lines[1]).toContain("c.txt");
  });

  it("is closed without a commit when there is none to make", async () => {
    await using house = await openAgentHouse({ script: `drover done "The answer is 42."` });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "hookReleased");
    expect(house.hooks.get(agent)).toMatchObject({ state: "archived", item: "d-1" });
    expect(house.sessions.sessionOf(agent)?.endReason).toBe("done");
  });

  it("that came back gets a fresh session in the same worktree, which is told why", async () => {
    const script = `cat "$1" >> ignored; ${WORK}`;
    await using house = await openAgentHouse({ script });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "sessionEnded");
    const { worktree } = house.hooks.get(agent) ?? {};
    const reason = "It conflicts with what has landed since, in a.txt.";
    const sent = await house.hooks.commit((plan) => plan.sendBack({ agent, item: "d-1", reason, ...byUser }));
    expect(sent.ok).toBe(true);
    await house.event((event) => event.type === "hookCompleted" && house.submitted.length === 2);
    expect(house.hooks.get(agent)).toMatchObject({ state: "completed", attempt: 2, worktree });
    const seen = readFileSync(path.join(worktree ?? "", "ignored"), "utf8");
    expect(seen).toContain(`> ${reason}`);
    expect(seen).toContain("git rebase origin/main");
  });

  it("that is taken off ends its session and keeps what was done", async () => {
    await using house = await openAgentHouse({ script: `echo half > b.txt; drover prime; exec sleep 1000` });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    const { worktree } = await active(house, agent);
    await until(() => existsSync(path.join(worktree, "b.txt")));
    const taken = await house.hooks.commit((plan) => plan.withdraw("d-1", byUser));
    expect(taken.ok).toBe(true);
    const released = await house.event((event) => event.type === "hookReleased");
    expect(house.sessions.sessionOf(agent)?.endReason).toBe("stopped");
    const { salvage } = released.data as { salvage: string };
    expect(await house.ask(house.vault, "show", `${salvage}:b.txt`)).toBe("half");
  });
});

describe("a session", () => {
  it("that dies is started again on the same hook, and goes on where it was", async () => {
    const script = `
      if [ "$try" = 1 ]; then echo half > b.txt; drover prime > /dev/null; exec sleep 1000; fi
      cat "$1" > ignored; ${WORK}`;
    await using house = await openAgentHouse({ script });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    const { worktree } = await active(house, agent);
    await until(() => house.sessions.live()[0]?.lastContactAt !== undefined);
    process.kill(await pidOf(house, agent), "SIGKILL");
    await house.event((event) => event.type === "hookCompleted");
    expect(house.hooks.get(agent)).toMatchObject({ attempt: 2, worktree });
    const seen = readFileSync(path.join(worktree, "ignored"), "utf8");
    expect(seen).toContain("This is attempt 2. The session before ended without having submitted");
    const { tip } = house.submitted[0] ?? { tip: "" };
    expect(await house.ask(house.clone, "show", `${tip}:b.txt`)).toBe("half\nwork 2");
  });

  it("is the only one of its agent, however many are started at once", async () => {
    await using house = await openAgentHouse({ script: `exec sleep 1000` });
    const agent = await hire(house);
    const start = () => house.sessions.handlers["agent.start"]({ agent }, caller, signal);
    const outcomes = await Promise.all([start(), start(), start()]);
    expect(outcomes.filter((one) => one.ok)).toHaveLength(3);
    expect(house.events.filter((event) => event.type === "sessionStarted")).toHaveLength(1);
    expect(await start()).toMatchObject({ ok: false, error: { code: "already-running" } });
  });

  it("is re-attached by the next core, and keeps its identity", async () => {
    const script = `drover prime > /dev/null; while [ ! -e "$DROVER_WORKSPACE/go" ]; do sleep 0.05; done; ${WORK}`;
    const first = await openAgentHouse({ script });
    const agent = await hire(first);
    await fill(first, agent, "d-1");
    await until(() => first.sessions.live()[0]?.lastContactAt !== undefined);
    const session = first.sessions.liveOf(agent)?.id;
    await using second = await first.restartCore();
    expect(second.sessions.liveOf(agent)?.id).toBe(session);
    writeFileSync(path.join(second.dir, "go"), "");
    await second.event((event) => event.type === "hookCompleted");
    expect(second.hooks.get(agent)?.attempt).toBe(1);
  });

  it("that was lost with its host is started again, with or without a core to see it", async () => {
    const script = `if [ "$try" -lt 3 ]; then drover prime; exec sleep 1000; fi; ${WORK}`;
    const first = await openAgentHouse({ script });
    const agent = await hire(first);
    await fill(first, agent, "d-1");
    await until(() => first.sessions.live()[0]?.lastContactAt !== undefined);
    const [lost] = first.sessions.live();
    killHost(first, agent);
    await first.event((event) => event.type === "sessionEnded" && event.subject === lost?.session.id);
    await until(() => first.sessions.live()[0]?.lastContactAt !== undefined);
    await using second = await first.restartCore(() => {
      killHost(first, agent);
    });
    await second.event((event) => event.type === "hookCompleted");
    expect(second.hooks.get(agent)?.attempt).toBe(3);
    const ends = [...first.events, ...second.events].filter((event) => event.type === "sessionEnded");
    expect(ends.slice(0, 2).map((event) => event.data)).toEqual([{ reason: "lost" }, { reason: "lost" }]);
  });

  it("is replaced at a hand-off, with everything saved and a note for the next", async () => {
    const script = `
      if [ "$try" = 1 ]; then echo half > b.txt; drover handoff "Finish b.txt."; exec sleep 1000; fi
      cat "$1" > ignored; ${WORK}`;
    await using house = await openAgentHouse({ script });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "hookCompleted");
    const seen = readFileSync(path.join(house.hooks.get(agent)?.worktree ?? "", "ignored"), "utf8");
    expect(seen).toContain("> Finish b.txt.");
    expect(seen).toContain("handed over to you");
    const { checkpoint } = house.hooks.get(agent) ?? {};
    expect(await house.ask(house.vault, "show", `${checkpoint}:b.txt`)).toBe("half");
    const ended = house.events.find((event) => event.type === "sessionEnded");
    expect(ended?.data).toMatchObject({ reason: "handoff" });
  });

  it("that crashes again and again parks its agent, who then waits for a person", async () => {
    await using house = await openAgentHouse({ script: `exit 9` });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "agentParked");
    expect(house.agents.get(agent)?.parked).toContain("5 times within 10 minutes");
    expect(house.agents.get(agent)?.parked).toContain("with code 9");
    expect(house.hooks.get(agent)).toMatchObject({ state: "active", attempt: 5 });
    expect(house.sessions.liveOf(agent)).toBeUndefined();
  });

  it("that could not be started is not taken for one that runs", async () => {
    await using house = await openAgentHouse({ script: `exec sleep 1000` });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await active(house, agent);
    const worktree = house.hooks.get(agent)?.worktree ?? "";
    rmSync(worktree, { recursive: true });
    writeFileSync(worktree, "in the way");
    await house.sessions.handlers["agent.restart"]({ agent }, caller, signal);
    await house.event((event) => event.type === "agentParked");
    expect(house.sessions.statusOf(agent)).toMatchObject({ state: "exited", evidence: "its session ended" });
  });

  it("whose worktree somebody removed goes on in it with what was committed and staged", async () => {
    await using house = await openAgentHouse({
      script: `if [ "$try" = 1 ]; then
        echo one > one.txt; git add one.txt; git commit -qm "One"; echo two > two.txt; git add two.txt
        touch "$PWD.staged"; exec sleep 1000
      fi
      git commit -qm "Two"; ${WORK}`,
    });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await active(house, agent);
    const worktree = house.hooks.get(agent)?.worktree ?? "";
    await until(() => existsSync(`${worktree}.staged`));
    rmSync(worktree, { recursive: true });
    expect(await house.hooks.isHomeless(agent)).toBe(true);
    await house.sessions.restart(agent, "Its worktree was removed.");
    await house.event((event) => event.type === "hookCompleted");
    expect(await house.hooks.isHomeless(agent)).toBe(false);
    expect([
      readFileSync(path.join(worktree, "one.txt"), "utf8"),
      readFileSync(path.join(worktree, "two.txt"), "utf8"),
    ]).toEqual(["one\n", "two\n"]);
  });

  it("that is stopped by the user stays stopped until it is started", async () => {
    await using house = await openAgentHouse({ script: `[ "$try" = 1 ] && exec sleep 1000; ${WORK}` });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await active(house, agent);
    const stopped = await house.sessions.handlers["agent.stop"]({ agent }, caller, signal);
    expect(stopped.ok).toBe(true);
    await house.sessions.idle();
    expect(house.hooks.get(agent)?.state).toBe("suspended");
    expect(house.sessions.liveOf(agent)).toBeUndefined();
    expect((await house.sessions.handlers["agent.start"]({ agent }, caller, signal)).ok).toBe(true);
    await house.event((event) => event.type === "hookCompleted");
  });

  it("of whoever holds a role is kept up without work, and ends when the role is taken away", async () => {
    await using house = await openAgentHouse({ script: `[ "$try" = 1 ] && exit 9; exec sleep 1000` });
    const manager = "manager" as IdentityPath;
    const { actor } = byUser;
    const appoint = { path: manager, role: "manager" as const, runtime: "tiny", actor };
    await house.store.commit(() => ok({ events: house.agents.planAppoint(appoint), result: () => undefined }));
    const crashed = await house.event((event) => event.type === "sessionEnded");
    expect(crashed.data).toMatchObject({ reason: "crashed", exitCode: 9 });
    await house.event((event) => event.type === "sessionPlaced" && event.subject !== crashed.subject);
    expect(house.sessions.liveOf(manager)).toMatchObject({ round: 0 });
    await house.store.commit(() => ok({ events: house.agents.planRelieve(manager, actor), result: () => undefined }));
    await house.event((event) => event.type === "sessionEnded" && event.subject !== crashed.subject);
    await house.sessions.idle();
    expect(house.sessions.sessionOf(manager)).toMatchObject({ endReason: "stopped" });
    expect(house.sessions.liveOf(manager)).toBeUndefined();
  });

  it("that does not begin is nudged", async () => {
    const script = `printf '> '; read line; echo "$line" > ignored; ${WORK}`;
    await using house = await openAgentHouse({ script, nudgeAfterMs: 300 });
    const agent = await hire(house);
    await fill(house, agent, "d-1");
    await house.event((event) => event.type === "hookCompleted");
    const seen = readFileSync(path.join(house.hooks.get(agent)?.worktree ?? "", "ignored"), "utf8");
    expect(seen).toContain("Run `drover prime` and begin.");
  });
});

function itemOf(event: LedgerEvent): unknown {
  return typeof event.data === "object" && event.data !== null ? Reflect.get(event.data, "item") : undefined;
}

async function active(house: AgentHouse, agent: IdentityPath): Promise<{ readonly worktree: string }> {
  await house.event((event) => event.type === "sessionPlaced");
  const { worktree } = house.hooks.get(agent) ?? { worktree: "" };
  return { worktree };
}

async function pidOf(house: AgentHouse, agent: IdentityPath): Promise<number> {
  const found = await house.hosts.list();
  const session = house.sessions.liveOf(agent)?.id;
  return found.find((one) => one.session === session)?.pid ?? 0;
}

function killHost(house: AgentHouse, agent: IdentityPath): void {
  const host = house.sessions.liveOf(agent)?.host ?? "";
  const file = readFileSync(path.join(house.dir, ".drover", "hosts", `${host}.json`), "utf8");
  process.kill(ptyHostEndpoint.parse(JSON.parse(file)).pid, "SIGKILL");
}

/** For what only files and memory tell: looks again until it is so; the test's time limit ends it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
