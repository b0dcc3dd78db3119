import { hasArrived } from "../../src/shared/model/nudge-words.ts";
import { call, event } from "../support/happenings.ts";
import { processesIn } from "../support/processes.ts";
import { expect, test } from "./support/conformance.ts";
import { footprint, leftBehind } from "./support/footprint.ts";
import { accountedFor } from "./support/tokens.ts";

test("is primed, begins by itself, works, waits, is nudged, submits, lands and leaves nothing behind", async ({
  openHouse,
  cli,
}) => {
  const house = await openHouse({
    unattended: true,
    script: [
      { when: /Submit it now/, answers: [{ run: "drover done" }, { say: "It is submitted." }] },
      {
        when: /Your hook: \S+ — Add a word/,
        answers: [
          { run: 'drover report "I have read it"', hold: "begun" },
          { run: "drover prime" },
          { run: "printf 'export const word = 1;\\n' > src/word.js && git add --all && git commit -qm 'Add a word'" },
          { say: "It is committed." },
        ],
      },
    ],
  });
  const { client, model } = house;
  const before = footprint(house.home);
  const { agent, item } = await house.sling("Add a word");

  await model.held("begun");
  await expect.poll(async () => (await house.agent(agent)).status?.state).toBe("working");
  const first = model.asked[0]?.request.conversation.filter(({ who }) => who === "user") ?? [];
  expect(first.at(-1)?.text).toContain(`You are ${agent}`);
  model.release("begun");

  const worked = await model.request(({ rule, step }) => rule === 1 && step === 3);
  const [reported, primed] = worked.request.conversation.filter(({ who }) => who === "tool");
  expect(reported?.text).toContain("Noted.");
  expect(primed?.text).toContain("Rules of the house");
  await expect.poll(async () => (await house.agent(agent)).status?.state).toBe("waiting-for-input");
  expect((await house.agent(agent)).status?.progress?.text).toBe("I have read it");
  await expect.poll(async () => accountedFor(await call(client, "usage.list", { item }), model.usage)).toBe("");

  const sent = await call(client, "agent.nudge", { agent, text: "Submit it now, please." });
  await event(client, ({ type }) => type === "submissionLanded");
  expect(house.repository.landed()).toMatchObject([{ subject: "Add a word", author: expect.stringContaining(agent) }]);
  expect(model.asked.filter(({ rule, step }) => rule === 0 && step === 0)).toHaveLength(1);
  expect(hasArrived(await call(client, "nudge.show", { nudge: sent.nudge.id }))).toBe(true);

  await expect.poll(async () => (await house.agent(agent)).session?.endedAt).toBeDefined();
  const lived = await call(client, "session.timeline", { agent });
  expect(lived.sessions).toMatchObject([{ endReason: "done" }]);
  const states = lived.entries.map(({ state }) => state);
  expect(states).toEqual(expect.arrayContaining(["working", "waiting-for-input"]));
  expect(states).not.toContain("waiting-for-permission");

  await house.close();
  await expect.poll(() => processesIn(house.place.root)).toEqual([]);
  expect(leftBehind(before, footprint(house.home), cli)).toEqual([]);
  expect(house.server.misfits).toEqual([]);
});
