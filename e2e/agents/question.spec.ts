import { call } from "../support/happenings.ts";
import { droverInTerminal } from "../support/drover.ts";
import { expect, test } from "./support/conformance.ts";

test("asks a person, and nothing is typed into its questions", async ({ openHouse, cli }) => {
  const house = await openHouse({
    unattended: false,
    script: [
      { when: /Have you heard/, answers: [{ say: "I have heard." }] },
      { when: /Your hook: \S+ — Ask first/, answers: [{ run: "touch asked.txt" }, { say: "It was allowed." }] },
    ],
  });
  const { client, model } = house;
  const { agent } = await house.sling("Ask first");
  const allowed = model.request(({ step }) => step === 1);
  let isAllowed = false;
  void allowed.then(() => {
    isAllowed = true;
  });
  const asked: string[] = [];
  using person = droverInTerminal(house.place, "agent", "attach", agent);
  let nudge: string | undefined;
  while (!isAllowed && cli.answers.length > 0) {
    await expect
      .poll(async () => isAllowed || (await house.agent(agent)).status?.state === "waiting-for-permission")
      .toBe(true);
    if (isAllowed) break;
    const question = await house.screen(agent);
    nudge ??= (await call(client, "agent.nudge", { agent, text: "Have you heard?" })).nudge.id;
    const answer = cli.answers.find((one) => one.question.test(question));
    expect(answer, `an answer to ${question}`).toBeDefined();
    expect(await house.screen(agent), "the same question, with nothing typed").toBe(question);
    expect((await call(client, "nudge.show", { nudge })).state).toBe("queued");
    asked.push(question);
    for (const key of answer?.keys ?? []) {
      const shown = await house.screen(agent);
      person.type(key);
      await expect.poll(async () => isAllowed || (await house.screen(agent)) !== shown).toBe(true);
    }
  }
  await allowed;
  expect(asked.length > 0).toBe(cli.answers.length > 0);
  await expect.poll(async () => (await house.agent(agent)).status?.state).toBe("waiting-for-input");
  if (nudge !== undefined) await model.request(({ rule }) => rule === 0);
});
