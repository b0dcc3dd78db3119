import type { FeedEvent } from "../../shared/contract/workspace.ts";
import type { Failure } from "../../shared/model/result.ts";
import { fail, ok } from "../../shared/model/result.ts";
import { type Outcome, defineCommand } from "../command.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Style } from "../output/style.ts";
import { clockTime } from "../output/time.ts";

export const command = defineCommand({
  name: "watch",
  summary: "Follow everything that happens, until interrupted.",
  details:
    "With --json a line per event, each with its seq; --after SEQ resumes behind one, as long as it is still kept.",
  examples: [
    { line: "watch --project shop", why: "One project." },
    { line: "watch --kind item --kind convoy --json", why: "Some kinds of record, for a program." },
  ],
  args: {},
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Of that project alone." },
    kind: { kind: "text", label: "KIND", many: true, short: "k", summary: "Of record, e.g. item; several times." },
    subject: { kind: "text", label: "ID", names: "item", summary: "About that record alone." },
    after: { kind: "text", label: "CURSOR", summary: "Resume behind this event." },
    last: {
      kind: "number",
      label: "N",
      min: 0,
      max: 5000,
      short: "n",
      summary: "Begin with so many past events; 10 unless told.",
    },
  },
  async run(context, _args, { project, kind, subject, after, last = 10 }) {
    const core = await context.core();
    if (!core.ok) return core;
    if (core.value.alone) {
      return fail("no-core", "No core runs, so nothing happens.", { remedy: "Start one with: drover serve" });
    }
    const { client } = core.value;
    const show = (event: FeedEvent) => {
      context.io.write(context.json ? `${JSON.stringify(event)}\n` : eventLine(event, context.style));
    };
    const wanted = (event: FeedEvent) =>
      (kind.length === 0 || kind.includes(event.kind)) && (subject === undefined || event.subject === subject);
    // Followed first and listed second, so that nothing falls between; what comes in meanwhile waits its turn.
    const early: FeedEvent[] = [];
    let newest = after === undefined && last > 0 ? undefined : 0;
    const take = (event: FeedEvent) => {
      if (newest === undefined) early.push(event);
      else if (event.seq > newest) show(event);
    };
    const kinds = kind.length === 0 ? undefined : [...kind];
    const ended = Promise.withResolvers<Outcome>();
    const end = (failure?: Failure) => {
      ended.resolve(failure === undefined ? ok() : { ok: false, error: failure });
    };
    const stop = client.watch("event.watch", { kinds, project, subject }, { event: take, end }, after);
    // To stop watching is how it always ends, and no failure.
    context.signal.addEventListener("abort", () => {
      stop();
      end();
    });
    if (newest === undefined) {
      const past = await client.call("event.list", { limit: last, project });
      if (!past.ok) return past;
      newest = past.value.events[0]?.seq ?? 0;
      for (const event of past.value.events.toReversed().filter(wanted)) show(event);
      for (const event of early) take(event);
    }
    return ended.promise;
  },
});

function eventLine(event: FeedEvent, style: Style): string {
  const cause = event.cause === undefined ? "" : style("dim", ` (${neutralise(event.cause)})`);
  return `${style("dim", clockTime(event.at))}  ${style("cyan", event.actor)}  ${neutralise(event.text)}${cause}\n`;
}
