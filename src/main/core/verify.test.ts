import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type CoreHouse, PROJECT, addProject, must, openCoreHouse } from "./testing/core-house.ts";

let house: CoreHouse;

beforeEach(async () => {
  house = await openCoreHouse();
});

afterEach(() => house[Symbol.asyncDispose]());

/** The lanes in which gates ran so far; those from 17 are of agents that verify. */
const lanes = async () => (await readFile(path.join(house.folder, "ran"), "utf8")).trim().split("\n").map(Number);

it("lands what an agent had verified on the newest target at once, and gates what was verified on an older one", async () => {
  const one = await house.open();
  await addProject(house, one);
  const ran = path.join(house.folder, "ran");
  const gates = [{ name: "count", command: ["sh", "-c", `echo $DROVER_LANE >> ${ran}; ls`] }];
  await must(one.client.call("project.edit", { project: PROJECT, gates }));
  const steps = (file: string, more: readonly object[]) => [
    { edit: file, write: ["x"] },
    { commit: `Write ${file}` },
    { run: ["drover", "verify"] },
    ...more,
    { submit: true },
  ];
  const late = await house.barrier("late");
  const otter = await one.create("Slow", steps("slow.txt", [late.hold]));
  await must(one.client.call("work.sling", { items: [otter.id] }));
  await late.reached();
  expect(await lanes()).toEqual([17]);

  const lynx = await one.create("Quick", steps("quick.txt", []));
  await must(one.client.call("work.sling", { items: [lynx.id] }));
  await one.landing(lynx.id);
  expect(await lanes()).toEqual([17, 17]);
  expect(await house.landed()).toEqual(["Write quick.txt", "Begin"]);

  await late.release();
  await one.landing(otter.id);
  expect(await lanes()).toEqual([17, 17, 1]);
  const { gates: history } = await must(one.client.call("mq.gates", { project: PROJECT }));
  expect(history).toMatchObject([{ name: "count", runs: 3, reds: 0, flakes: 0 }]);
  const { submissions } = await must(one.client.call("mq.list", { project: PROJECT, all: true }));
  const gated = submissions.find(({ item }) => item === otter.id)?.id ?? "";
  const log = await must(one.client.call("mq.log", { of: { submission: gated } }));
  expect(log.gates).toMatchObject([{ name: "count", text: "quick.txt\nshared.txt\nslow.txt\n" }]);
});
