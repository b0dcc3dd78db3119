import { defineCommand } from "../command.ts";
import { timelineText } from "../output/session-states.ts";
import { PAST_FORMS, parsePastTime } from "../parse-time.ts";

export const command = defineCommand({
  name: "agent timeline",
  summary: "Show what an agent's sessions did over time, with the evidence for each state.",
  details: "Kept on this machine for two weeks, also of sessions that have ended.",
  examples: [
    { line: "agent timeline otter", why: "Its latest sessions." },
    { line: "agent timeline otter --since 1h --json", why: "The last hour, for programs." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {
    session: { kind: "text", label: "SESSION", summary: "Of that session alone." },
    since: { kind: "text", label: "TIME", summary: `Not before that: ${PAST_FORMS}.` },
    limit: { kind: "number", label: "N", min: 1, max: 5_000, summary: "The newest so many states; 500 without it." },
  },
  async run(context, { agent }, { session, since, limit }) {
    const from = since === undefined ? undefined : parsePastTime(since, Date.now());
    if (from?.ok === false) return from;
    const timeline = await context.call("session.timeline", { agent, session, since: from?.value, limit });
    if (!timeline.ok) return timeline;
    return context.print(timeline.value, () => timelineText(timeline.value, context));
  },
});
