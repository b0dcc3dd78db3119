import { isatty } from "node:tty";
import { type AttachRequest, openAgentTerminal } from "../attach/find-session.ts";
import { DETACH_HINT, KEYS_HINT } from "../attach/attach-keys.ts";
import { type ShowEnd, programSize, showTerminal } from "../attach/show-terminal.ts";
import type { TerminalStream } from "../attach/terminal-stream.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { type Result, fail, ok } from "../../shared/model/result.ts";

/** How long a core that went away is waited for: long enough for one that is restarted. */
const COME_BACK_MS = 15_000;
const RETRY_MS = 300;

export const command = defineCommand({
  name: "agent attach",
  summary: "Show an agent's terminal in yours, and type into it.",
  details: `${DETACH_HINT}; the agent goes on. ${KEYS_HINT}. Next and previous go through the agents of the project that have a session; what is copied goes to your terminal's clipboard. While you type, Drover keeps its hands off. Works over SSH, and without a running core. With --watch the terminal keeps its own size, and q or Ctrl-C stops watching.`,
  examples: [
    { line: "agent attach otter", why: "The last part of the path will do where it fits one agent." },
    { line: "agent attach otter --watch", why: "Only look: nothing is typed or resized." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {
    watch: { kind: "flag", short: "w", summary: "Only look." },
    "no-status": { kind: "flag", summary: "Leave the last line to the agent, too." },
  },
  async run(context, args, { watch, "no-status": noStatus }) {
    if (!isatty(0) || !isatty(1)) {
      return fail("usage", "attach needs a terminal on both ends.", {
        remedy: "drover agent peek prints what is on an agent's screen.",
      });
    }
    const mode = watch ? "watch" : "control";
    const local = { input: process.stdin, output: process.stdout };
    const status = { shown: !noStatus };
    const open = (agent: string) => {
      const request: AttachRequest = { agent, mode, size: programSize(local.output, status.shown) };
      return openAgentTerminal(context, request);
    };
    let { agent } = args;
    let stream = await open(agent);
    for (;;) {
      if (!stream.ok) return stream;
      const { value } = stream;
      const end = await showTerminal(value, local, { agent, mode, signal: context.signal, status });
      if (end.kind === "switch") agent = await neighbour(value, agent, end.step);
      value.close();
      if (end.kind === "switch") stream = await open(agent);
      else if (end.kind === "lost") stream = await comeBack(context, () => open(agent));
      else return sayEnd(context.io, agent, end);
    }
  },
});

/** The agent after or before that one in its group, around the end; the same where there is no other, or no core to ask. */
async function neighbour(stream: TerminalStream, agent: string, step: 1 | -1): Promise<string> {
  const group = (await stream.around?.group()) ?? [];
  if (group.length === 0) return agent;
  const at = group.findIndex((path) => path === agent || path.endsWith(`/${agent}`));
  return group[(Math.max(0, at) + step + group.length) % group.length] ?? agent;
}

async function comeBack(
  context: Pick<CommandContext, "io" | "signal">,
  open: () => Promise<Result<TerminalStream>>,
): Promise<Result<TerminalStream>> {
  context.io.write("The connection was lost; looking for it again…\n");
  const deadline = Date.now() + COME_BACK_MS;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    const stream = await open();
    if (stream.ok || Date.now() >= deadline || context.signal.aborted) return stream;
  }
}

function sayEnd(
  io: { write(text: string): void },
  agent: string,
  end: Extract<ShowEnd, { readonly kind: "detached" | "exited" }>,
): Outcome {
  if (end.kind === "detached") io.write(`Detached. ${agent} goes on.\n`);
  else io.write(`The session of ${agent} has ended${end.code < 0 ? "" : ` with exit code ${end.code}`}.\n`);
  return ok();
}
