import type { ContractClient } from "../../shared/contract/client.ts";
import type { EventOf, InputOf } from "../../shared/contract/contract.ts";
import { type Failure, fail, ok } from "../../shared/model/result.ts";
import { type CommandContext, type Outcome, defineCommand } from "../command.ts";
import { couldNotSearch, searchSummary, sessionMatches } from "../output/terminal-matches.ts";

export const command = defineCommand({
  name: "agent grep",
  summary: "Search what agents' terminals show and have shown.",
  details:
    "Looks through the screens and the history of all sessions, of those that ended too for as long as that is kept. Case does not count unless --case says so. With --json each event is a line: `session` for every one that was searched, `failed` for one that could not be, and `done`.",
  examples: [
    { line: 'agent grep "cannot find module"', why: "In all terminals." },
    { line: "agent grep -E 'TS\\d{4}' otter --context 0", why: "A pattern, in the terminals of one agent." },
  ],
  args: {
    text: { label: "TEXT", summary: "What to look for." },
    agents: { label: "AGENT", names: "agent", optional: true, many: true },
  },
  options: {
    pattern: { kind: "flag", short: "E", summary: "TEXT is a regular expression." },
    case: { kind: "flag", summary: "Upper and lower case differ." },
    word: { kind: "flag", short: "w", summary: "Whole words only." },
    live: { kind: "flag", summary: "Only sessions that run." },
    context: { kind: "number", label: "N", min: 0, max: 10, short: "C", summary: "Lines around each; 2 without it." },
    limit: {
      kind: "number",
      label: "N",
      min: 1,
      max: 1_000,
      short: "n",
      summary: "The newest N of each session; 50 without it.",
    },
  },
  async run(context, { text, agents }, { pattern, case: matchCase, word, live, context: around, limit }) {
    const core = await context.core();
    if (!core.ok) return core;
    if (core.value.alone) {
      return fail("no-core", "No core runs, so no terminal can be searched.", {
        remedy: "Start one with: drover serve",
      });
    }
    const query = {
      text,
      ...(matchCase ? { matchCase } : {}),
      ...(word ? { wholeWord: true } : {}),
      ...(pattern ? { isPattern: true } : {}),
    };
    const input: InputOf<"terminal.search"> = {
      query,
      ...(agents.length === 0 ? {} : { agents: [...agents] }),
      ...(live ? { liveOnly: true } : {}),
      ...(around === undefined ? {} : { context: around }),
      ...(limit === undefined ? {} : { limit }),
    };
    return search(context, core.value.client, input);
  },
});

async function search(
  context: CommandContext,
  client: Pick<ContractClient, "watch">,
  input: InputOf<"terminal.search">,
): Promise<Outcome> {
  const ended = Promise.withResolvers<Outcome>();
  const failed: string[] = [];
  const show = (event: EventOf<"terminal.search">): string => {
    if (context.json) return `${JSON.stringify(event)}\n`;
    if (event.kind === "done") return searchSummary(event, failed);
    if (event.kind === "session") return event.total === 0 ? "" : sessionMatches(event, context.style);
    failed.push(couldNotSearch(event.agent, event.reason));
    return "";
  };
  const stop = client.watch("terminal.search", input, {
    event: (event) => context.io.write(show(event)),
    end: (failure: Failure | undefined) => ended.resolve(failure === undefined ? ok() : { ok: false, error: failure }),
  });
  // To stop looking is no failure.
  context.signal.addEventListener("abort", () => {
    stop();
    ended.resolve(ok());
  });
  return ended.promise;
}
