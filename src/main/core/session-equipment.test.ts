import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { ptyHostEndpoint } from "../../shared/wire/pty-host-protocol.ts";
import type { IdentityPath } from "../../shared/model/identity.ts";
import type { RuntimeAdapter } from "./runtime/index.ts";
import { type AgentHouse, byUser, openAgentHouse } from "./testing/agent-house.ts";

/** What only files tell is looked for so long on a machine that has much else to do. */
const PATIENTLY = { timeout: 20_000 };

const readHook = (event: string) => (event === "Start" ? { runtimeSession: "its-own-id" } : {});

/** An agent CLI with hooks of its own way: a file in the session's folder, an argument and a variable. */
const adapter: RuntimeAdapter = {
  async equip({ sessionDir, drover, unattended }) {
    const file = path.join(sessionDir, "settings.json");
    await writeFile(file, JSON.stringify({ drover, unattended }));
    return { args: ["--settings", file], env: { EQUIPPED: "yes" } };
  },
  readHook,
};

async function hire(house: AgentHouse): Promise<IdentityPath> {
  const hired = await house.agents.hireWorker({ project: "demo", runtime: "tiny", ...byUser });
  if (!hired.ok) throw new Error(hired.error.message);
  const agent = hired.value.path;
  const filled = await house.hooks.commit(({ fill }) => fill({ agent, project: "demo", item: "d-1", ...byUser }));
  if (!filled.ok) throw new Error(filled.error.message);
  return agent;
}

const told = (house: AgentHouse, file: string) => readFileSync(path.join(house.dir, file), "utf8");

it("has what its runtime's code made for it, which is gone when it is over", async () => {
  // The house's script is given the priming last: the arguments of the code come first.
  const script = `cp "$2" "$DROVER_WORKSPACE/settings"; echo "$1 $EQUIPPED" > "$DROVER_WORKSPACE/seen"; sleep 1000 & wait`;
  await using house = await openAgentHouse({ script, adapter, unattended: true });
  const agent = await hire(house);
  await expect.poll(() => existsSync(path.join(house.dir, "seen")), PATIENTLY).toBe(true);
  expect(told(house, "seen")).toBe("--settings yes\n");
  const settings: unknown = JSON.parse(told(house, "settings"));
  const drover = path.join(house.dir, ".drover", "bin", "drover");
  expect(settings).toEqual({ drover, unattended: true });
  expect(existsSync(drover)).toBe(true);

  const session = house.sessions.liveOf(agent)?.id ?? "";
  const folder = path.join(house.dir, ".drover", "sessions", session);
  expect(existsSync(path.join(folder, "runtime", "settings.json"))).toBe(true);
  await house.sessions.endSession(agent, "stopped", "The test is over.");
  expect(existsSync(path.join(folder, "runtime"))).toBe(false);
  expect(existsSync(path.join(folder, "prompt.md"))).toBe(true);
});

it("is told its first prompt by keys where its program takes none, once that waits for input", async () => {
  const script = `printf '\\033]0;* ready\\007> '; IFS= read -r line; echo "$# $line" > "$DROVER_WORKSPACE/seen"; sleep 1000`;
  const titles = [{ pattern: "^\\* ready", state: "waiting-for-input" }];
  const runtime = { prompt: [], promptWay: "typed", primingFile: "AGENTS.md", titles };
  await using house = await openAgentHouse({ script, runtime });
  const agent = await hire(house);
  await expect.poll(() => existsSync(path.join(house.dir, "seen")), PATIENTLY).toBe(true);
  const session = house.sessions.liveOf(agent)?.id ?? "";
  const file = path.join(house.dir, ".drover", "sessions", session, "runtime", "AGENTS.md");
  expect(told(house, "seen")).toMatch(/^0 Read the file /);
  expect(told(house, "seen")).toContain(file);
  expect(readFileSync(file, "utf8")).toContain("The item d-1");
});

it("is gone on with under the id that its runtime told, when it was lost with its host", async () => {
  const script = `echo "$@" >> "$DROVER_WORKSPACE/seen"; sleep 1000 & wait`;
  const runtime = { resume: ["--resume", "{runtimeSession}"], prompt: [] };
  await using house = await openAgentHouse({ script, adapter: { readHook }, runtime });
  const agent = await hire(house);
  await expect.poll(() => existsSync(path.join(house.dir, "seen")), PATIENTLY).toBe(true);
  const session = house.sessions.liveOf(agent);
  if (session === undefined) throw new Error("It has no session.");
  const caller = { identity: agent, role: "worker", session: session.id } as const;
  await house.sessions.handlers["session.signal"]({ event: "Start" }, caller, new AbortController().signal);
  await house.event((event) => event.type === "sessionIdentified");

  const endpoint: unknown = JSON.parse(
    readFileSync(path.join(house.dir, ".drover", "hosts", `${session.host}.json`), "utf8"),
  );
  process.kill(ptyHostEndpoint.parse(endpoint).pid, "SIGKILL");
  await house.event((event) => event.type === "sessionEnded" && event.subject === session.id);
  await expect.poll(() => told(house, "seen"), PATIENTLY).toBe("\n--resume its-own-id\n");
  expect(house.sessions.liveOf(agent)?.runtimeSession).toBe("its-own-id");
});
