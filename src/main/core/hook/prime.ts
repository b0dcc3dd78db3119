import { howItExited } from "../../../shared/model/exit-words.ts";
import type { Agent, Hook } from "../../../shared/model/agent.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import type { MemoryEntry } from "../../../shared/model/memory.ts";
import { plainLine, plainText } from "../base/plain-text.ts";
import type { HookProject, LastEnd, UnreadMail, WorkCommit } from "./ports.ts";
import { type HookWorktree, hasLanded } from "./worktrees.ts";
import { commitLines, mailLines, memoryLines, quoteWithin } from "./prime-parts.ts";

/** What a priming is made of. Texts of items are other people's and are quoted, line by line, as data. */
export interface PrimingFacts {
  readonly agent: Agent;
  readonly project: HookProject | undefined;
  readonly hook: Hook | undefined;
  readonly item: ItemView | undefined;
  /** How the session before this one ended, when it was on the same item. */
  readonly lastEnd: LastEnd | undefined;
  /** Prompt parts of the house and the role. */
  readonly prompts: readonly string[];
  /** What was noted for successors, oldest first. */
  readonly memory: readonly MemoryEntry[];
  /** Newest first. */
  readonly mail: readonly UnreadMail[];
  /** Of the work, newest first; one more than are shown where there are more. */
  readonly commits: readonly WorkCommit[];
  /** Its worktrees in other projects. */
  readonly seconds: readonly SecondPlace[];
  /** What there is to know of the item beyond itself, in lines, quoted where they are others'. */
  readonly briefing: readonly string[];
}

/** A worktree of the hook in another project. */
export interface SecondPlace {
  readonly at: HookWorktree;
  readonly project: HookProject | undefined;
  /** As those of the work. */
  readonly commits: readonly WorkCommit[];
}

/** Commits told; `git log` has the rest. */
export const COMMITS_SHOWN = 15;

/** Characters of each text of an item that are given at once; `drover show` has the rest. */
const TEXT_CHARS = 8_000;
/** Characters of what others have to say, beyond which it is cut, with the way to the rest. */
const NOTE_CHARS = 1_600;
const SENT_BACK_CHARS = 2_000;
/** Of a review nothing is left out, within reason: each remark is work. */
const REVIEW_CHARS = 45_000;

/**
 * The first turn of every session, and what `drover prime` prints: identity, rules, commands, what was learned, work. It costs
 * every session its tokens: with Drover's own prompts it stays below 8,000 characters, some 2,000 tokens, without the texts
 * of the item.
 */
