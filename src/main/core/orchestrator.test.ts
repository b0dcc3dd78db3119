import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contractClient } from "../../shared/contract/client.ts";
import { connectToRunningCore } from "../serve/running-core.ts";
import { createCore, openCoreForCommand } from "./orchestrator.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

async function begin(maxWorkers?: number): Promise<OpenCore> {
  const one = await house.open();
  await addProject(house, one, maxWorkers);
  return one;
}

const sling = ({ client }: OpenCore, ...items: string[]) => must(client.call("work.sling", { items }));

describe("a core", () => {
  it("brings what is slung to the target, with the agent as its author, and lets the worker go", async () => {
    const one = await begin();
    const { id } = await one.create("Notes", work("notes"));
    const { assignments } = await sling(one, id);
    const agent = assignments[0]?.agent ?? "";
    await one.landing(id);

    expect(await house.landed()).toEqual(["Do notes", "Begin"]);
    const author = await house.ask("log", "-1", "--format=%an <%ae> %cn", "main");
    const name = agent.split("/").at(-1) ?? "";
    const shown = `${name.charAt(0).toUpperCase()}${name.slice(1)} (${agent})`;
    expect(author).toBe(`${shown} <olga@example.org> ${shown}`);
    expect(await one.item(id)).toMatchObject({ status: "closed", stage: "landed" });

    await one.event(({ type, subject }) => type === "agentDecommissioned" && subject === agent);
    await one.event(({ type, subject }) => type === "hookReleased" && subject === agent);
    await one.event(({ type }) => type === "convoyLanded");
    const left = (await one.agents()).find(({ path }) => path === agent);
    expect(left?.hook).toMatchObject({ state: "archived", worktree: "" });
    await one.close("keep");
    expect(await house.runningSessions()).toEqual([]);
  });

  it("looks at each thing once in its doctor, and finds no trouble", async () => {
    const one = await begin();
    const { checks } = await must(one.client.call("workspace.doctor", {}));
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ["spawner", "clock-jumps", "patrols"]) expect(ids).toContain(id);
    expect(checks.filter((check) => check.state === "problem")).toEqual([]);
    await one.close("keep");
  });

  it("sends one of two that conflict back to its author, who mends it", async () => {
    const one = await begin();
    await must(one.client.call("project.edit", { project: PROJECT, queue: { resolverAttempts: 0 } }));
    await must(one.client.call("mq.pause", { project: PROJECT }));
    const insert = (text: string) => ({ edit: "shared.txt", after: "list = [", insert: `  ${text},` });
    const steps = (text: string) => [insert(text), { commit: `List ${text}` }, { submit: true }];
    const [ant, bee] = [await one.create("Ant", steps("ant")), await one.create("Bee", steps("bee"))];
    await sling(one, ant.id, bee.id);
    for (const { id } of [ant, bee]) {
      await one.event(
        ({ type, subject, text }) => type === "workItemStatusChanged" && subject === id && /review/.test(text),
      );
    }
    await must(one.client.call("mq.resume", { project: PROJECT }));
    await Promise.all([one.landing(ant.id), one.landing(bee.id)]);

    expect(one.events.filter(({ type }) => type === "submissionSentBack")).toHaveLength(1);
    expect((await house.landed()).toSorted()).toEqual(["Begin", "List ant", "List bee"]);
    const text = await house.ask("show", "main:shared.txt");
    expect(text).toContain("  ant,");
    expect(text).toContain("  bee,");
    expect(text).not.toContain("<<<<");
  });

  it("starts an agent that crashes again on the same hook", async () => {
    const one = await begin();
    const { id } = await one.create("Notes", work("notes", { crash: 3, when: { attempt: 1 } }));
    const { assignments } = await sling(one, id);
    await one.landing(id);
    const sessions = one.events.filter(({ type }) => type === "sessionStarted");
    expect(sessions).toHaveLength(2);
    expect(one.events.filter(({ type }) => type === "hookActivated").map(({ subject }) => subject)).toEqual([
      assignments[0]?.agent,
    ]);
    expect(await house.landed()).toEqual(["Do notes", "Begin"]);
  });

  it("takes an item off its hook, and keeps what was done on its branch", async () => {
    const one = await begin();
    const stop = await house.barrier("stop");
    const { id } = await one.create("Notes", [
      { edit: "notes.txt", write: ["Half."] },
      { commit: "Half of it" },
      stop.hold,
      { submit: true },
    ]);
    const { assignments } = await sling(one, id);
    await stop.reached();
    const worktree = (await one.agents()).find(({ path }) => path === assignments[0]?.agent)?.hook?.worktree ?? "";
    expect(existsSync(worktree)).toBe(true);
    const taken = await must(one.client.call("work.unsling", { items: [id] }));
    await one.event(({ type }) => type === "hookReleased");

    expect(existsSync(worktree)).toBe(false);
    expect(await one.item(id)).toMatchObject({ status: "open", stage: "ready" });
    expect((await one.item(id)).assignee).toBeUndefined();
    expect(taken.items[0]?.keptBranch).toMatch(new RegExp(`^drover/.*/${id}$`));
    expect(await house.landed()).toEqual(["Begin"]);
    await one.close("keep");
    expect(await house.runningSessions()).toEqual([]);
  });

  it("lets an agent go whose item is closed by hand, and its convoy land", async () => {
    const one = await begin();
    const stop = await house.barrier("stop");
    const { id } = await one.create("Notes", work("notes", stop.hold));
    const { convoy } = await sling(one, id);
    await stop.reached();
    await must(one.client.call("item.close", { items: [id], reason: "Not needed any more." }));
    await one.event(({ type, subject }) => type === "convoyLanded" && subject === convoy);
    await one.event(({ type }) => type === "agentDecommissioned");
    expect(await one.item(id)).toMatchObject({ status: "closed", stage: "closed" });
    expect(await house.landed()).toEqual(["Begin"]);
  });

  it("has no more items of a convoy worked on at once than its limit", async () => {
    const one = await begin();
    const items: string[] = [];
    for (const name of ["one", "two", "three"]) items.push((await one.create(name, work(name))).id);
    const { id } = await must(one.client.call("convoy.create", { title: "One by one", items, limit: 1, start: true }));
    await one.event(({ type, subject }) => type === "convoyLanded" && subject === id);
    let [out, most] = [0, 0];
    for (const { type } of one.events) {
      if (type === "itemHooked") out += 1;
      if (type === "assignmentEnded") out -= 1;
      most = Math.max(most, out);
    }
    expect([out, most]).toEqual([0, 1]);
    expect((await house.landed()).toSorted()).toEqual(["Begin", "Do one", "Do three", "Do two"]);
  });

  it("is the only one of its workspace", async () => {
    await begin();
    const second = await createCore(house.options);
    expect(second).toMatchObject({ ok: false, error: { code: "workspace-in-use" } });
    const command = await openCoreForCommand(house.options);
    expect(command).toMatchObject({ ok: false, error: { code: "workspace-in-use" } });
  });
});

