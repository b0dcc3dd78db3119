import type { OutputOf } from "../../shared/contract/contract.ts";
import type { HealthState } from "../../shared/contract/maintenance.ts";
import { ok } from "../../shared/model/result.ts";
import { askRunning } from "../ask-running.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { loadAtRest } from "../open-core.ts";
import { neutralise } from "../output/neutralise.ts";
import type { Style, Tone } from "../output/style.ts";
import { refuseToAgents } from "../user-only.ts";

export const command = defineCommand({
  name: "doctor",
  summary: "Check the workspace: ledgers, repositories, disk, git, runtimes, leftovers; say what to do.",
  details: "Works with a core running and without. Exit code 1 when there is a problem, 0 with warnings alone.",
  examples: [
    { line: "doctor", why: "Look at everything." },
    { line: "doctor --fix", why: "Also do what is safe: leftovers go, nothing that anybody needs is touched." },
  ],
  args: { checks: { label: "CHECK", optional: true, many: true, summary: "Only these, by id" } },
  options: { fix: { kind: "flag", summary: "Do what is safe about what was found." } },
  async run(context, { checks }, { fix }) {
    const { env } = context.io;
    const allowed = fix ? refuseToAgents("doctor --fix", env) : ok();
    if (!allowed.ok) return allowed;
    const told = await askRunning(
      context,
      ["workspace.doctor", { fix, ...(checks.length === 0 ? {} : { checks: [...checks] }) }],
      async (workspace) => (await loadAtRest()).doctorAtRest({ workspace, env }, { fix, checks }),
    );
    if (!told.ok) return told;
    const exit = told.value.state === "problem" ? EXIT.failure : EXIT.ok;
    return context.print(told.value, () => healthText(told.value, context.style), exit);
  },
});

const TONES: Readonly<Record<HealthState, Tone>> = { ok: "green", warning: "yellow", problem: "red" };
const MARKS: Readonly<Record<HealthState, string>> = { ok: "ok      ", warning: "warning ", problem: "problem " };

function healthText({ checks }: OutputOf<"workspace.doctor">, style: Style): string {
  const lines = checks.flatMap(({ id, state, message, details = [], remedy, fixed, canFix }) => [
    `${style(TONES[state], MARKS[state])} ${style("cyan", id)}  ${neutralise(message)}\n`,
    ...details.map((line) => `           ${neutralise(line)}\n`),
    ...(remedy === undefined || fixed !== undefined ? [] : [style("dim", `           ${neutralise(remedy)}\n`)]),
    ...(fixed === undefined ? [] : [style("green", `           done: ${neutralise(fixed)}\n`)]),
    ...(canFix && fixed === undefined ? [style("dim", "           `drover doctor --fix` does it.\n")] : []),
  ]);
  return lines.join("");
}
