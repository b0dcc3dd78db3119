import { ANSWER_KEYS } from "../../shared/contract/attention.ts";
import type { InputOf } from "../../shared/contract/contract.ts";
import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";

type Answer = InputOf<"agent.answer">["answer"];

export const command = defineCommand({
  name: "agent answer",
  summary: "Answer what an agent asks on its screen: press a key, choose by a character, or type a line.",
  details: "Refused where the agent does not wait for an answer. `drover agent peek` shows what it asks.",
  examples: [
    { line: "agent answer otter --choose 1", why: "The first entry of its menu." },
    { line: "agent answer otter --press escape", why: "No." },
    { line: 'agent answer otter "Use the second layout"', why: "In words." },
  ],
  args: { agent: { label: "AGENT", names: "agent" }, line: { label: "TEXT", optional: true } },
  options: {
    choose: { kind: "text", label: "CHARACTER", summary: "One character, as its menu takes it." },
    press: { kind: "choice", label: "KEY", choices: ANSWER_KEYS, summary: "A key." },
  },
  async run(context, { agent, line }, { choose, press }) {
    const answers: Answer[] = [
      ...(line === undefined ? [] : [{ line }]),
      ...(choose === undefined ? [] : [{ character: choose }]),
      ...(press === undefined ? [] : [{ key: press }]),
    ];
    const [answer] = answers;
    if (answer === undefined || answers.length > 1) {
      return fail("usage", "One answer is given at a time: a text, --choose or --press.");
    }
    const done = await context.call("agent.answer", { agent, answer });
    return done.ok ? context.print(done.value, () => "Answered.\n") : done;
  },
});
