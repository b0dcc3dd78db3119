import path from "node:path";
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

it("warns of what an agent does in its second worktree, in the project that it is in", async () => {
  const one = await house.open();
  await addProject(house, one);
  const web = path.join(house.folder, "web.git");
  await house.ask("clone", "-q", "--bare", house.origin, web);
  await must(one.client.call("project.add", { source: web, name: "web", runtime: "scripted", gates: [] }));
  const [first, second] = [await house.barrier("first"), await house.barrier("second")];
  const script =
    'set -e; drover worktree add web > /dev/null; cd "$(dirname "$(dirname "$(dirname "$PWD")")")/web/worktrees/' +
    `$(basename "$PWD").${PROJECT}"; echo both > shared.txt; git commit -qam "From outside"`;
  const otter = await one.create("Both", [{ run: ["sh", "-c", script] }, first.hold, { submit: true }]);
  const description = JSON.stringify({
    pace: 0,
    steps: [{ edit: "shared.txt", write: ["web"] }, { commit: "From within" }, second.hold, { submit: true }],
  });
  const lynx = await must(
    one.client.call("item.create", {
      project: "web",
      title: "Own",
      description: `\`\`\`drover-script\n${description}\n\`\`\``,
    }),
  );
  await must(one.client.call("work.sling", { items: [otter.id, lynx.id] }));
  await Promise.all([first.reached(), second.reached()]);
  await one.event(({ type }) => type === "conflictFlagRaised");
  const { flags } = await must(one.client.call("conflict.list", {}));
  expect(flags).toMatchObject([{ project: "web", titles: { [otter.id]: "Both", [lynx.id]: "Own" } }]);

  await must(one.client.call("project.edit", { project: "web", queue: { earlyWarning: false } }));
  await one.event(({ type, subject }) => type === "conflictFlagCleared" && subject === flags[0]?.id);
  expect((await must(one.client.call("conflict.list", { all: true }))).flags[0]?.cleared?.why).toBe("off");
});
