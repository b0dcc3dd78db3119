import { call } from "../support/happenings.ts";
import type { Script } from "../support/model-server/script.ts";
import { processesIn } from "../support/processes.ts";
import { expect, test } from "./support/conformance.ts";

const ANSWER = "The lantern is red because the harbour asked for it.";

test("is asked after its end what it knew, answers from it, and is searched where nobody pays", async ({
  openHouse,
}) => {
  const script: Script = [
    { when: /somebody who goes on with the work asks what you knew/, withoutShell: true, answers: [{ say: ANSWER }] },
    { when: /red was wished for/, answers: [{ run: "true", hold: "asked" }, { say: "I wait." }] },
    {
      when: /Your hook: \S+ — Paint the lantern/,
      answers: [
        { run: "echo the pigment is cinnabar" },
        { run: 'drover handoff "red was wished for"' },
        { say: "I hand over." },
      ],
    },
  ];
  const house = await openHouse({ unattended: true, script });
  const { client, model } = house;
  const { agent } = await house.sling("Paint the lantern");
  await model.held("asked");

  const listed = await call(client, "seance.list", { agent });
  const [successor, predecessor] = listed.sessions;
  expect(successor?.can, "the one that still runs").not.toBe("answers");
  expect(predecessor?.can).toBe("answers");
  const before = await call(client, "usage.list", { session: predecessor?.id ?? "" });

  const asked = await call(client, "agent.seance", { agent, ask: "Why is the lantern red?", timeoutSeconds: 120 });
  expect(asked.reason).toBeUndefined();
  expect(asked.answer).toContain(ANSWER);
  expect(asked.session).toBe(predecessor?.id);
  const question = model.asked.find(({ rule }) => rule === 0);
  const known = question?.request.conversation.map(({ text }) => text).join("\n");
  expect(known, "what it knew when it was asked").toContain("cinnabar");

  const searched = await call(client, "agent.seance", { agent, ask: "Which pigment?", searchOnly: true });
  expect(searched.answer).toBeUndefined();
  expect(searched.passages.map(({ text }) => text).join("\n")).toContain("cinnabar");

  const after = await call(client, "usage.list", { session: asked.session });
  expect(after.total.totalTokens).toBeGreaterThanOrEqual(before.total.totalTokens);
  model.release("asked");
  await house.close();
  await expect.poll(() => processesIn(house.place.root)).toEqual([]);
});
