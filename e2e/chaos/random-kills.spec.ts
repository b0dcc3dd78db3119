import { setTimeout as pause } from "node:timers/promises";
import { expectLandedOnce } from "../support/accounting.ts";
import { type CoreProcess, startCore } from "../support/core-process.ts";
import { drover } from "../support/drover.ts";
import { call, landed } from "../support/happenings.ts";
import { expect, test } from "../support/journey.ts";
import { type Place, makePlace } from "../support/place.ts";
import { processesIn } from "../support/processes.ts";
import { type Random, seeded } from "../support/random.ts";
import { makeRepository } from "../support/repository.ts";

/** Longer by hand: `DROVER_CHAOS_SECONDS=600 npm run e2e -- chaos/random-kills`. */
const SECONDS = Number(process.env["DROVER_CHAOS_SECONDS"] ?? 20);
const SEED = Number(process.env["DROVER_CHAOS_SEED"] ?? 1);
/** Time for what is open at the last kill to land. */
const LAND_SECONDS = 240;
const AGENTS = 20;
/** Items that are kept open, so that there is always work for everybody. */
const OPEN = AGENTS + 8;

/** Which program is killed how often, of ten. */
const VICTIMS = [
  ...Array<string>(6).fill("scripted-agent.js"),
  "pty-host.js",
  "pty-host.js",
  "spawner.js",
  "core",
] as const;

/** One item: half of its work lies in the worktree, uncommitted, for a while. */
function script(n: number): string {
  const steps = [
    { edit: `src/one-${n}.js`, write: [`export const one = ${n};`] },
    { commit: `Make the first half of ${n}` },
    { edit: `src/two-${n}.js`, write: [`export const two = ${n};`] },
    { report: `half of ${n} is there` },
    { think: 20_000 },
    { commit: `Make the second half of ${n}` },
    { submit: true },
  ];
  return `\`\`\`drover-script\n${JSON.stringify({ steps })}\n\`\`\`\n`;
}

/** A herd of twenty at work, whose core may be another from one moment to the next. */
async function startHerd(place: Place) {
  let core: CoreProcess = await startCore(place);
  let made = 0;
  const shop = makeRepository(place, { bare: true });
  await call(core.client, "project.add", { source: shop.origin, gates: [], maxWorkers: AGENTS });
  const { id: convoy } = await call(core.client, "convoy.create", {
    title: "Chaos",
    items: [await item()],
    start: true,
  });

  async function item(): Promise<string> {
    made += 1;
    const description = script(made);
    return (await call(core.client, "item.create", { project: "shop", title: `Make ${made}`, description })).id;
  }

  return {
    convoy,
    core: () => core,
    made: () => made,
    /** Makes items until there is enough to do. */
    async feed() {
      const { items } = await call(core.client, "convoy.show", { convoy });
      const open = items.filter(({ stage }) => stage !== "landed").length;
      const fresh: string[] = [];
      while (open + fresh.length < OPEN) fresh.push(await item());
      if (fresh.length > 0) await call(core.client, "convoy.add", { convoy, items: fresh });
    },
    async killCore() {
      await core.kill();
      core = await startCore(place);
    },
    /** Rejects after so long, with what has not landed and who has it. */
    async stuck(seconds: number): Promise<never> {
      await pause(seconds * 1000);
      const { items } = await call(core.client, "convoy.show", { convoy });
      const { agents } = await call(core.client, "agent.list", {});
      const open = items
        .filter(({ stage }) => stage !== "landed")
        .map(({ id, stage, assignee }) => ({ id, stage, assignee }));
      const at = agents.map(({ path, hook, session, status, parked }) => ({
        path,
        hook: hook?.state,
        session,
        status,
        parked,
      }));
      throw new Error(`Not all has landed ${seconds} s after the last kill: ${JSON.stringify({ open, at }, null, 1)}`);
    },
    /** What a supervisor does for an agent that crashed too often to be started again by itself. */
    async startParked() {
      const { agents } = await call(core.client, "agent.list", {});
      for (const { path, parked } of agents) {
        if (parked !== undefined) await core.client.call("agent.start", { agent: path });
      }
    },
  };
}

function kill(place: Place, program: string, random: Random): boolean {
  const found = processesIn(place.root).filter(({ command }) => command.includes(`/${program}`));
  const victim = found[random.below(found.length)];
  if (victim === undefined) return false;
  try {
    process.kill(victim.pid, "SIGKILL");
    return true;
  } catch {
    // It ended by itself in between.
    return false;
  }
}

test(`agents, hosts, spawner and core are killed at random for ${SECONDS} s: every item lands once, and nothing is left`, async () => {
  test.setTimeout((SECONDS + LAND_SECONDS + 60) * 1000);
  using place = makePlace();
  const random = seeded(SEED);
  const herd = await startHerd(place);
  const killed: Record<string, number> = {};
  try {
    const until = Date.now() + SECONDS * 1000;
    while (Date.now() < until) {
      await herd.feed();
      await pause(200 + random.below(800));
      const victim = VICTIMS[random.below(VICTIMS.length)] ?? "core";
      if (victim === "core") await herd.killCore();
      else if (!kill(place, victim, random)) continue;
      killed[victim] = (killed[victim] ?? 0) + 1;
    }
    const parked = setInterval(() => void herd.startParked().catch(() => {}), 2_000);
    const shown = await Promise.race([landed(herd.core().client, herd.convoy), herd.stuck(LAND_SECONDS)]);
    clearInterval(parked);
    expect(shown.items).toHaveLength(herd.made());
    await expectLandedOnce(place, herd.core().client, herd.convoy);
    const checked = await drover(place, ["ledger", "fsck"]);
    expect(checked.code, checked.out).toBe(0);
  } finally {
    test
      .info()
      .annotations.push({ type: "killed", description: JSON.stringify({ seed: SEED, items: herd.made(), ...killed }) });
    await herd.core()[Symbol.asyncDispose]();
  }
  await expect.poll(() => processesIn(place.root), { timeout: 30_000 }).toEqual([]);
});
