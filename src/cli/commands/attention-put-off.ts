import { defineCommand } from "../command.ts";
import { parseTime } from "../parse-time.ts";
import { neutralise } from "../output/neutralise.ts";
import { localTime } from "../output/time.ts";

export const command = defineCommand({
  name: "attention put-off",
  summary: "Take something from the list of what needs you, for a time or until it is about something new.",
  examples: [
    { line: "attention put-off agent:shop/workers/ada --until 2h", why: "Ask me again in two hours." },
    { line: "attention put-off submission:sub-x3f", why: "Not before it changes." },
  ],
  args: { id: { label: "ID", summary: "As `drover attention` says it." } },
  options: { until: { kind: "text", label: "TIME", summary: "30min, 4h, tomorrow, a date; else until it changes." } },
  async run(context, { id }, { until }) {
    const time = until === undefined ? undefined : parseTime(until, Date.now());
    if (time?.ok === false) return time;
    const done = await context.call("attention.put-off", { id, until: time?.value ?? undefined });
    if (!done.ok) return done;
    const { title, putOff } = done.value;
    const when = putOff?.until === undefined ? "until it is about something new" : `until ${localTime(putOff.until)}`;
    return context.print(done.value, () => `Put off ${when}: ${neutralise(title)}\n`);
  },
});
