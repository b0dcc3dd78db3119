import type { Intent } from "../../../../shared/contract/submission-conflict.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import { plainLine, plainText } from "../../base/plain-text.ts";
import type { BothIntents } from "./intents.ts";
import type { ConflictGit } from "./git.ts";
import type { ConflictInShort } from "./port.ts";
import { fileLines } from "./words.ts";

/**
 * How much of a conflict a resolver is told at once, in characters; `drover mq conflict` has the rest. Both patches together are
 * some 3,000 tokens: enough for the usual conflict, and a fraction of what reading the files costs.
 */
const ACCEPTANCE_CHARS = 1_200;
const NOTE_CHARS = 300;
const PATCH_BYTES = 6_000;
const SIDES_TOLD = 4;
const COMMITS_TOLD = 6;

export interface BriefingOrder {
  readonly one: Submission;
  readonly facts: ConflictInShort;
  readonly intents: BothIntents;
  /** Short name of the branch it is to land on. */
  readonly target: string;
}

/** What a resolver is told of both sides, in Markdown; the words of others are quoted line by line. */
export async function resolverBriefing(
  git: Pick<ConflictGit, "patch">,
  { one, facts, intents, target }: BriefingOrder,
): Promise<readonly string[]> {
  const { project, tip, reason } = one;
  const { base } = intents;
  const paths = facts.files.map(({ path }) => path);
  const [landed, own] = await Promise.all([
    git.patch(project, { from: base, to: facts.onto }, { paths, maxBytes: PATCH_BYTES }),
    git.patch(project, { from: base, to: tip }, { paths, maxBytes: PATCH_BYTES }),
  ]);
  const sides = intents.ours.slice(0, SIDES_TOLD);
  const rest = intents.ours.length - sides.length;
  return [
    `### The conflict of ${one.id}`,
    "",
    `Your branch begins at its commits. They do not go onto origin/${plainLine(target)}:`,
    "",
    ...fileLines(facts.files).map((line) => plainLine(line, 500)),
    ...(one.resolutions > 1 && reason !== undefined ? ["", "What was said of it:", ...quote(reason, 2_000)] : []),
    "",
    "### What the submission is for",
    ...side(intents.theirs),
    "",
    `### What has landed${sides.length === 0 ? "" : ", newest first"}`,
    ...sides.flatMap(side),
    ...(rest === 0 ? [] : ["", `(${rest} more: \`drover mq conflict ${one.id}\`)`]),
    ...patchLines("The submission changed, in these files", own, `git diff ${base.slice(0, 10)} ${tip.slice(0, 10)}`),
    ...patchLines(
      "What landed changed, in these files",
      landed,
      `git diff ${base.slice(0, 10)} ${facts.onto.slice(0, 10)}`,
    ),
    "",
    "### What to do",
    "",
    `1. \`git fetch origin\` and \`git rebase origin/${plainLine(target)}\` (or \`git merge\` it). \`drover mq conflict ${one.id} --file PATH\` shows the three texts of a file.`,
    "2. Resolve so that both intents hold. Where they truly contradict one another, what has landed stands.",
    "3. Run the tests. Nothing of either side may be lost, no marks (<<<<<<<) may be left.",
    "4. Commit, and `drover done`: the submission goes back into the merge queue with your commits and its author's name.",
    '5. If it cannot be done without a decision: `drover done --no-change "why"`. Its author is asked next, then the user.',
  ];
}

function side({ item, title, acceptance, agent, submission, commits, notes }: Intent): readonly string[] {
  const who = agent === undefined ? "" : ` by ${agent}`;
  const as = submission === undefined ? "" : ` (${submission})`;
  const named = item === "" ? plainLine(title) : `${item} — ${plainLine(title)}`;
  return [
    "",
    `**${named}**${who}${as}`,
    ...(acceptance.trim() === "" ? [] : ["Acceptance:", ...quote(acceptance, ACCEPTANCE_CHARS)]),
    ...commits.slice(0, COMMITS_TOLD).map(({ id, subject }) => `- ${id.slice(0, 10)} ${plainLine(subject, 120)}`),
    ...(commits.length > COMMITS_TOLD ? [`- and ${commits.length - COMMITS_TOLD} more commits`] : []),
    ...(notes.length === 0 ? [] : ["Noted:", ...notes.map((note) => `> - ${plainLine(note, NOTE_CHARS)}`)]),
  ];
}

function patchLines(
  heading: string,
  { text, truncated }: { readonly text: string; readonly truncated: boolean },
  rest: string,
): readonly string[] {
  if (text === "") return [];
  return ["", `${heading}:`, ...quote(text, PATCH_BYTES), ...(truncated ? [`(Cut here: \`${rest}\`.)`] : [])];
}

function quote(text: string, chars: number): readonly string[] {
  return plainText(text.trim(), chars)
    .split("\n")
    .map((line) => `> ${line}`);
}

/** What somebody is told who takes up what another agent had submitted, and that came back. */
export function inheritedBriefing(one: Submission, target: string): readonly string[] {
  return [
    `### It was submitted before`,
    "",
    `${one.agent} submitted it as ${one.id}, it came back, and ${one.agent} is not there any more. Your branch begins at those commits. Why it came back:`,
    ...quote(one.reason ?? "", 2_000),
    "",
    `Look at \`git log\`, \`git fetch origin\` and \`git rebase origin/${plainLine(target)}\`, keep what is right of it, and go on from there.`,
  ];
}
