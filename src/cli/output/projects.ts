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
        ["lands on", `${neutralise(project.target)} (${landing(project)})`],
        ["prefix", project.prefix],
        [
          "gates",
          project.gates.map((gate) => commandLine(gate.command)).join("\n          ") ||
            "none: whatever is submitted lands",
        ],
        ["runtime", project.runtime ?? "the workspace's default"],
        ["workers", `at most ${project.maxWorkers}`],
        ["sync", project.sync ? "on: its ledger is pushed to the origin and joined with others'" : undefined],
        ["unattended", project.unattended ? "yes: agents' permission questions are off" : undefined],
      ],
      style,
    )
  );
}

function landing(project: Project): string {
  if (project.landing === "push") return "pushed";
  return project.landOnCheckedOut ? "local, also while it is checked out and clean" : "local";
}

/** What a user should know of a repository. */
export function remarks(texts: readonly string[], style: Style): string {
  return texts.map((text) => `${style("yellow", "!")} ${neutralise(text)}\n`).join("");
}

/** A command for people to read; arguments that need it are quoted. */
export function commandLine(command: readonly string[]): string {
  return command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}
