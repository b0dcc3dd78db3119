import { call, event } from "../support/happenings.ts";
import type { Script } from "../support/model-server/script.ts";
import { processesIn } from "../support/processes.ts";
import { expect, test } from "./support/conformance.ts";

const RUNG = "printf 'export const rung = 1;\\n' > src/ladder.js";

test("hands over what is not committed, is killed, begins again, and what it did lands once", async ({ openHouse }) => {
  const finish = "printf 'export const top = 2;\\n' > src/top.js && git add --all && git commit -qm 'Make a ladder'";
  const script: Script = [
    {
      when: /half of the ladder is there/,
      answers: [
        { run: "cat src/ladder.js" },
        { run: finish, hold: "killed" },
        { run: "drover done" },
        { say: "It is submitted." },
      ],
    },
    {
      when: /Your hook: \S+ — Make a ladder/,
      answers: [{ run: RUNG }, { run: 'drover handoff "half of the ladder is there"' }, { say: "I hand over." }],
    },
  ];
  const house = await openHouse({ unattended: true, script });
  const { client, model } = house;
  const { agent } = await house.sling("Make a ladder");

  await model.held("killed");
  const successor = await house.agent(agent);
  const heir = model.asked.find(({ rule, step }) => rule === 0 && step === 1);
  const [told] = heir?.request.conversation.filter(({ who }) => who === "tool") ?? [];
  expect(told?.text, "what the predecessor had not committed").toContain("export const rung");

  const killed = await house.programOf(agent);
  process.kill(killed, "SIGKILL");
  await model.request(({ rule, step, at }) => rule === 0 && step === 1 && at > (heir?.at ?? 0));
  const again = await house.agent(agent);
  expect(again.session?.id).not.toBe(successor.session?.id);
  model.release("killed");

  await event(client, ({ type }) => type === "submissionLanded");
  expect(house.repository.landed()).toMatchObject([{ subject: "Make a ladder" }]);
  expect(house.repository.git("show", "main:src/ladder.js")).toBe("export const rung = 1;");
  const { sessions } = await call(client, "session.timeline", { agent });
  expect(sessions.map(({ endReason }) => endReason).slice(1)).toEqual(["crashed", "handoff"]);
  await house.close();
  await expect.poll(() => processesIn(house.place.root)).toEqual([]);
  expect(house.server.misfits).toEqual([]);
});

test("loses its terminal's host, and goes on with the very session that it had", async ({ openHouse }) => {
  const script: Script = [
    {
      when: /Your hook: \S+ — Remember/,
      answers: [{ run: "echo what-was-said-before" }, { run: "true", hold: "lost" }, { run: "true" }, { say: "Done." }],
    },
  ];
  const house = await openHouse({ unattended: true, script });
  const { model } = house;
  const { agent } = await house.sling("Remember");
  await model.held("lost");
  // Some CLIs say only after their start which session is theirs; one that dies before has nothing to be resumed by.
  await expect.poll(async () => (await house.agent(agent)).session?.runtimeSession).toBeDefined();
  const host = processesIn(house.place.root).find(({ command }) => command.includes("/pty-host.js"));
  const killedAt = Date.now();
  process.kill(host?.pid ?? 0, "SIGKILL");
  const resumed = await model.request(({ at }) => at > killedAt);
  const said = resumed.request.conversation.filter(({ who }) => who === "tool").map(({ text }) => text);
  expect(said.join("\n")).toContain("what-was-said-before");
  model.release("lost");
  await expect.poll(async () => (await house.agent(agent)).status?.state).toBe("waiting-for-input");
  await house.close();
  await expect.poll(() => processesIn(house.place.root)).toEqual([]);
});
