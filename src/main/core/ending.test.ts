import { afterEach, beforeEach, expect, it } from "vitest";
import type { CoreEnding } from "../../shared/contract/workspace.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

/** Its first session leaves a file uncommitted and comes no further; a later one only commits what it finds. */
function half(name: string, hold: object): readonly object[] {
  const first = { when: { attempt: 1 } };
  return [
    { edit: `${name}.txt`, write: [`Half of ${name}.`], ...first },
    { ...hold, ...first },
    { commit: `Finish ${name}` },
    { submit: true },
  ];
}

/** How the end stands, as soon as it is so. */
function ending({ client }: OpenCore, wanted: (now: CoreEnding) => boolean): Promise<CoreEnding> {
  return new Promise((resolve) => {
    const stop = client.watch(
      "core.ending",
      {},
      {
        event(now) {
          if (!wanted(now)) return;
          stop();
          resolve(now);
        },
        end: () => {},
      },
    );
  });
}

it("hands off whoever is at work, sends nothing new out, and is gone on with by the next core", async () => {
  const one = await house.open();
  await addProject(house, one);
  const [near, far] = [await house.barrier("near"), await house.barrier("far")];
  const quick = await one.create("Quick", half("quick", near.hold));
  const slow = await one.create("Slow", half("slow", far.hold));
  const { assignments } = await must(one.client.call("work.sling", { items: [quick.id, slow.id] }));
  await Promise.all([near.reached(), far.reached()]);
  const agentOf = (item: string) => assignments.find((one) => one.item === item)?.agent ?? "";

  const stopped = must(one.client.call("core.stop", { agents: "hand-off" }));
  const asked = await ending(one, ({ agents }) => agents.length === 2);
  expect(asked.agents.map(({ state }) => state)).toEqual(["asked", "asked"]);
  const late = await one.create("Late", work("late"));
  const slung = await must(one.client.call("work.sling", { items: [late.id] }));
  expect(slung.assignments[0]?.agent).toBeUndefined();

  await must(one.client.call("hook.handoff", { agent: agentOf(quick.id), note: "Commit what is there." }));
  await ending(one, ({ agents }) => agents.some(({ state }) => state === "handed-off"));
  await must(one.client.call("core.stop", { agents: "hand-off", withinMs: 0 }));
  const { partings = [] } = await stopped;
  expect(new Map(partings.map(({ agent, state }) => [agent, state]))).toEqual(
    new Map([
      [agentOf(quick.id), "handed-off"],
      [agentOf(slow.id), "saved"],
    ]),
  );
  expect(await one.core.stopRequested).toEqual({ agents: "stop" });
  expect(one.events.filter(({ type }) => type === "sessionStarted")).toHaveLength(2);
  await one.close("stop");
  expect(await house.runningSessions()).toEqual([]);

  const next = await house.open();
  await Promise.all([quick, slow, late].map(({ id }) => next.landing(id)));
  expect((await house.landed()).toSorted()).toEqual(["Begin", "Do late", "Finish quick", "Finish slow"]);
  expect(await house.ask("show", "main:slow.txt")).toBe("Half of slow.");
});

it("stops at once where nobody is at work, or where those who are stand still and hear nothing", async () => {
  const one = await house.open();
  await addProject(house, one);
  const hold = await house.barrier("hold");
  const item = await one.create("Still", half("still", hold.hold));
  await must(one.client.call("work.sling", { items: [item.id] }));
  await hold.reached();
  await must(one.client.call("workspace.freeze", {}));
  const { partings } = await must(one.client.call("core.stop", { agents: "hand-off" }));
  expect(partings?.map(({ state }) => state)).toEqual(["saved"]);
  await one.close("stop");

  const next = await house.open();
  expect(await must(next.client.call("core.stop", { agents: "hand-off" }))).toEqual({ stopping: true, partings: [] });
  expect((await must(next.client.call("workspace.overview", {}))).projects[0]?.name).toBe(PROJECT);
});
