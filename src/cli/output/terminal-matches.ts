import type { EventOf } from "../../shared/contract/contract.ts";
import { type IdentityPath, shortName } from "../../shared/model/identity.ts";
import { neutralise } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { ago } from "./time.ts";

type Found = Extract<EventOf<"terminal.search">, { kind: "session" }>;

/** What was found in one session: its lines with those around them, numbered from the oldest that is kept. */
export function sessionMatches(found: Found, style: Style): string {
  const { agent, session, endedAt, matches, total } = found;
  const when = endedAt === undefined ? "running" : `ended ${ago(endedAt)}`;
  const cut = total > matches.length ? `, the newest ${matches.length} shown` : "";
  const head = `${style("bold", agent)}  ${style("dim", `${session}, ${when}, ${total} found${cut}`)}\n`;
  const blocks = matches.map(({ row, text, at, length, before, after }) => {
    const around = (lines: readonly string[]) =>
      lines.map((line) => style("dim", `        ${neutralise(line)}\n`)).join("");
    const parts = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)].map(neutralise);
    const line = `${parts[0] ?? ""}${style("yellow", parts[1] ?? "")}${parts[2] ?? ""}`;
    return `${around(before)}${style("cyan", String(row + 1).padStart(6))}  ${line}\n${around(after)}`;
  });
  return `${head}${blocks.join(matches.some(({ before, after }) => before.length + after.length > 0) ? "\n" : "")}\n`;
}

/** What the search came to. */
export function searchSummary(done: { sessions: number; matches: number }, failed: readonly string[]): string {
  const terminals = done.sessions === 1 ? "1 terminal" : `${done.sessions} terminals`;
  const notes = failed.map((line) => `${line}\n`).join("");
  return `${notes}${done.matches === 0 ? "Nothing found" : `${done.matches} found`} in ${terminals}.\n`;
}

export const couldNotSearch = (agent: IdentityPath, reason: string): string =>
  `${shortName(agent)} could not be searched: ${neutralise(reason)}`;
