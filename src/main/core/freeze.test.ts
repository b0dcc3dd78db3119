import { afterEach, beforeEach, expect, it } from "vitest";
import type { OutputOf } from "../../shared/contract/contract.ts";
import { openCoreForCommand } from "./orchestrator.ts";
import { type CoreHouse, type OpenCore, PROJECT, addProject, must, openCoreHouse, work } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

type Overview = OutputOf<"workspace.overview">;

const overview = ({ client }: OpenCore): Promise<Overview> => must(client.call("workspace.overview", {}));
const states = async (one: OpenCore) => (await one.agents()).map(({ status }) => status?.state);
const freeze = ({ client }: OpenCore) => must(client.call("workspace.freeze", {}));
const thaw = ({ client }: OpenCore) => must(client.call("workspace.thaw", {}));

it("stands agents still, sends nothing out and lands nothing, over a restart, until it is thawed", async () => {
  let one = await house.open();
  await addProject(house, one, 2);
  const stop = await house.barrier("stop");
  const first = await one.create("First", work("first", stop.hold));
  await must(one.client.call("work.sling", { items: [first.id] }));
  await stop.reached();

  expect(await freeze(one)).toMatchObject({ frozen: { by: "user" }, failed: [] });
  expect(await states(one)).toEqual(["paused"]);
  await stop.release();
  const second = await one.create("Second", work("second"));
  const slung = await must(one.client.call("work.sling", { items: [second.id] }));
  expect(slung.assignments).toEqual([{ item: second.id, waitsFor: "everything to go on: it is paused" }]);
  expect((await must(one.client.call("mq.list", {}))).paused).toEqual([{ project: PROJECT, by: "frozen" }]);
  await one.close("keep");

  one = await house.open();
  expect(await overview(one)).toMatchObject({ frozen: { by: "user" }, counts: { agentsAtWork: 0 } });
  expect(await states(one)).toEqual(["paused"]);
  expect(one.events.map(({ type }) => type)).not.toContain("sessionStarted");

  expect(await thaw(one)).toEqual({ failed: [] });
  await Promise.all([one.landing(first.id), one.landing(second.id)]);
  expect((await overview(one)).frozen).toBeUndefined();
  expect((await house.landed()).toSorted()).toEqual(["Begin", "Do first", "Do second"]);
});

it("leaves paused at the thaw who was paused before", async () => {
  const one = await house.open();
  await addProject(house, one, 2);
  const [near, far] = [await house.barrier("near"), await house.barrier("far")];
  const kept = await one.create("Kept", work("kept", near.hold));
  const other = await one.create("Other", work("other", far.hold));
  const { assignments } = await must(one.client.call("work.sling", { items: [kept.id, other.id] }));
  await Promise.all([near.reached(), far.reached()]);
  const agent = assignments.find(({ item }) => item === kept.id)?.agent ?? "";
  await must(one.client.call("agent.pause", { agent }));
  await freeze(one);
  expect(await states(one)).toEqual(["paused", "paused"]);
  await thaw(one);
  await far.release();
  await one.landing(other.id);
  // Were the thaw told first, a core that dies behind it would leave them paused for good.
  const told = one.events.map(({ type }) => type).filter((type) => /^(?:sessionResumed|workspaceThawed)$/.test(type));
  expect(told).toEqual(["sessionResumed", "workspaceThawed"]);
  expect((await one.agents()).find(({ path }) => path === agent)?.status?.state).toBe("paused");
});

it("is said once however often it is asked for, and needs a core that looks after agents", async () => {
  const one = await house.open();
  await Promise.all([freeze(one), freeze(one)]);
  expect(one.events.filter(({ type }) => type === "workspaceFrozen")).toHaveLength(1);
  await thaw(one);
  await thaw(one);
  expect(one.events.filter(({ type }) => type === "workspaceThawed")).toHaveLength(1);
  await one.close("keep");
  const alone = await openCoreForCommand(house.options);
  if (!alone.ok) throw new Error(alone.error.message);
  await using core = alone.value;
  expect(await core.client.call("workspace.freeze", {})).toMatchObject({ ok: false, error: { code: "not-running" } });
});
