import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { ok } from "../../../shared/model/result.ts";
import { type AgentHouse, byUser, openAgentHouse } from "../testing/agent-house.ts";

const caller = { identity: "user" as IdentityPath, role: "user" as const };
const { signal } = new AbortController();
/** An agent that begins and waits. */
const script = `drover prime > /dev/null; exec sleep 1000`;
const secondProject = true;

async function hire(house: AgentHouse, item?: string): Promise<IdentityPath> {
  const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
  if (!hired.ok) throw new Error(hired.error.message);
  const agent = hired.value.path;
  if (item === undefined) return agent;
  const filled = await house.hooks.commit(({ fill }) => fill({ agent, project: "demo", item, ...byUser }));
  if (!filled.ok) throw new Error(filled.error.message);
  await house.event(({ type, subject }) => type === "hookActivated" && subject === agent);
  return agent;
}

const add = (house: AgentHouse, agent: IdentityPath, project = "web") =>
  house.hooks.handlers["hook.worktree.add"]({ agent, project }, caller, signal);
const remove = (house: AgentHouse, agent: IdentityPath, discard?: boolean) =>
  house.hooks.handlers["hook.worktree.remove"]({ agent, project: "web", discard }, caller, signal);

async function added(house: AgentHouse, agent: IdentityPath): Promise<string> {
  const done = await add(house, agent);
  if (!done.ok) throw new Error(done.error.message);
  return done.value.worktree.worktree;
}

const webVault = (house: AgentHouse) => house.vault.replace("demo", "web");

async function archive(house: AgentHouse, agent: IdentityPath): Promise<void> {
  const done = await house.hooks.commit((plan) => plan.archive(agent, "d-1", byUser));
  if (!done.ok) throw new Error(done.error.message);
  // One that began just before sleeps on, and is ended as the recovery monitor would.
  await house.sessions.endSession(agent, "done", "Its work is over.");
}

