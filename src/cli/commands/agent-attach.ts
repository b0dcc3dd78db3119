import { isatty } from "node:tty";
import { openAgentTerminal } from "../attach/find-session.ts";
import { DETACH_HINT } from "../attach/detach-keys.ts";
import { type ShowEnd, showTerminal, sizeOf } from "../attach/show-terminal.ts";
import { type Outcome, defineCommand } from "../command.ts";
import { fail, ok } from "../../shared/model/result.ts";

/** How long a core that went away is waited for: long enough for one that is restarted. */
const COME_BACK_MS = 15_000;
const RETRY_MS = 300;

export const command = defineCommand({
  name: "agent attach",
  summary: "Show an agent's terminal in yours, and type into it.",
  details: `${DETACH_HINT}; the agent goes on. While you type, Drover keeps its hands off. Works over SSH, and without a running core. With --watch the terminal keeps its own size, and q or Ctrl-C stops watching.`,
  examples: [
    { line: "agent attach otter", why: "The last part of the path will do where it fits one agent." },
    { line: "agent attach otter --watch", why: "Only look: nothing is typed or resized." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: { watch: { kind: "flag", short: "w", summary: "Only look." } },
  async run(context, { agent }, { watch }) {
    if (!isatty(0) || !isatty(1)) {
      return fail("usage", "attach needs a terminal on both ends.", {
        remedy: "drover agent peek prints what is on an agent's screen.",
      });
    }
    const mode = watch ? "watch" : "control";
    const local = { input: process.stdin, output: process.stdout };
    let stream = await openAgentTerminal(context, { agent, mode, size: sizeOf(local.output) });
    for (;;) {
      if (!stream.ok) return stream;
      const end = await showTerminal(stream.value, local, { mode, signal: context.signal });
      stream.value.close();
      if (end.kind !== "lost") return sayEnd(context.io, agent, end);
      context.io.write("The connection was lost; looking for it again…\n");
      const deadline = Date.now() + COME_BACK_MS;
      do {
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        stream = await openAgentTerminal(context, { agent, mode, size: sizeOf(local.output) });
      } while (!stream.ok && Date.now() < deadline && !context.signal.aborted);
    }
  },
});

function sayEnd(
  io: { write(text: string): void },
  agent: string,
  end: Exclude<ShowEnd, { readonly kind: "lost" }>,
): Outcome {
  if (end.kind === "detached") io.write(`Detached. ${agent} goes on.\n`);
  else io.write(`The session of ${agent} has ended${end.code < 0 ? "" : ` with exit code ${end.code}`}.\n`);
  return ok();
}