export function primingText(facts: PrimingFacts): string {
  const known = memoryLines(facts.memory);
  const mail = mailLines(facts.mail);
  const parts = [
    identity(facts),
    ...facts.prompts.map((prompt) => prompt.trim()),
    known.length === 0 ? "" : `## Your memory\n\n${known.join("\n")}`,
    mail.length === 0 ? "" : `## Your unread mail\n\n${mail.join("\n")}`,
    work(facts),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function identity({ agent, project }: PrimingFacts): string {
  const where = agent.project === undefined ? "" : ` in the project ${agent.project}`;
  const lands = project === undefined ? "" : ` Finished work lands on its branch ${plainLine(project.target)}.`;
  return `You are ${agent.path}, a ${agent.role}${where}, working under Drover.${lands}`;
}

function work(facts: PrimingFacts): string {
  const { hook, item } = facts;
  if (hook === undefined || hook.item === undefined || hook.state === "archived") {
    return "## Your hook\n\nThere is nothing on your hook.";
  }
  if (hook.state === "completed") {
    return `## Your hook\n\n${hook.item} is submitted and waits to land. There is nothing to do for you now: exit.`;
  }
  if (hook.state === "created") {
    return `## Your hook\n\n${hook.item} is on your hook and its worktree is being made. Ask again in a moment.`;
  }
  const lines = [`## Your hook: ${hook.item}${item === undefined ? "" : ` — ${plainLine(item.title)}`}`];
  if (hook.state === "suspended") {
    lines.push("", `It is suspended: ${plainLine(hook.suspended ?? "the user stopped it")}. Wait until it is resumed.`);
  }
  lines.push("", ...place(facts, hook), ...facts.seconds.flatMap(secondPlace));
  if (item !== undefined) {
    lines.push(
      ...quoted("Description", item.description),
      ...quoted("Acceptance", item.acceptance),
      ...quoted("Notes", item.notes),
    );
  }
  if (facts.briefing.length > 0) lines.push("", ...facts.briefing);
  lines.push(...before(facts, hook), "", begin(hook));
  return lines.join("\n");
}

function place({ project, item }: PrimingFacts, hook: Hook): readonly string[] {
  const lines = [`- worktree: ${plainLine(hook.worktree, 4_096)}`, `- branch: ${hook.branch}`];
  if (project !== undefined) {
    lines.push(`- target: ${plainLine(project.target)}`);
    const gates = project.gates.map((gate) => plainLine(gate)).join(", ");
    lines.push(`- gates: ${gates === "" ? "none" : gates}`);
    if (gates !== "" && project.landsVerified) lines.push(verifyLine(project));
  }
  if (item !== undefined) lines.push(`- type and priority: ${item.type}, ${item.priority}`);
  if (hook.queue.length > 0) lines.push(`- waiting behind it: ${hook.queue.join(", ")}`);
  return lines;
}

function verifyLine({ target }: HookProject): string {
  const onto = plainLine(target);
  return `- before you submit: \`git fetch origin\`, \`git rebase origin/${onto}\`, \`drover verify\` runs the gates for you; green, your work lands at once`;
}

function secondPlace({ at, project, commits }: SecondPlace): readonly string[] {
  const gates = (project?.gates ?? []).map((gate) => plainLine(gate)).join(", ");
  const target = plainLine(project?.target ?? "its target");
  return [
    `- worktree in ${at.project}: ${plainLine(at.worktree, 4_096)} on ${at.branch}, target ${target}, gates ${gates === "" ? "none" : gates}`,
    ...(hasLanded(at) ? ["  (what you submitted there has landed)"] : []),
    ...commitLines(commits, COMMITS_SHOWN).map((line) => `  ${line}`),
  ];
}

function quoted(heading: string, text: string): readonly string[] {
  if (text.trim() === "") return [];
  const lines = plainText(text.trim(), TEXT_CHARS).split("\n");
  return ["", `${heading}:`, ...lines.map((line) => `> ${line}`)];
}

/** What happened before, so that nobody begins at the beginning. */
function before({ project, lastEnd, commits, seconds }: PrimingFacts, hook: Hook): readonly string[] {
  const lines: string[] = [];
  if (hook.attempt > 1) {
    const end = lastEnd === undefined ? "" : ` The session before ${describeEnd(lastEnd)}.`;
    lines.push(
      "",
      `This is attempt ${hook.attempt}.${end} Look at \`git status\` and \`git log\` first and go on from there.`,
    );
  }
  if (hook.sentBack !== undefined) lines.push(...cameBack("Your submission", hook, project));
  if (hook.landed !== undefined && hook.landed === hook.submitted) {
    lines.push("", `What you submitted in ${hook.project} has landed: leave it as it is.`);
  }
  for (const { at, project: other } of seconds) {
    if (at.sentBack === undefined) continue;
    const what = `Your submission in ${at.project} (worktree ${plainLine(at.worktree, 4_096)})`;
    lines.push(...cameBack(what, at, other));
  }
  const done = commitLines(commits, COMMITS_SHOWN);
  if (done.length > 0) lines.push("", "What was committed so far, newest first:", ...done);
  if (hook.note !== undefined) {
    const rest = "`drover mail inbox` leads to the rest";
    lines.push("", "Note from your predecessor:", ...quoteWithin(hook.note, { chars: NOTE_CHARS, rest }));
  }
  if (hook.checkpoint !== undefined && hook.attempt > 1) {
    lines.push("", `Everything that was in the worktree then is also kept in the commit ${hook.checkpoint}.`);
  }
  for (const { at } of seconds) {
    if (at.checkpoint === undefined || hook.attempt < 2) continue;
    lines.push("", `What was in the worktree in ${at.project} is kept in its commit ${at.checkpoint}.`);
  }
  return lines;
}

type CameBack = Pick<Hook, "sentBack" | "isReviewed">;

function cameBack(
  what: string,
  { sentBack: reason = "", isReviewed = false }: CameBack,
  project: HookProject | undefined,
): readonly string[] {
  const target = plainLine(project?.target ?? "the target");
  const onto = `\`git fetch origin\`, \`git rebase origin/${target}\``;
  const rest = "`drover mq list` leads to the rest";
  return [
    "",
    isReviewed ? `${what} was reviewed and came back:` : `${what} came back:`,
    ...quoteWithin(reason, { chars: isReviewed ? REVIEW_CHARS : SENT_BACK_CHARS, rest }),
    "",
    isReviewed
      ? `What to do: ${onto}, mend what each remark says (or say why not in the message of your commit), run the tests, commit, \`drover done\`.`
      : `What to do: ${onto}, resolve what conflicts, run the tests, commit, \`drover done\`.`,
  ];
}

function describeEnd({ reason, exitCode }: LastEnd): string {
  const code = exitCode === undefined ? "" : ` (${howItExited(exitCode)})`;
  switch (reason) {
    case "crashed":
      return `ended without having submitted${code}`;
    case "lost":
      return "was lost with the process that held its terminal";
    case "handoff":
      return "handed over to you";
    case "stopped":
      return "was stopped";
    case "replaced":
      return "was replaced";
    default:
      return `ended${code}`;
  }
}

function begin(hook: Hook): string {
  return hook.state === "suspended" ? "" : "Begin now.";
}
