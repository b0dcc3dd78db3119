import type { OutputOf } from "../../shared/contract/contract.ts";
import type { Project } from "../../shared/model/project.ts";
import { QUEUE_SETTING_WORDS } from "../../shared/model/queue-setting-words.ts";
import type { QueueSettings } from "../../shared/model/queue-settings.ts";
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
          project.gates
            .map((gate) => (gate.alongside === true ? "+ " : "") + commandLine(gate.command))
            .join("\n          ") || "none: whatever is submitted lands",
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
  if (project.landing === "pull-request") return `by pull request, merged ${project.queue.merge.replace("-", " ")}`;
  return project.landOnCheckedOut ? "local, also while it is checked out and clean" : "local";
}

/** How a project's merge queue works: each setting with what it does. */
export function queueCard(project: Project, style: Style): string {
  const rows = SETTINGS.map((key): [string, string] => {
    const value = project.queue[key];
    return [optionOf(key), typeof value === "boolean" ? (value ? "yes" : "no") : String(value)];
  });
  const width = Math.max(...rows.map(([option, value]) => option.length + value.length)) + 3;
  const lines = SETTINGS.map((key, at) => {
    const [option = "", value = ""] = rows[at] ?? [];
    const { title, cost } = QUEUE_SETTING_WORDS[key];
    const head = `${option} ${style("bold", value)}`;
    return `${head}${" ".repeat(width - option.length - value.length - 1)}${title}\n${" ".repeat(width)}${style("dim", cost)}\n`;
  });
  return `${style("bold", project.name)}  ${style("dim", `change it with drover mq set ${project.name}`)}\n${lines.join("")}`;
}

const SETTINGS = [
  "batch",
  "parallel",
  "retries",
  "resolverAttempts",
  "authorAttempts",
  "checkTarget",
  "review",
  "preVerified",
  "earlyWarning",
  "sign",
  "merge",
] as const satisfies (keyof QueueSettings)[];

function optionOf(key: keyof QueueSettings): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** What a user should know of a repository. */
export function remarks(texts: readonly string[], style: Style): string {
  return texts.map((text) => `${style("yellow", "!")} ${neutralise(text)}\n`).join("");
}

/** That a project's target stands in the user's own work tree, and how to have it landed on; nothing where it does not. */
export function checkedOutRemarks(
  { checkedOut }: OutputOf<"project.inspect">,
  { name, target, landOnCheckedOut }: Pick<Project, "name" | "target" | "landOnCheckedOut">,
): readonly string[] {
  if (landOnCheckedOut || !checkedOut.includes(target)) return [];
  return [
    `You have ${target} checked out there. Landings wait until you switch to another branch, or allow them while nothing is uncommitted: drover project edit ${name} --land-on-checked-out yes`,
  ];
}

/** A command for people to read; arguments that need it are quoted. */
export function commandLine(command: readonly string[]): string {
  return command.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))).join(" ");
}
