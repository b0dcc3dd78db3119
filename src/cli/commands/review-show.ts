import { type Result, fail, ok } from "../../shared/model/result.ts";
import type { OutputOf } from "../../shared/contract/contract.ts";
import type { FileDiff } from "../../shared/contract/review.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { commentsText, fileDiffText, reviewSummary } from "../output/reviews.ts";

export const command = defineCommand({
  name: "review show",
  summary: "Show what a submission, a branch at work or landed work changes, as a coloured diff.",
  details: "Written straight to standard output, without a pager.",
  examples: [
    { line: "review show sub-7fk", why: "Commits, files, and how each differs." },
    { line: "review show otter --stat", why: "How much an agent at work has changed so far." },
    { line: "review show shop-a1b --file src/cart.ts --whitespace hide", why: "One file of an item's work." },
  ],
  args: { of: { label: "SUBMISSION|AGENT|ITEM", names: "submission" } },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Where there is work in several." },
    file: { kind: "text", label: "PATH", summary: "That file alone." },
    commit: { kind: "text", label: "COMMIT", summary: "What that commit alone changed, by the beginning of its id." },
    stat: { kind: "flag", summary: "Commits and files, without the differences." },
    comments: { kind: "flag", summary: "Only what was remarked." },
    whitespace: {
      kind: "choice",
      label: "HOW",
      choices: ["show", "hide"],
      summary: "Whether lines differ that differ in white space alone.",
    },
    context: {
      kind: "number",
      label: "N",
      min: 0,
      max: 1000,
      short: "U",
      summary: "Lines around each change; 3 unless told.",
    },
  },
  async run(context, { of }, { project, file, commit: start, stat, comments, whitespace, context: around }) {
    const subject = { of, project };
    const whole = await context.call("review.files", subject);
    if (!whole.ok) return whole;
    const commit = commitOf(whole.value, start);
    if (!commit.ok) return commit;
    const shown =
      commit.value === undefined && whitespace === undefined
        ? whole
        : await context.call("review.files", { ...subject, commit: commit.value, whitespace });
    if (!shown.ok) return shown;
    const remarks = await context.call("review.comment.list", subject);
    if (!remarks.ok) return remarks;
    const { style } = context;
    if (comments) {
      return context.print(remarks.value, () => commentsText(remarks.value.comments, style) || "No comments.\n");
    }
    const files = stat
      ? ok([])
      : await allDiffs(context, { ...subject, commit: commit.value, whitespace, path: file, context: around });
    if (!files.ok) return files;
    const answer = { ...shown.value, diffs: files.value, comments: remarks.value.comments };
    return context.print(answer, () => {
      const summary = file === undefined ? `${reviewSummary(shown.value, style)}\n` : "";
      const diffs = files.value.map((one) => fileDiffText(one, style)).join("\n");
      return summary + diffs + commentsText(remarks.value.comments, style);
    });
  },
});

function commitOf({ commits }: OutputOf<"review.files">, start: string | undefined): Result<string | undefined> {
  if (start === undefined) return ok(undefined);
  const [only, other] = commits.filter(({ id }) => id.startsWith(start));
  if (only !== undefined && other === undefined) return ok(only.id);
  return fail("usage", `${start} names ${other === undefined ? "none" : "several"} of its commits.`, {
    remedy: "See them with --stat.",
  });
}

async function allDiffs(
  context: CommandContext,
  wanted: Parameters<typeof context.call<"review.diff">>[1],
): Promise<Result<readonly FileDiff[]>> {
  const files: FileDiff[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const page: Result<OutputOf<"review.diff">> = await context.call("review.diff", { ...wanted, offset });
    if (!page.ok) return page;
    files.push(...page.value.files);
    offset = page.value.next;
  }
  return ok(files);
}
