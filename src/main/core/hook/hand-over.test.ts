import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { type AgentHouse, byUser, openAgentHouse } from "../testing/agent-house.ts";

const caller = { identity: USER, role: "user" } as const;
const { signal } = new AbortController();
const WORK = `git add -A; git commit -q -m "Do it"; drover done`;

async function hireFor(house: AgentHouse, item: string): Promise<IdentityPath> {
  const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
  if (!hired.ok) throw new Error(hired.error.message);
  const agent = hired.value.path;
  const filled = await house.hooks.commit(({ fill }) => fill({ agent, project: "demo", item, ...byUser }));
  if (!filled.ok) throw new Error(filled.error.message);
  await house.event((event) => event.type === "sessionPlaced");
  return agent;
}

describe("a hand-off", () => {
  it("that could not be finished is finished by the next core, and no session is replaced before", async () => {
    const script = `[ "$try" = 1 ] && { echo half > b.txt; exec sleep 1000; }; cat "$1" > ignored; ${WORK}`;
    await using first = await openAgentHouse({ script });
    const agent = await hireFor(first, "d-1");
    const { worktree = "" } = first.hooks.get(agent) ?? {};
    writeFileSync(path.join(worktree, "b.txt"), "half\n");
    const index = path.join(first.clone, "worktrees", path.basename(worktreeName(worktree)), "index");
    const whole = readFileSync(index);
    writeFileSync(index, "not an index");
    const ordered = await first.hooks.handlers["hook.handoff"]({ agent, note: "Finish b.txt." }, caller, signal);
    expect(ordered).toMatchObject({ ok: false, error: { code: "salvage-failed" } });
    expect(first.hooks.get(agent)).toMatchObject({ round: 1, handOff: { note: "Finish b.txt.", by: USER } });
    expect(first.sessions.liveOf(agent)).toMatchObject({ round: 1 });

    await using second = await first.restartCore(() => {
      writeFileSync(index, whole);
    });
    await second.event((event) => event.type === "hookCompleted");
    const { checkpoint } = second.hooks.get(agent) ?? {};
    expect(await second.ask(second.vault, "show", `${checkpoint}:b.txt`)).toBe("half");
    expect(second.hooks.get(agent)).not.toHaveProperty("handOff");
    expect(readFileSync(path.join(worktree, "ignored"), "utf8")).toContain("> Finish b.txt.");
    expect(second.mail.unreadOf(agent)).toMatchObject([
      { from: USER, subject: "Hand-off of d-1", body: "Finish b.txt." },
    ]);
  });

  it("primes the successor with what was learned, committed and written, within bounds", async () => {
    const script = `
      if [ "$try" = 1 ]; then echo 1 > b.txt; git add -A; git commit -q -m "First half"; drover handoff "Second half."; exec sleep 1000; fi
      cat "$1" > ignored; ${WORK} "Nothing else"`;
    await using house = await openAgentHouse({ script });
    const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
    if (!hired.ok) throw new Error(hired.error.message);
    const agent = hired.value.path;
    const decisions = Array.from({ length: 20 }, (_, n) => ({
      kind: "decision" as const,
      text: `${n} ${"x".repeat(390)}`,
    }));
    const noted = await house.memories.handlers["memory.note"]({ agent, entries: decisions }, caller, signal);
    expect(noted.ok).toBe(true);
    for (let n = 0; n < 9; n += 1) await house.mail.send({ from: USER, to: agent, subject: `Letter ${n}`, body: "b" });
    const filled = await house.hooks.commit(({ fill }) => fill({ agent, project: "demo", item: "d-1", ...byUser }));
    expect(filled.ok).toBe(true);
    await house.event((event) => event.type === "sessionStarted" && house.hooks.get(agent)?.round === 2);
    const found = house.agents.get(agent);
    if (found === undefined) throw new Error("The agent vanished.");
    const primed = await house.hooks.prime(found);
    for (const part of [
      "> Second half.",
      "First half",
      "19 xxx",
      "more: `drover memory`",
      "Hand-off of d-1",
      "drover mail read",
    ]) {
      expect(primed).toContain(part);
    }
    // Some 2,000 tokens, at four characters each.
    expect(primed.length).toBeLessThan(8_000);
  });
});

describe("a checkpoint", () => {
  it("saves everything and disturbs nothing", async () => {
    await using house = await openAgentHouse({ script: "exec sleep 1000" });
    const agent = await hireFor(house, "d-1");
    const { worktree = "" } = house.hooks.get(agent) ?? {};
    writeFileSync(path.join(worktree, "new.txt"), "new\n");
    const before = await house.ask(worktree, "status", "--porcelain");
    const saved = await house.hooks.handlers["hook.checkpoint"]({ agent, note: "Half way" }, caller, signal);
    if (!saved.ok) throw new Error(saved.error.message);
    const { checkpoint, salvage } = saved.value;
    expect(await house.ask(house.vault, "show", `${checkpoint}:new.txt`)).toBe("new");
    expect(house.hooks.get(agent)).toMatchObject({ checkpoint, round: 1, state: "active" });
    expect(await house.ask(worktree, "status", "--porcelain")).toBe(before);
    const listed = await house.salvage.handlers["salvage.list"]({ agent }, caller, signal);
    expect(listed).toMatchObject({
      ok: true,
      value: { salvages: [{ id: salvage, reason: "checkpoint", note: "Half way" }] },
    });
  });
});

/** What the clone calls a worktree, which came from the pool under another name. */
function worktreeName(worktree: string): string {
  return (
    /worktrees\/([^/\n]+)/.exec(readFileSync(path.join(worktree, ".git"), "utf8").split("clone.git")[1] ?? "")?.[1] ??
    ""
  );
}
