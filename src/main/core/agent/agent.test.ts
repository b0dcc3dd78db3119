import { describe, expect, it } from "vitest";
import type { Agent } from "../../../shared/model/agent.ts";
import { NAME_PATTERN, USER, crewPath } from "../../../shared/model/identity.ts";
import { createStoreFixture } from "../platform/store/store-fixture.ts";
import { fail, ok } from "../../../shared/model/result.ts";
import { resolveAgent } from "./decide.ts";
import { type Agents, createAgents } from "./index.ts";
import { WORKER_NAMES, nextWorkerName } from "./names.ts";

const by = { actor: USER };

async function open(): Promise<{ readonly agents: Agents } & AsyncDisposable> {
  const fixture = createStoreFixture();
  const store = await fixture.open();
  const agents = createAgents({
    store,
    views: {
      hookOf: () => undefined,
      itemTitle: () => undefined,
      sessionOf: () => undefined,
      statusOf: () => undefined,
    },
    project: (name) => (name === "demo" ? { runtime: "scripted" } : undefined),
    checkRuntime: (id) =>
      id === "scripted"
        ? { ok: true, value: undefined }
        : { ok: false, error: { code: "runtime-not-found", message: id } },
    checkSpecialities: (ids) =>
      ids.every((id) => id === "tests") ? ok() : fail("speciality-not-found", ids.join(", ")),
  });
  return { agents, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}

describe("names of workers", () => {
  it("are safe in paths and branches, and all different", () => {
    expect(new Set(WORKER_NAMES).size).toBe(WORKER_NAMES.length);
    for (const name of WORKER_NAMES) expect(name).toMatch(NAME_PATTERN);
  });

  it("are never used twice in a project, and go on with numbers", () => {
    const taken = new Set<string>();
    for (let i = 0; i < WORKER_NAMES.length * 2 + 1; i++) {
      const name = nextWorkerName("demo", (one) => taken.has(one));
      expect(taken.has(name)).toBe(false);
      expect(name).toMatch(NAME_PATTERN);
      taken.add(name);
    }
    expect([...taken].at(-1)).toMatch(/-3$/);
  });
});

describe("agents", () => {
  it("that are hired at once get different names, also after some were decommissioned", async () => {
    await using house = await open();
    const hired = await Promise.all(
      Array.from({ length: 10 }, () => house.agents.hireWorker({ project: "demo", runtime: "scripted", ...by })),
    );
    const paths = hired.map((one) => (one.ok ? one.value.path : ""));
    expect(new Set(paths).size).toBe(10);
    for (const one of hired) if (one.ok) await house.agents.decommission(one.value.path, USER);
    const next = await house.agents.hireWorker({ project: "demo", runtime: "scripted", ...by });
    expect(next.ok && paths.includes(next.value.path)).toBe(false);
  });

  it("of the crew have names of their own, which workers do not get", async () => {
    await using house = await open();
    const add = (name: string, project = "demo", runtime?: string) =>
      house.agents.handlers["agent.add"](
        { project, name, ...(runtime === undefined ? {} : { runtime }) },
        { identity: USER, role: "user" },
        new AbortController().signal,
      );
    expect(await add("ada")).toMatchObject({ ok: true, value: { path: crewPath("demo", "ada"), runtime: "scripted" } });
    expect(await add("ada")).toMatchObject({ ok: false, error: { code: "name-taken" } });
    expect(await add("bob", "none")).toMatchObject({ ok: false, error: { code: "project-not-found" } });
    expect(await add("bob", "demo", "clod")).toMatchObject({ ok: false, error: { code: "runtime-not-found" } });
  });

  it("are parked with a reason and put back to work", async () => {
    await using house = await open();
    const hired = await house.agents.hireWorker({ project: "demo", runtime: "scripted", ...by });
    if (!hired.ok) throw new Error(hired.error.message);
    const { path } = hired.value;
    expect(await house.agents.park(path, "It crashed.", USER)).toMatchObject({ value: { parked: "It crashed." } });
    const back = await house.agents.unpark(path, USER);
    expect(back.ok && back.value.parked).toBeUndefined();
    expect(back.ok && back.value.unparkedAt).toBeDefined();
  });
});

describe("a reference to an agent", () => {
  const agent = (path: string, more: Partial<Agent> = {}): Agent => ({
    path: path as Agent["path"],
    role: "worker",
    project: path.split("/")[0],
    name: path.split("/")[2] ?? "",
    runtime: "scripted",
    specialities: [],
    createdAt: 0,
    ...more,
  });
  const all = [
    agent("demo/workers/otter"),
    agent("shop/workers/otter"),
    agent("demo/workers/wren"),
    agent("shop/workers/wren", { decommissionedAt: 1 }),
    agent("shop/workers/heron", { decommissionedAt: 1 }),
  ];

  it.each([
    ["shop/workers/otter", undefined, "shop/workers/otter"],
    ["otter", "shop", "shop/workers/otter"],
    ["otter", undefined, "agent-ambiguous"],
    ["wren", undefined, "demo/workers/wren"],
    ["heron", "demo", "shop/workers/heron"],
    ["fox", undefined, "agent-not-found"],
  ])("%s from %s means %s", (ref, project, expected) => {
    const found = resolveAgent(all, ref, project);
    expect(found.ok ? found.value.path : found.error.code).toBe(expected);
  });
});
