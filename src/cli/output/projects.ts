import type { Project } from "../../shared/model/project.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderFields } from "./table.ts";

export function projectCard(project: Project, style: Style): string {
  return (
    `${style("bold", project.name)}\n` +
    renderFields(
      [
        ["origin", neutralise(project.origin)],
        ["lands on", `${neutralise(project.target)} (${project.landing === "push" ? "pushed" : "local"})`],
        ["prefix", project.prefix],
        [
          "gates",
          project.gates.map((gate) => commandLine(gate.command)).join("\n          ") ||
            "none: whatever is submitted lands",
        ],
        ["runtime", project.runtime ?? "the workspace's default"],
        ["workers", `at most ${project.maxWorkers}`],
        ["unattended", project.unattended ? "yes: agents' permission questions are off" : undefined],
      ],
      style,
    )
  );
}

/** A command for people to read; arguments that need it are quoted. */
export function commandLine(command: readonly string[]): string {
  return command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}
