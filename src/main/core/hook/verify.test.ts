import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type IdentityPath, USER } from "../../../shared/model/identity.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import type { GateResult } from "../../../shared/model/submission.ts";
import { type AgentHouse, byUser, openAgentHouse } from "../testing/agent-house.ts";
import type { VerifyOutcome, VerifyRequest } from "./ports.ts";

const caller = { identity: USER, role: "user" as const };
const { signal } = new AbortController();
const script = "exec sleep 1000";
const gate = (exitCode: number): GateResult => ({ name: "test", exitCode, timedOut: false, ms: 5, tail: "" });

async function hire(house: AgentHouse): Promise<{ agent: IdentityPath; worktree: string }> {
  const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
  if (!hired.ok) throw new Error(hired.error.message);
  const agent = hired.value.path;
  const filled = await house.hooks.commit(({ fill }) => fill({ agent, project: "demo", item: "d-1", ...byUser }));
  if (!filled.ok) throw new Error(filled.error.message);
  await house.event(({ type, subject }) => type === "hookActivated" && subject === agent);
  return { agent, worktree: house.hooks.get(agent)?.worktree ?? "" };
}

async function commit(house: AgentHouse, worktree: string, text: string): Promise<string> {
  await writeFile(path.join(worktree, "b.txt"), text);
  await house.ask(worktree, "add", "-A");
  await house.ask(worktree, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Do it");
  return await house.ask(worktree, "rev-parse", "HEAD");
}

const verify = (house: AgentHouse, agent: IdentityPath) =>
  house.hooks.handlers["hook.verify"]({ agent }, caller, signal);

describe("verifying what is on a hook", () => {
  it("has the gates run on exactly what is committed, and leads on to submitting it", async () => {
    const seen: VerifyRequest[] = [];
    const outcome: VerifyOutcome = { run: "run-1", gates: [gate(0)] };
    await using house = await openAgentHouse({ script, verify: async (what) => (seen.push(what), ok(outcome)) });
    const { agent, worktree } = await hire(house);
    const onto = await house.ask(house.vault, "rev-parse", "refs/remotes/origin/main");
    const tip = await commit(house, worktree, "mine\n");
    const verified = await verify(house, agent);
    expect(seen).toEqual([{ project: "demo", agent, commit: tip, onto }]);
    expect(verified).toMatchObject({
      ok: true,
      value: { isGreen: true, verified: [{ project: "demo", commit: tip, onto, ...outcome }] },
    });
    expect(verified.ok && verified.value.next).toContain("it lands at once");
  });

  it("says which gate is red, and where to read on", async () => {
    const outcome: VerifyOutcome = { run: "run-1", gates: [gate(1)] };
    await using house = await openAgentHouse({ script, verify: async () => ok(outcome) });
    const { agent, worktree } = await hire(house);
    await commit(house, worktree, "mine\n");
    const verified = await verify(house, agent);
    expect(verified).toMatchObject({ ok: true, value: { isGreen: false } });
    expect(verified.ok && verified.value.next).toMatch(/“test” is red in demo.*`drover mq log run-1`/);
  });

  it("refuses what would not land as it is: nothing, what is not committed, what is not on the newest target", async () => {
    await using house = await openAgentHouse({ script });
    const { agent, worktree } = await hire(house);
    expect(await verify(house, agent)).toMatchObject({ error: { code: "nothing-to-submit" } });
    await writeFile(path.join(worktree, "b.txt"), "half\n");
    expect(await verify(house, agent)).toMatchObject({ error: { code: "uncommitted-changes" } });
    await commit(house, worktree, "whole\n");
    expect((await verify(house, agent)).ok).toBe(true);
    const next = await house.ask(
      house.vault,
      ...["-c", "user.name=E", "-c", "user.email=e@example.org", "commit-tree", "-p", "refs/remotes/origin/main"],
      ...["-m", "Next", "refs/remotes/origin/main^{tree}"],
    );
    await house.ask(house.vault, "update-ref", "refs/remotes/origin/main", next);
    expect(await verify(house, agent)).toMatchObject({
      error: { code: "not-rebased", remedy: expect.stringContaining("git rebase origin/main") as string },
    });
  });

  it("says why a run did not come to its end, and that there is nothing to verify on an empty hook", async () => {
    const stopped = async () => fail("interrupted", "The core is stopping.");
    await using house = await openAgentHouse({ script, verify: stopped });
    const { agent, worktree } = await hire(house);
    await commit(house, worktree, "mine\n");
    expect(await verify(house, agent)).toMatchObject({
      error: { code: "interrupted", message: "The core is stopping." },
    });
    const idle = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
    if (!idle.ok) throw new Error(idle.error.message);
    expect(await verify(house, idle.value.path)).toMatchObject({ error: { code: "no-hook" } });
  });
});
