import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";

export const command = defineCommand({
  name: "mq reorder",
  summary: "Put a submission at another place in the queue.",
  details:
    "What stands before it keeps its place too. A batch that is gated already is not changed: to take something out of one, hold it.",
  examples: [
    { line: "mq reorder sub-7fk --first", why: "The next to be taken." },
    { line: "mq reorder sub-7fk --before sub-2ma", why: "In front of another one." },
    { line: "mq reorder sub-7fk --by-rule", why: "Where its priority and age put it." },
  ],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {
    first: { kind: "flag", summary: "In front of all." },
    before: { kind: "text", label: "SUBMISSION", names: "submission", summary: "In front of that one." },
    after: { kind: "text", label: "SUBMISSION", names: "submission", summary: "Behind that one." },
    "by-rule": { kind: "flag", summary: "Back to where priority and age put it." },
  },
  async run(context, { submission }, options) {
    const { first, before, after, "by-rule": byRule } = options;
    const goals = [
      ...(first ? ["first" as const] : []),
      ...(byRule ? ["by-rule" as const] : []),
      ...(before === undefined ? [] : [{ before }]),
      ...(after === undefined ? [] : [{ after }]),
    ];
    const [to, other] = goals;
    if (to === undefined || other !== undefined) {
      return fail("usage", "Say where it is to go, with one of --first, --before, --after and --by-rule.");
    }
    const changed = await context.call("mq.reorder", { submission, to });
    if (!changed.ok) return changed;
    return context.print(changed.value, () => `${changed.value.id} has another place. See: drover mq list\n`);
  },
});
