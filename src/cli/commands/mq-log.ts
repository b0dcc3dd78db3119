import type { InputOf } from "../../shared/contract/contract.ts";
import { fail, ok } from "../../shared/model/result.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { outputPrinter, runLog } from "../output/gate-output.ts";

export const command = defineCommand({
  name: "mq log",
  summary: "Show what the gates printed in a run, or in the last run of a submission.",
  details:
    "All of it is kept for two weeks, within limits of number and size, on this machine; `mq show` shows the end of what failed for ever.",
  examples: [
    { line: "mq log sub-7fk2qa --tail 50", why: "The end of each gate's output." },
    { line: "mq log sub-7fk2qa --gate test --follow", why: "What one gate prints, until the run has ended." },
  ],
  args: { of: { label: "SUBMISSION|RUN", names: "submission" } },
  options: {
    gate: { kind: "text", label: "NAME", summary: "Of that gate alone." },
    tail: { kind: "number", label: "N", min: 1, max: 100_000, short: "n", summary: "Only the last N lines of each." },
    follow: { kind: "flag", short: "f", summary: "Go on until the run has ended." },
  },
  async run(context, { of }, { gate, tail, follow }) {
    const about: InputOf<"mq.log">["of"] = of.startsWith("run-") ? { run: of } : { submission: of };
    const log = await context.call("mq.log", { of: about, gate, tail });
    if (!log.ok) return log;
    if (follow) {
      const texts = log.value.gates.map(({ text }) => Buffer.byteLength(text));
      return followRun(context, {
        run: log.value.run,
        gate,
        last: tail === undefined ? undefined : Math.max(0, ...texts),
      });
    }
    return context.print(log.value, () => runLog(log.value, context.style));
  },
});

async function followRun(context: CommandContext, what: InputOf<"mq.output">): Promise<Outcome> {
  const core = await context.core();
  if (!core.ok) return core;
  if (core.value.alone) {
    return fail("no-core", "No core runs, so no gate does.", { remedy: "Start one with: drover serve" });
  }
  const show = outputPrinter(context.style);
  const ended = Promise.withResolvers<Outcome>();
  const stop = core.value.client.watch("mq.output", what, {
    event: (event) => context.io.write(context.json ? `${JSON.stringify(event)}\n` : show(event)),
    end: (failure) => ended.resolve(failure === undefined ? ok() : { ok: false, error: failure }),
  });
  // To stop watching is no failure.
  context.signal.addEventListener("abort", () => {
    stop();
    ended.resolve(ok());
  });
  return ended.promise;
}
