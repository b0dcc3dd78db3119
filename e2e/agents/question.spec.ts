import { call } from "../support/happenings.ts";
import { droverInTerminal } from "../support/drover.ts";
import { expect, test } from "./support/conformance.ts";

const WORD = "Have you heard?";

test("asks a person, and nothing is typed into its questions", async ({ openHouse, cli }) => {
  const house = await openHouse({
    unattended: false,
    script: [
      {
        when: /Your hook: \S+ — Ask first/,
        answers: [{ run: "touch asked.txt", asks: true }, { say: "It was allowed." }],
      },
      // Last, since a hook may have put it into the same text.
      { when: /Have you heard/, answers: [{ say: "I have heard." }] },
    ],
  });
  const { client, model } = house;
  const { agent } = await house.sling("Ask first");
  // The word may come between the command and the model's next turn.
  const allowed = model.request(({ request }) => request.conversation.some(({ who }) => who === "tool"));
  let isAllowed = false;
  void allowed.then(() => {
    isAllowed = true;
  });
  // There is a terminal to attach to, and its keys are listened to.
  await expect.poll(async () => (await house.agent(agent)).session?.host ?? "").not.toBe("");
  using person = droverInTerminal(house.place, "agent", "attach", agent);
  await person.shows(agent);
  const answered = new Set<RegExp>();
  let isTold = false;
  while (cli.answers.length > 0) {
    await expect
      .poll(async () => isAllowed || (await house.agent(agent)).status?.state === "waiting-for-permission")
      .toBe(true);
    if (isAllowed) break;
    // Hooks may tell of a question before it is drawn.
    const answerTo = (screen: string) => cli.answers.find((one) => one.question.test(screen));
    await expect.poll(async () => isAllowed || answerTo(await house.screen(agent)) !== undefined).toBe(true);
    if (isAllowed) break;
    const question = await house.screen(agent);
    const answer = answerTo(question);
    if (!isTold) await call(client, "agent.nudge", { agent, text: WORD });
    isTold = true;
    // It may have reached the agent past its terminal; what it may not is to be typed here.
    const { nudges } = await call(client, "nudge.list", { agent });
    expect(nudges.flatMap(({ tries }) => tries).filter(({ way }) => way === "typed")).toEqual([]);
    // A bullet that blinks beside it says nothing; that it stands there as it did, and not the word, does.
    const after = await house.screen(agent);
    expect(after).not.toContain(WORD);
    expect(answerTo(after)).toBe(answer);
    for (const key of answer?.keys ?? []) {
      const shown = await house.screen(agent);
      const hasChanged = async () => isAllowed || (await house.screen(agent)) !== shown;
      // A key that comes before a program reads its question's answer is lost; a person presses it again.
      await expect(async () => {
        if (!(await hasChanged())) person.type(key);
        await expect.poll(hasChanged, { timeout: 5_000 }).toBe(true);
      }).toPass();
    }
    if (answer !== undefined) answered.add(answer.question);
  }
  await allowed;
  expect([...answered]).toEqual(cli.answers.map(({ question }) => question));
  if (isTold) await model.request(({ request }) => request.conversation.some(({ text }) => text.includes(WORD)));
  await expect.poll(async () => (await house.agent(agent)).status?.state).toBe("waiting-for-input");
});
