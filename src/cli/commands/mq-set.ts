import { MERGE_RULES, REVIEW_RULES } from "../choices.ts";
import { defineCommand } from "../command.ts";
import { queueCard } from "../output/projects.ts";

const YES_NO = ["yes", "no"] as const;

const attempts = (max: number, summary: string) => ({ kind: "number", label: "N", min: 0, max, summary }) as const;
const choice = (summary: string) => ({ kind: "choice", label: "YES-NO", choices: YES_NO, summary }) as const;

export const command = defineCommand({
  name: "mq set",
  summary: "Change how a project's merge queue works.",
  details:
    "What is left out stays as it is. drover mq settings PROJECT shows what each setting does, and what it costs. For the cautious: --batch 1 --parallel 1.",
  examples: [
    { line: "mq set shop --batch 10 --parallel 4", why: "Large batches, four of them gated at the same time." },
    { line: "mq set shop --review required", why: "Nothing is gated that nobody has approved." },
    { line: "mq set shop --merge by-people", why: "Green pull requests wait until somebody has merged them." },
  ],
  args: { project: { label: "PROJECT", names: "project" } },
  options: {
    batch: { kind: "number", label: "N", min: 1, max: 50, summary: "Submissions gated together at most; 1 for none." },
    parallel: { kind: "number", label: "N", min: 1, max: 16, summary: "Batches gated at the same time at most." },
    retries: attempts(5, "Red gates run again so often before they are believed."),
    "resolver-attempts": attempts(5, "A conflict is given to a resolver agent so often."),
    "author-attempts": attempts(10, "Its author redoes it so often before you are asked."),
    "check-target": choice("Run a red gate on the target itself before an author is blamed for it."),
    review: { kind: "choice", label: "RULE", choices: REVIEW_RULES, summary: "Approval before anything is gated." },
    "pre-verified": choice("Land at once what its author had verified on the newest target."),
    "early-warning": choice("Warn of collisions between branches while agents work."),
    sign: choice("Sign the commits that Drover writes with your own key."),
    merge: { kind: "choice", label: "WHO", choices: MERGE_RULES, summary: "Who merges a green pull request." },
  },
  async run(context, { project }, options) {
    const edited = await context.call("project.edit", {
      project,
      queue: {
        batch: options.batch,
        parallel: options.parallel,
        retries: options.retries,
        resolverAttempts: options["resolver-attempts"],
        authorAttempts: options["author-attempts"],
        checkTarget: yes(options["check-target"]),
        review: options.review,
        preVerified: yes(options["pre-verified"]),
        earlyWarning: yes(options["early-warning"]),
        sign: yes(options.sign),
        merge: options.merge,
      },
    });
    if (!edited.ok) return edited;
    return context.print(edited.value.queue, () => queueCard(edited.value, context.style));
  },
});

function yes(word: (typeof YES_NO)[number] | undefined): boolean | undefined {
  return word === undefined ? undefined : word === "yes";
}
