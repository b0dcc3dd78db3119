import { shortName } from "../../../../shared/model/identity.ts";
import type { GateResult, Submission } from "../../../../shared/model/submission.ts";
import { plainLine, plainText } from "../../base/plain-text.ts";
import type { Objection, PullCheck } from "./pull-request.ts";

/** What of an item a pull request tells. */
export interface PullItem {
  readonly title: string;
  readonly description: string;
  readonly acceptance: string;
  /** Where it came from, e.g. the address of an issue. */
  readonly link: string | undefined;
}

/** Both forges take more for a title; what lies behind is read by nobody. */
const TITLE_CHARS = 200;
/** GitHub takes 65,536 characters in all, a part of which is people's. */
const TEXT_CHARS = 12_000;
const BEGIN = "<!-- drover: begin -->";
const END = "<!-- drover: end -->";
const LOG_LINES = 40;
const LOG_CHARS = 4_000;

export function pullTitle({ title }: PullItem): string {
  return plainLine(title, TITLE_CHARS);
}

/** Drover's part of a body. What stands around it is people's. */
export function pullBody(
  item: PullItem,
  { id, item: itemId, agent }: Submission,
  gates: readonly GateResult[],
): string {
  const parts = [
    section("", item.description),
    section("Acceptance", item.acceptance),
    section("Gates", gates.map((gate) => gateLine(gate)).join("\n")),
    item.link === undefined ? "" : plainLine(item.link),
    `Item \`${itemId}\`, submission \`${id}\`, made by ${shortName(agent)} with Drover. What stands between the two invisible marks is kept up to date by it; the rest is yours.`,
  ];
  return [BEGIN, ...parts.filter((part) => part !== ""), END].join("\n\n");
}

/** The body with Drover's part as it is now. One from which people took the marks stays as it is. */
export function withOwnPart(body: string, own: string): string {
  const begin = body.indexOf(BEGIN);
  const end = body.indexOf(END, begin);
  if (begin === -1 || end === -1) return body;
  return body.slice(0, begin) + own + body.slice(end + END.length);
}

function section(title: string, text: string): string {
  const clean = plainText(text, TEXT_CHARS).replaceAll("<!-- drover:", "<!-- ").trim();
  if (clean === "") return "";
  return title === "" ? clean : `### ${title}\n\n${clean}`;
}

function gateLine({ name, exitCode, timedOut, ms, isFlaky }: GateResult): string {
  const how = exitCode === 0 && !timedOut ? "green" : "red";
  return `- ${plainLine(name, 100)}: ${how}, ${(ms / 1000).toFixed(1)} s${isFlaky === true ? ", at the second try" : ""}`;
}

/** Why red checks send a submission back: the first line stands alone. */
export function redText(checks: readonly (PullCheck & { readonly log: string | undefined })[], what: string): string {
  const names = checks.map(({ name }) => `“${plainLine(name, 100)}”`).join(", ");
  const head = `${checks.length === 1 ? "The check" : "The checks"} ${names} failed on ${what}.`;
  const parts = checks.map(({ name, url, summary, log }) => {
    const tail = log === undefined ? "" : lastOf(plainText(log, Number.MAX_SAFE_INTEGER));
    return [checks.length === 1 ? "" : `${plainLine(name, 100)}:`, url ?? "", plainText(summary, 2_000).trim(), tail]
      .filter((part) => part !== "")
      .join("\n");
  });
  return [head, ...parts.filter((part) => part !== "")].join("\n\n");
}

function lastOf(log: string): string {
  return log.trimEnd().split("\n").slice(-LOG_LINES).join("\n").slice(-LOG_CHARS);
}

/** What people object to: the first line stands alone. */
export function objectionText(objections: readonly Objection[], what: string): string {
  const who = objections.map(({ by }) => plainLine(by, 60)).join(" and ");
  const parts = objections.flatMap(({ by, text, comments }) => [
    objections.length === 1 ? "" : `${plainLine(by, 60)}:`,
    plainText(text, TEXT_CHARS).trim(),
    ...comments.map(
      (one) =>
        `${plainLine(one.path)}${one.line === undefined ? "" : `:${one.line}`}: ${plainText(one.text, 4_000).trim()}`,
    ),
  ]);
  return [`${who} asked for changes on ${what}.`, ...parts.filter((part) => part !== "")].join("\n\n");
}