describe("a second worktree", () => {
  it("is refused where there is no work, no such project, or its own", async () => {
    await using house = await openAgentHouse({ script, secondProject });
    const idle = await hire(house);
    expect(await add(house, idle)).toMatchObject({ ok: false, error: { code: "no-hook" } });
    const agent = await hire(house, "d-1");
    expect(await add(house, agent, "nowhere")).toMatchObject({ ok: false, error: { code: "project-not-found" } });
    expect(await add(house, agent, "demo")).toMatchObject({ ok: false, error: { code: "own-project" } });
    expect(await remove(house, agent)).toMatchObject({ ok: false, error: { code: "worktree-not-found" } });
    const other = { identity: idle, role: "worker" as const };
    expect(await house.hooks.handlers["hook.worktree.add"]({ agent, project: "web" }, other, signal)).toMatchObject({
      ok: false,
      error: { code: "not-allowed" },
    });
    expect(house.hooks.get(agent)?.also).toEqual([]);
  });

  it("is one however often it is asked for, and stands in the priming and the list", async () => {
    await using house = await openAgentHouse({ script, secondProject });
    const agent = await hire(house, "d-1");
    const [one, two] = await Promise.all([added(house, agent), added(house, agent)]);
    expect(one).toBe(two);
    expect(path.basename(one)).toBe(`${path.basename(agent)}.demo`);
    expect(house.events.filter(({ type }) => type === "hookWorktreeMade")).toHaveLength(1);
    expect(await house.ask(one, "branch", "--show-current")).toBe(`drover/${path.basename(agent)}/d-1`);
    const found = house.agents.get(agent);
    expect(found && (await house.hooks.prime(found))).toContain(`worktree in web: ${one} on drover/`);
    const listed = await house.hooks.handlers["hook.worktree.list"]({ agent }, caller, signal);
    expect(listed.ok && listed.value.worktrees.map((at) => [at.project, at.isOwn, at.state])).toEqual([
      ["demo", true, "there"],
      ["web", false, "there"],
    ]);
  });

  it("with work in it is given back only when that is meant, and all of it is saved", async () => {
    await using house = await openAgentHouse({ script, secondProject });
    const agent = await hire(house, "d-1");
    const worktree = await added(house, agent);
    await writeFile(path.join(worktree, "b.txt"), "half\n");
    expect(await remove(house, agent)).toMatchObject({
      ok: false,
      error: { code: "unlanded-work", message: `In ${worktree} there is work that has not landed: 1 changed file.` },
    });
    expect(readFileSync(path.join(worktree, "b.txt"), "utf8")).toBe("half\n");
    const removed = await remove(house, agent, true);
    expect(removed.ok && removed.value.salvage).toMatch(/\S/);
    const { data } = await house.event(({ type }) => type === "hookWorktreeReleased");
    const { salvage } = data as { salvage: string };
    expect(await house.ask(webVault(house), "show", `${salvage}:b.txt`)).toBe("half");
    expect([existsSync(worktree), house.hooks.get(agent)?.also]).toEqual([false, []]);
    // It can be had again.
    expect(await added(house, agent)).toBe(worktree);
    expect((await remove(house, agent)).ok).toBe(true);
  });

  it("is saved at a checkpoint and a hand-off, and with the hook given back", async () => {
    await using house = await openAgentHouse({ script, secondProject });
    const agent = await hire(house, "d-1");
    const worktree = await added(house, agent);
    await writeFile(path.join(worktree, "b.txt"), "one\n");
    const checkpoint = await house.hooks.handlers["hook.checkpoint"]({ agent }, caller, signal);
    expect(checkpoint.ok).toBe(true);
    const first = house.hooks.get(agent)?.also[0]?.checkpoint;
    expect(await house.ask(webVault(house), "show", `${first}:b.txt`)).toBe("one");
    await writeFile(path.join(worktree, "b.txt"), "two\n");
    expect((await house.hooks.handOff(agent, { note: "Go on.", ...byUser })).ok).toBe(true);
    const second = house.hooks.get(agent)?.also[0]?.checkpoint;
    expect(await house.ask(webVault(house), "show", `${second}:b.txt`)).toBe("two");
    expect(house.hooks.get(agent)).toMatchObject({ state: "active", round: 2, note: "Go on." });

    await writeFile(path.join(worktree, "b.txt"), "three\n");
    await archive(house, agent);
    const { data } = await house.event(({ type }) => type === "hookWorktreeReleased");
    const { salvage } = data as { salvage: string };
    expect(await house.ask(webVault(house), "show", `${salvage}:b.txt`)).toBe("three");
    expect(existsSync(worktree)).toBe(false);
    expect(house.reports).toEqual([]);
  });

  it("that cannot be made is wanted no more", async () => {
    await using house = await openAgentHouse({ script, secondProject });
    const agent = await hire(house, "d-1");
    const branch = `drover/${path.basename(agent)}/d-1`;
    const clone = house.clone.replace("demo", "web");
    const elsewhere = path.join(house.dir, "elsewhere");
    await house.ask(clone, "worktree", "add", "-q", "-b", branch, elsewhere, "refs/remotes/origin/main");
    expect(await add(house, agent)).toMatchObject({ ok: false, error: { code: "worktree-failed" } });
    expect(house.hooks.get(agent)?.also).toEqual([]);
    await house.ask(clone, "worktree", "remove", elsewhere);
    expect((await add(house, agent)).ok).toBe(true);
  });

  it.each([true, false])(
    "made just before a core ended is told of or given back by the next (wanted: %s)",
    async (isWanted) => {
      const first = await openAgentHouse({ script, secondProject });
      const agent = await hire(first, "d-1");
      const worktree = await added(first, agent);
      await writeFile(path.join(worktree, "b.txt"), "half\n");
      await first.hooks[Symbol.asyncDispose]();
      // As it is recorded when a core ends between making it and saying so.
      const { branch = "" } = first.hooks.get(agent)?.also[0] ?? {};
      const at = { kind: "hook", ledger: "workspace", subject: agent, ...byUser } as const;
      const said = [
        { ...at, type: "hookWorktreeDropped", data: { project: "web" } },
        { ...at, type: "hookWorktreeReleased", data: { project: "web" } },
        { ...at, type: "hookWorktreeAdded", data: { project: "web", worktree, branch } },
        ...(isWanted ? [] : [{ ...at, type: "hookWithdrawn", data: { item: "d-1" } }]),
      ];
      await first.store.commit(() => ok({ events: said, result: () => undefined }));
      await using second = await first.restartCore();
      if (isWanted) {
        await second.event(({ type }) => type === "hookWorktreeMade");
        expect(readFileSync(path.join(worktree, "b.txt"), "utf8")).toBe("half\n");
        expect(second.hooks.get(agent)?.also[0]?.base).toMatch(/^[0-9a-f]{40}$/);
        return;
      }
      const { data } = await second.event(({ type }) => type === "hookWorktreeReleased");
      const { salvage } = data as { salvage: string };
      expect(await second.ask(webVault(second), "show", `${salvage}:b.txt`)).toBe("half");
      expect(existsSync(worktree)).toBe(false);
    },
  );
});
