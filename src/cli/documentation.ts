import { GROUPS } from "./commands/index.ts";
import { EXIT_MEANINGS } from "./exit-codes.ts";
import { loadCommands, optionLabel, optionSummary } from "./help.ts";
import { GLOBAL_OPTIONS, argumentLabel } from "./parse-arguments.ts";
import type { Command, OptionSpec } from "./command.ts";

/** docs/cli.md, made from the table of commands; `drover help --markdown` prints it. */
export async function documentation(): Promise<string> {
  const loaded = await loadCommands();
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const commands = loaded.filter(({ entry }) => entry.group === group);
    return `## ${title}\n\n${commands.map(({ command }) => commandSection(command)).join("\n")}`;
  });
  return [
    "# The command line\n",
    "<!-- Made by `npm run drover -- help --markdown > docs/cli.md`; a test keeps it fresh. -->\n",
    INTRODUCTION,
    `## Always\n\n${optionTable(GLOBAL_OPTIONS)}`,
    `## Exit codes\n\n| code | meaning |\n| --- | --- |\n${EXIT_MEANINGS.map(({ code, meaning }) => `| ${code} | ${meaning} |\n`).join("")}`,
    JSON_OUTPUT,
    ...groups,
  ].join("\n");
}

const INTRODUCTION = `\`drover\` talks to the core that runs for the workspace. Where none runs it opens the workspace itself for one command,
under the same lock. The workspace is \`--workspace DIR\`, else \`DROVER_WORKSPACE\`, else the folder above the current one
that is a workspace, else \`~/Drover\`.

Ids may be shortened to any prefix that fits one, agents to the last part of their path. Long texts are read from
standard input where \`-\` is given, or from a file. Colours are used on a terminal only, and not with \`NO_COLOR\`. Control
characters in what others wrote are shown, not sent to the terminal.
`;

const JSON_OUTPUT = `## JSON

With \`--json\` a command prints one JSON value on standard output (\`watch\` one a line): the answer of the verb of the
contract behind it, whose shapes only ever gain fields. A failure is \`{"error": {"code", "message", "remedy"?, "details"?}}\`
on standard output; codes are stable, messages are for people.
`;

function commandSection(command: Command): string {
  const args = Object.values(command.args).map(argumentLabel);
  const usage = ["drover", command.name, ...args].join(" ");
  const examples = command.examples.map(({ line, why }) => `drover ${line}  # ${why}\n`).join("");
  const details = command.details === undefined ? "" : `\n${command.details}\n`;
  const shown = Object.values(command.options).some((spec) => spec.hidden !== true);
  const options = shown ? `\n${optionTable(command.options)}` : "";
  return `### \`${usage}\`\n\n${command.summary}\n${details}${options}\n\`\`\`sh\n${examples}\`\`\`\n`;
}

function optionTable(options: Readonly<Record<string, OptionSpec>>): string {
  const rows = Object.entries(options)
    .filter(([, spec]) => spec.hidden !== true)
    .map(([name, spec]) => `| \`${optionLabel(name, spec)}\` | ${optionSummary(spec).replaceAll("|", "\\|")} |\n`);
  return `| option | |\n| --- | --- |\n${rows.join("")}`;
}
