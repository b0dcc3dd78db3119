import type { OutputOf } from "../../shared/contract/contract.ts";
import type { IntegrationView } from "../../shared/contract/integration.ts";
import type { Face } from "./items.ts";
import { neutralise } from "./neutralise.ts";
import type { Style, Tone } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago } from "./time.ts";

const TONES: Readonly<Record<IntegrationView["state"], Tone>> = { open: "blue", landed: "green", dropped: "dim" };

export function integrationTable(integrations: readonly IntegrationView[], face: Face): string {
  if (integrations.length === 0) return "No epic gathers on a branch of its own.\n";
  return renderTable(
    integrations,
    [
      { title: "EPIC", text: (one) => one.epic, tone: () => "cyan" },
      { title: "STATE", text: (one) => one.state, tone: (one) => TONES[one.state] },
      { title: "PROJECT", text: (one) => one.project, tone: () => "dim" },
      { title: "BRANCH", text: (one) => one.branch },
      { title: "STANDING", text: (one) => one.standing, flexible: true },
    ],
    { style: face.style, columns: face.io.columns },
  );
}

export function integrationCard(one: IntegrationView, style: Style): string {
  const fields = renderFields(
    [
      ["state", style(TONES[one.state], one.state)],
      ["standing", neutralise(one.standing)],
      ["branch", neutralise(one.branch)],
      ["lands on", neutralise(one.target)],
      ["lands", one.state === "open" ? (one.auto ? "by itself, once all is closed" : "when you say so") : undefined],
      ["trouble", one.trouble === undefined ? undefined : style("red", neutralise(one.trouble))],
      ["gathered", one.gathered.map(({ item }) => item).join(" ")],
      ["open", one.open.join(" ")],
      ["arriving", one.arriving.join(" ")],
      ["submission", one.submission],
      ["created", `${ago(one.createdAt)} by ${one.createdBy}`],
    ],
    style,
  );
  return `${style("cyan", one.epic)}  ${neutralise(one.title)}\n${fields}`;
}

const FILES_SHOWN = 20;

export function integrationDetails(
  { ahead, behind, commits, files }: Omit<OutputOf<"integration.show">, "integration">,
  style: Style,
): string {
  const distance = ahead === undefined ? "" : `\n${ahead} ahead of the target, ${behind ?? 0} behind\n`;
  const log = commits.map(
    ({ id, subject, author }) =>
      `  ${style("yellow", id.slice(0, 8))} ${neutralise(subject)}  ${style("dim", neutralise(author))}\n`,
  );
  const named = files.slice(0, FILES_SHOWN).map((file) => `  ${neutralise(file)}\n`);
  const more = files.length > named.length ? [style("dim", `  and ${files.length - named.length} more\n`)] : [];
  return [distance, ...log, ...(named.length === 0 ? [] : ["\n", ...named, ...more])].join("");
}
