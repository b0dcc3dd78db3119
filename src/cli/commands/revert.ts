import { defineCommand } from "../command.ts";
import { submissionCard } from "../output/submissions.ts";

export const command = defineCommand({
  name: "revert",
  summary: "Undo what landed for an item, by a new submission.",
  details:
    "The undoing is an item and a submission of its own, gated and landed like any other: nothing is taken out of the history. Where it conflicts with what has landed since, that is resolved as any conflict is.",
  examples: [
    { line: 'revert shop-x3f --reason "breaks the checkout"', why: "With the reason in the new item." },
    { line: "revert shop-x3f --reopen", why: "Its item is open again once the undoing has landed." },
    { line: "revert shop-x3f --submission sub-7fk", why: "One landing of several." },
  ],
  args: { item: { label: "ITEM", names: "item" } },
  options: {
    submission: {
      kind: "text",
      label: "SUBMISSION",
      names: "submission",
      summary: "Which landing, where there are several.",
    },
    reopen: { kind: "flag", summary: "Open its item again once the undoing has landed." },
    reason: { kind: "text", label: "TEXT", short: "r", summary: "Why; kept in the new item." },
  },
  async run(context, { item }, { submission, reopen, reason }) {
    const made = await context.call("mq.revert", { item, submission, reopen: reopen ? true : undefined, reason });
    if (!made.ok) return made;
    const { reverted, submission: queued } = made.value;
    return context.print(
      made.value,
      () =>
        `${made.value.item} undoes ${reverted.id} of ${reverted.item} in ${reverted.project}\n\n` +
        submissionCard(queued, context.style),
    );
  },
});
