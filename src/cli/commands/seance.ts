import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { seanceTable, seanceText } from "../output/seance.ts";

export const command = defineCommand({
  name: "seance",
  summary: "Ask an agent's earlier session what it knew.",
  details:
    "The session is gone on with in a throw-away copy that may only read the ledger, asked, and ended. Where that cannot be, its transcript is searched for the words of the question, and the best passages are printed with their times.",
  examples: [
    { line: 'seance otter --ask "Why did you leave the cache out?"', why: "The latest session that has ended." },
    { line: 'seance otter --session ses-4k2p --ask "Which tests were red?" --search', why: "Spends no tokens." },
    { line: "seance otter", why: "Its sessions, and which of them can be asked." },
  ],
  args: { agent: { label: "AGENT", names: "agent" } },
  options: {
    ask: { kind: "text", label: "TEXT", summary: "What to ask." },
    session: { kind: "text", label: "ID", summary: "Which of its sessions; the latest that has ended without it." },
    search: { kind: "flag", summary: "Search the transcript only." },
    timeout: {
      kind: "number",
      label: "SECONDS",
      min: 5,
      max: 900,
      summary: "Longest wait for an answer; 180 without it.",
    },
  },
  async run(context, { agent }, { ask, session, search, timeout }) {
    if (ask === undefined) {
      if (session !== undefined || search) {
        return fail("usage", "Say what to ask.", { remedy: `drover seance ${agent} --ask "…"` });
      }
      const list = await context.call("seance.list", { agent });
      if (!list.ok) return list;
      return context.print(list.value, () => seanceTable(list.value, context));
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
