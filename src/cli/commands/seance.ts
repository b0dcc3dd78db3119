import { isatty } from "node:tty";
import { fail } from "../../shared/model/result.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { seanceTable, seanceText } from "../output/seance.ts";
import { runHere } from "../run-here.ts";

export const command = defineCommand({
  name: "seance",
  summary: "Ask an agent's earlier session what it knew.",
  details:
    "With --ask the session is gone on with in a throw-away copy that may only read the ledger, asked, and ended. Where that cannot be, its transcript is searched for the words of the question, and the best passages are printed with their times. Without --ask the copy is opened in this terminal, for you to talk with; it is gone when you leave it.",
  examples: [
    { line: 'seance otter --ask "Why did you leave the cache out?"', why: "The latest session that has ended." },
    { line: 'seance otter --session ses-4k2p --ask "Which tests were red?" --search', why: "Spends no tokens." },
    { line: "seance otter", why: "Talk with it, in this terminal." },
    { line: "seance otter --list", why: "Its sessions, and which of them can be asked." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {
    ask: { kind: "text", label: "TEXT", summary: "What to ask." },
    session: { kind: "text", label: "ID", summary: "Which of its sessions; the latest that has ended without it." },
    list: { kind: "flag", summary: "List its sessions instead." },
    search: { kind: "flag", summary: "Search the transcript only." },
    timeout: {
      kind: "number",
      label: "SECONDS",
      min: 5,
      max: 900,
      summary: "Longest wait for an answer; 180 without it.",
    },
  },
  async run(context, { agent }, { ask, session, list, search, timeout }) {
    if (list) return listSessions(context, agent);
    if (ask === undefined) {
      if (search) {
        return fail("usage", "Say what to look for.", { remedy: `drover seance ${agent} --search --ask "…"` });
      }
      if (context.json || !isatty(0) || !isatty(1)) {
        return fail("usage", "A talk needs a terminal on both ends.", {
          remedy: `Ask it: drover seance ${agent} --ask "…". Its sessions: drover seance ${agent} --list.`,
        });
      }
      return talk(context, { agent, session });
    }
    const asked = await context.call("agent.seance", {
      agent,
      ask,
      session,
      timeoutSeconds: timeout,
      ...(search ? { searchOnly: true } : {}),
    });
    if (!asked.ok) return asked;
    return context.print(asked.value, () => seanceText(asked.value, context.style));
  },
});

async function listSessions(context: CommandContext, agent: string): Promise<Outcome> {
  const list = await context.call("seance.list", { agent });
  if (!list.ok) return list;
  return context.print(list.value, () => seanceTable(list.value, context));
}

async function talk(
  context: CommandContext,
  order: { readonly agent: string; readonly session: string | undefined },
): Promise<Outcome> {
  const opened = await context.call("seance.open", order);
  if (!opened.ok) return opened;
  const { seance, agent, session, title } = opened.value;
  context.io.warn(
    `Session ${session} of ${agent}, in a copy by ${title}: what it says changes nothing. Leave it as you would leave the CLI.\n`,
  );
  const ended = await runHere(opened.value);
  await context.call("seance.close", { seance });
  return ended;
}