describe("a core that takes over", () => {
  it("finds the agents at work that another one left, and lands what they do once", async () => {
    const first = await begin();
    const stop = await house.barrier("stop");
    const { id } = await first.create("Notes", work("notes", stop.hold));
    await sling(first, id);
    await stop.reached();
    await first.close("keep");
    expect(await house.runningSessions()).toHaveLength(1);

    const second = await house.open();
    expect(await must(second.client.call("workspace.overview", {}))).toMatchObject({ health: [] });
    await stop.release();
    await second.landing(id);
    expect(second.events.filter(({ type }) => type === "sessionStarted")).toEqual([]);
    expect(await house.landed()).toEqual(["Do notes", "Begin"]);
  });

  it("lands what was submitted while there was none", async () => {
    const first = await begin();
    const [stop, more] = [await house.barrier("stop"), await house.barrier("more")];
    const { id } = await first.create("Notes", work("notes", stop.hold, more.hold));
    await sling(first, id);
    await stop.reached();
    await first.close("keep");
    await stop.release();
    await more.reached();
    // From here on the agent calls `drover` with nobody there, which opens the workspace itself.
    await more.release();
    await house.sessionsEnded();
    const second = await house.open();
    await second.landing(id);
    expect(await house.landed()).toEqual(["Do notes", "Begin"]);
  });

  it("does what commands asked for while there was none", async () => {
    const setUp = await begin();
    await setUp.close("stop");
    const description = `\`\`\`drover-script\n${JSON.stringify({ pace: 0, steps: work("notes") })}\n\`\`\``;
    const alone = await must(openCoreForCommand(house.options));
    const { id } = await must(alone.client.call("item.create", { project: PROJECT, title: "Notes", description }));
    expect((await must(alone.client.call("item.list", {}))).items.map((item) => item.id)).toEqual([id]);
    await must(alone.client.call("work.sling", { items: [id] }));
    expect(await alone.client.call("agent.start", { agent: "nobody" })).toMatchObject({
      error: { code: "start-failed" },
    });
    await alone[Symbol.asyncDispose]();

    const one = await house.open();
    await one.landing(id);
    expect(await house.landed()).toEqual(["Do notes", "Begin"]);
  });

  it(
    "goes on wherever killed ones stopped: everything lands once, and nothing runs on",
    { timeout: 60_000 },
    async () => {
      const setUp = await begin(2);
      const items: string[] = [];
      for (const name of ["one", "two", "three", "four"]) items.push((await setUp.create(name, work(name))).id);
      const { cursor } = await must(setUp.client.call("workspace.overview", {}));
      await sling(setUp, ...items);
      await setUp.close("keep");

      let seen = cursor;
      for (const instant of ["sessionStarted", "submissionQueued", "submissionPrepared", "submissionLanding"]) {
        seen = await runUntilKilled(seen, instant);
      }
      const last = await house.open();
      await Promise.all(items.map(async (id) => (await last.item(id)).status === "closed" || (await last.landing(id))));
      expect((await house.landed()).toSorted()).toEqual(["Begin", "Do four", "Do one", "Do three", "Do two"]);
      for (const agent of (await last.agents()).filter(({ decommissionedAt }) => decommissionedAt === undefined)) {
        await last.event(({ type, subject }) => type === "agentDecommissioned" && subject === agent.path);
      }
      await last.close("keep");
      expect(await house.runningSessions()).toEqual([]);
    },
  );

  /** Runs a core in a process of its own, and kills it when it tells of an event of that type behind the cursor. */
  async function runUntilKilled(after: string, type: string): Promise<string> {
    const main = path.join(import.meta.dirname, "..", "headless", "main.ts");
    const child = spawn(process.execPath, [main, "--workspace", house.workspace, "--no-page", "--json"], {
      env: house.options.env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    try {
      await once(child.stdout, "data");
      const { client } = await must(connectToRunningCore(house.workspace, { kind: "test", version: "1" }));
      const told = Promise.withResolvers<string>();
      contractClient(client).watch(
        "event.watch",
        {},
        {
          event: (event, cursor) => {
            if (event.type === type) told.resolve(cursor);
          },
          end: () => told.reject(new Error(`The core ended before it told of ${type}.`)),
        },
        after,
      );
      return await told.promise;
    } finally {
      child.kill("SIGKILL");
      await exited;
    }
  }
});
