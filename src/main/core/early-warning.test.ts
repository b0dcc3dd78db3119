import { afterEach, beforeEach, expect, it } from "vitest";
import { type CoreHouse, PROJECT, addProject, must, openCoreHouse } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

it("warns two agents at work of what they would conflict in, and takes it back when one has landed and the other followed", async () => {
  const one = await house.open();
  await addProject(house, one);
  const [first, second] = [await house.barrier("first"), await house.barrier("second")];
  const edit = (text: string) => ({ edit: "shared.txt", write: [text] });
  const otter = await one.create("Say one", [edit("one"), { commit: "Say one" }, first.hold, { submit: true }]);
  const lynx = await one.create("Say two", [
    edit("two"),
    { commit: "Say two" },
    second.hold,
    {
      run: [
        "sh",
        "-c",
        "git fetch -q origin && git reset -q --hard origin/main && echo both >> shared.txt && git commit -qam both",
      ],
    },
    { submit: true },
  ]);
  await must(one.client.call("work.sling", { items: [otter.id, lynx.id] }));
  await Promise.all([first.reached(), second.reached()]);
  const raised = await one.event(({ type }) => type === "conflictFlagRaised");
  expect(raised).toMatchObject({ kind: "conflict-flag", ledger: PROJECT });
  expect(raised.text).toContain("shared.txt");
  const { flags } = await must(one.client.call("conflict.list", { project: PROJECT }));
  expect(flags).toMatchObject([
    { files: [{ path: "shared.txt", kind: "content" }], titles: { [otter.id]: "Say one" } },
  ]);
  const agents = await one.agents();
  const at = (item: string) => agents.find(({ hook }) => hook?.item === item)?.path ?? "";
  const { text } = await must(one.client.call("hook.prime", { agent: at(lynx.id) }));
  expect(text).toContain(`with ${at(otter.id)} (${otter.id} “Say one”), in shared.txt`);

  await first.release();
  await one.landing(otter.id);
  await one.event(({ type, text: said }) => type === "conflictFlagRaised" && said.includes("main"));
  const left = await must(one.client.call("conflict.list", { item: lynx.id }));
  expect(left.flags[0]?.sides[1]).toMatchObject({ kind: "target", branch: "main", changes: [{ subject: "Say one" }] });

  await second.release();
  await one.landing(lynx.id);
  await one.event(({ type, subject }) => type === "conflictFlagCleared" && subject === left.flags[0]?.id);
  expect((await must(one.client.call("conflict.list", {}))).flags).toEqual([]);
});
