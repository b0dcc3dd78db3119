import type { AttentionList } from "../../shared/contract/attention.ts";
import type { Failure } from "../../shared/model/result.ts";
import { fail, ok } from "../../shared/model/result.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { attentionText } from "../output/attention.ts";

export const command = defineCommand({
  name: "attention",
  summary: "List everything that needs you, what holds up most first.",
  details:
    "Each with why, since when, and what does not go on meanwhile. With --exit-code the exit code is 1 while something needs you, for scripts.",
  examples: [
    { line: "attention", why: "Who needs you, and what to do about it." },
    { line: "attention --watch", why: "The list anew whenever it is another one, until interrupted." },
    { line: "attention --exit-code --json", why: "For a script or a prompt." },
  ],
  args: {},
  options: {
    watch: {
      kind: "flag",
      short: "w",
      summary: "Go on, with the whole list at every change; with --json a line each.",
    },
    "put-off": { kind: "flag", summary: "Also what was put off." },
    "exit-code": { kind: "flag", short: "e", summary: "Exit with 1 while something needs you." },
  },
  async run(context, _args, options) {
    if (options.watch) return follow(context, options["put-off"]);
    const list = await context.call("attention.list", {});
    if (!list.ok) return list;
    const exit = options["exit-code"] && list.value.entries.length > 0 ? EXIT.failure : EXIT.ok;
    return context.print(list.value, () => attentionText(list.value, context, options["put-off"]), exit);
  },
});

async function follow(context: CommandContext, isAll: boolean): Promise<Outcome> {
  const core = await context.core();
  if (!core.ok) return core;
  if (core.value.alone) {
    return fail("no-core", "No core runs, so nothing changes.", { remedy: "Start one with: drover serve" });
  }
  const ended = Promise.withResolvers<Outcome>();
  const end = (failure?: Failure) => {
    ended.resolve(failure === undefined ? ok() : { ok: false, error: failure });
  };
  const show = (list: AttentionList) => {
    const text = context.json ? JSON.stringify(list) : attentionText(list, context, isAll);
    context.io.write(`${text}\n`);
  };
  const stop = core.value.client.watch("attention.watch", {}, { event: show, end });
  // To stop watching is how it always ends, and no failure.
  context.signal.addEventListener("abort", () => {
    stop();
    end();
  });
  return ended.promise;
}
