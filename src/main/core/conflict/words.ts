import type { ConflictFlag, ConflictSide, WorkSide } from "../../../shared/model/conflict-flag.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import { shortName } from "../../../shared/model/identity.ts";
import { plainLine } from "../base/plain-text.ts";
import type { ConflictFlagEvent } from "./decide.ts";

const FILES_NAMED = 3;
const PATH_CHARS = 120;
const TITLE_CHARS = 80;

export type TitleOf = (item: string) => string | undefined;

/** `a.ts, b.ts and 3 more files` */
export function filesInWords({ files, fileCount }: Pick<ConflictFlag, "files" | "fileCount">): string {
  const named = files.slice(0, FILES_NAMED).map(({ path }) => plainLine(path, PATH_CHARS));
  const more = fileCount - named.length;
  if (more > 0) return `${named.join(", ")} and ${more} more ${more === 1 ? "file" : "files"}`;
  return named.length < 2 ? named.join("") : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
}

function workInWords({ agent, item }: WorkSide, titleOf: TitleOf): string {
  const title = titleOf(item);
  return `${agent} (${item}${title === undefined ? "" : ` “${plainLine(title, TITLE_CHARS)}”`})`;
}

/** The side across from an agent's own. */
export function across(flag: ConflictFlag, agent: IdentityPath): ConflictSide {
  const [one, other] = flag.sides;
  return one.kind === "work" && one.agent === agent ? other : one;
}

/**
 * What an agent is told of a flag, in one line: with whom, in what, and what to do. Nothing is wrong yet, and it says so: an
 * agent that drops everything at this would be worse off than without.
 */
export function warning(flag: ConflictFlag, agent: IdentityPath, titleOf: TitleOf): string {
  const files = filesInWords(flag);
  const other = across(flag, agent);
  if (other.kind === "target") {
    const [newest] = other.changes;
    const by = newest === undefined ? "" : ` (newest change there: “${plainLine(newest.subject, TITLE_CHARS)}”)`;
    return (
      `Early warning: what has landed on ${plainLine(other.branch)} conflicts with your branch in ${files}${by}. Finish the step you are in, ` +
      `commit, then \`git fetch origin\` and \`git rebase origin/${plainLine(other.branch)}\`: it is easier now than when you are done.`
    );
  }
  const lands =
    other.submission === undefined
      ? "Go on with the step you are in. Then agree with them who changes what there"
      : "It is submitted and will land before yours. Go on with the step you are in, keep out of those places, and rebase once it has landed; ask";
  return (
    `Early warning: your branch and that of ${workInWords(other, titleOf)} would conflict in ${files}. ${lands} ` +
    `(\`drover mail send ${other.agent} "…"\`), keep out of it if you can, and rebase early. \`drover conflicts\` shows how it stands.`
  );
}

/** Pairs that a priming names; the newest say most. */
const FLAGS_NAMED = 5;

/** What a session that begins is told of the flags on its work. */
export function briefingLines(
  flags: readonly ConflictFlag[],
  agent: IdentityPath,
  titleOf: TitleOf,
): readonly string[] {
  if (flags.length === 0) return [];
  const lines = flags.slice(-FLAGS_NAMED).map((flag) => {
    const other = across(flag, agent);
    const who = other.kind === "target" ? `what has landed on ${plainLine(other.branch)}` : workInWords(other, titleOf);
    const waits = other.kind === "work" && other.submission !== undefined ? ", which is submitted already" : "";
    return `- with ${who}${waits}, in ${filesInWords(flag)}`;
  });
  const more = flags.length > lines.length ? [`(${flags.length - lines.length} more: \`drover conflicts\`)`] : [];
  return ["Early warning: as it stands, your branch would conflict", ...lines, ...more];
}

/** Flags in words for whoever coordinates, one a line. */
export function letterBody(
  flags: readonly Pick<ConflictFlag, "sides" | "files" | "fileCount">[],
  titleOf: TitleOf,
): string {
  const lines = flags.map((flag) => {
    const [one, other] = flag.sides.map((side) =>
      side.kind === "work" ? workInWords(side, titleOf) : `what has landed on ${plainLine(side.branch)}`,
    );
    return `- ${one} and ${other}: ${filesInWords(flag)}`;
  });
  return [
    "These branches would not merge as they stand:",
    "",
    ...lines,
    "",
    "Their agents were told. If they do not settle it: say who goes first, link the items (`drover dep add`), or take one off its hook.",
    "`drover conflicts` shows what stands.",
  ].join("\n");
}

/** A flag's event in words, for the feed. */
export function describeConflictFlagEvent(raw: LedgerEvent): string {
  const event = raw as ConflictFlagEvent;
  switch (event.type) {
    case "conflictFlagRaised":
      return `warned early: ${between(event.data.sides)} would conflict in ${filesInWords(event.data)}`;
    case "conflictFlagChanged":
      return `looked again: ${between(event.data.sides)} would conflict in ${filesInWords(event.data)}`;
    case "conflictFlagCleared":
      return `took a warning of a conflict back: ${WHY[event.data.why]}`;
  }
}

const WHY = {
  merges: "the branches merge now",
  landed: "one of them has landed",
  ended: "one of them is over",
  off: "early warning was switched off",
} as const;

function between(sides: readonly ConflictSide[]): string {
  return sides
    .map((side) => (side.kind === "work" ? `${shortName(side.agent)} (${side.item})` : plainLine(side.branch)))
    .join(" and ");
}
