import type { OutputOf } from "../../shared/contract/contract.ts";
import { fail } from "../../shared/model/result.ts";
import { type Outcome, defineCommand } from "../command.ts";
import { runHere } from "../run-here.ts";
import { refuseToAgents } from "../user-only.ts";

/** What a shell is given to be the agent; the rest of an agent's environment it has already, as its user's. */
const EXPORTED = /^(?:DROVER_|GIT_(?:AUTHOR|COMMITTER)_|PATH$)/;

export const command = defineCommand({
  name: "adopt",
  summary: "Run an agent in a terminal of your own, or bind one that runs there to an identity.",
  details:
    "Without a command the agent's own CLI is started here, equipped and primed as Drover would start it. The session lasts as long as the program, or with --print as long as your shell. Drover sees what it reports and commits, keeps its hook, and types nothing into it. An agent with a session is to be stopped first.",
  examples: [
    { line: "adopt shop/crew/ada", why: "Its agent CLI, in this terminal, in its worktree." },
    { line: "adopt shop/crew/ada -- claude --continue", why: "Another program, with the agent's name and rights." },
    {
      line: "adopt shop/crew/ada --print",
      why: 'For a shell that is open: eval "$(drover adopt shop/crew/ada --print)"',
    },
  ],
  args: {
    agent: { label: "AGENT", names: "agent" },
    command: { label: "COMMAND", optional: true, many: true, summary: "Behind --; the agent's own CLI without it." },
  },
  options: { print: { kind: "flag", summary: "Print what your shell has to export to be the agent." } },
  async run(context, { agent, command: words }, { print }) {
    const allowed = refuseToAgents("adopt", context.io.env);
    if (!allowed.ok) return allowed;
    if (print && words.length > 0) return fail("usage", "With --print nothing is run: leave the command out.");
    const isToBePrinted = print || context.json;
    const bound = isToBePrinted ? { pid: process.ppid, mayEnd: false } : { pid: process.pid, mayEnd: true };
    const adopted = await context.call("agent.adopt", { agent, process: bound });
    if (!adopted.ok) return adopted;
    if (isToBePrinted) return context.print(adopted.value, () => exportsOf(adopted.value));
    return run(adopted.value, words, (text) => {
      context.io.warn(text);
    });
  },
});

type Adopted = OutputOf<"agent.adopt">;

async function run(adopted: Adopted, words: readonly string[], say: (text: string) => void): Promise<Outcome> {
  const [file = adopted.file, ...args] = words.length === 0 ? [adopted.file, ...adopted.args] : words;
  if (words.length > 0 || adopted.prompt !== undefined) {
    say(`You are ${adopted.agent} here: begin with drover prime. Worktree: ${adopted.cwd}\n`);
  }
  return runHere({ file, args, cwd: adopted.cwd, env: adopted.env });
}

/** For a POSIX shell. */
function exportsOf({ agent, cwd, env }: Adopted): string {
  const lines = Object.entries(env)
    .filter(([name]) => EXPORTED.test(name))
    .map(([name, value]) => `export ${name}=${quote(value)}`);
  return `${lines.join("\n")}\ncd ${quote(cwd)}\n# You are ${agent} in this shell now. drover prime says what to do.\n`;
}

function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
