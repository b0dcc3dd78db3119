import type { OutputOf } from "../../shared/contract/contract.ts";
import type { FileDiff, PlacedComment, ReviewedFile } from "../../shared/contract/review.ts";
import { shortName } from "../../shared/model/identity.ts";
import type { Face } from "./items.ts";
import { neutralise, neutraliseLines } from "./neutralise.ts";
import type { Style } from "./style.ts";
import { renderFields, renderTable } from "./table.ts";
import { ago } from "./time.ts";

type Files = OutputOf<"review.files">;

/** What is looked at, its commits, and its files with how much. */
export function reviewSummary({ subject, commits, files, isTruncated }: Files, style: Style): string {
  const { submission } = subject;
  const review = submission?.review;
  const fields = renderFields(
    [
      ["item", subject.item],
      ["agent", subject.agent],
      ["branch", subject.branch],
      ["state", submission?.state],
      ["review", review === undefined ? undefined : `${review.verdict} by ${review.by} ${ago(review.at)}`],
      ["base", subject.base],
      ["tip", subject.tip],
    ],
    style,
  );
  const log = commits.map(
    ({ id, subject: text, author }) =>
      `${style("yellow", id.slice(0, 10))}  ${neutralise(text)}  ${style("dim", neutralise(author))}\n`,
  );
  const more = isTruncated ? style("dim", "… and more\n") : "";
  const head = style("cyan", submission?.id ?? subject.item);
  return `${head}\n${fields}\n${style("bold", "Commits")}\n${log.join("")}\n${style("bold", "Files")}\n${fileStat(files, style)}${more}`;
}

const LETTERS: Readonly<Record<ReviewedFile["status"], string>> = {
  added: "A",
  modified: "M",
  removed: "D",
  renamed: "R",
  "type-changed": "T",
};

export function fileStat(files: readonly ReviewedFile[], style: Style): string {
  const lines = files.map((file) => {
    const { path, from, status, added, removed, kind } = file;
    const name = from === undefined ? neutralise(path) : `${neutralise(from)} → ${neutralise(path)}`;
    const counts =
      added === undefined || removed === undefined
        ? style("dim", kind)
        : `${style("green", `+${added}`)} ${style("red", `-${removed}`)}`;
    const note = file.isGenerated ? style("dim", "  (generated)") : "";
    return `${LETTERS[status]}  ${name}  ${counts}${note}\n`;
  });
  return lines.join("");
}

/** One file's differences, coloured as git does. */
export function fileDiffText({ path, from, hunks, isTruncated, lfs }: FileDiff, style: Style): string {
  const name = neutralise(path);
  const title = from === undefined ? name : `${neutralise(from)} → ${name}`;
  const parts = [`${style("bold", title)}\n`];
  if (lfs !== undefined) {
    const sizes = [lfs.before, lfs.after].map((one) => (one === undefined ? "none" : `${one.size} bytes`));
    return `${parts.join("")}kept by Git LFS: ${sizes.join(" → ")}\n`;
  }
  if (hunks.length === 0) parts.push(style("dim", isTruncated ? "too large to be compared\n" : "no lines to show\n"));
  for (const { before, after, section, lines } of hunks) {
    parts.push(`${style("cyan", `@@ -${before} +${after} @@`)} ${style("dim", neutralise(section))}\n`);
    for (const line of lines) {
      const text = neutraliseLines(line);
      const tone = line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : undefined;
      parts.push(`${line.startsWith("\\") ? style("dim", text) : style(tone, text)}\n`);
    }
  }
  if (isTruncated && hunks.length > 0) parts.push(style("dim", "(Cut here: it is too long.)\n"));
  return parts.join("");
}

export function commentsText(comments: readonly PlacedComment[], style: Style): string {
  if (comments.length === 0) return "";
  const lines = comments.map((one) => {
    const { place, now, path } = one;
    const at = now ?? place;
    const lineNumbers = at === undefined ? "" : at.from === at.to ? `:${at.from}` : `:${at.from}-${at.to}`;
    const where = at === undefined ? (path ?? "the whole") : `${at.path}${lineNumbers}`;
    const marks = [one.sent === undefined ? "draft" : "", one.isOutdated ? "outdated" : ""].filter(
      (mark) => mark !== "",
    );
    const quote = (place?.quote ?? []).slice(0, 6).map((text) => `  ${style("dim", `| ${neutralise(text)}`)}\n`);
    const head = `${style("cyan", one.id)}  ${style("bold", neutralise(where))}  ${shortName(one.by)} ${ago(one.at)}`;
    const text = neutraliseLines(one.text).split("\n");
    const note = marks.length === 0 ? "" : style("yellow", ` (${marks.join(", ")})`);
    return `${head}${note}\n${quote.join("")}${text.map((line) => `  ${line}\n`).join("")}`;
  });
  return `\n${style("bold", "Comments")}\n${lines.join("")}`;
}

export function waitingTable(waiting: OutputOf<"review.list">["waiting"], face: Face): string {
  if (waiting.length === 0) return "Nothing waits for a review.\n";
  return renderTable(
    waiting,
    [
      { title: "SUBMISSION", text: (one) => one.submission.id, tone: () => "cyan" },
      { title: "ITEM", text: (one) => one.submission.item, tone: () => "cyan" },
      { title: "AGENT", text: (one) => shortName(one.submission.agent) },
      { title: "PROJECT", text: (one) => one.submission.project, tone: () => "dim" },
      { title: "STATE", text: (one) => one.submission.state },
      {
        title: "NEEDED",
        text: (one) => (one.isRequired ? "yes" : "no"),
        tone: (one) => (one.isRequired ? "yellow" : "dim"),
      },
      { title: "DRAFTS", text: (one) => (one.drafts === 0 ? "" : String(one.drafts)) },
      { title: "SUBMITTED", text: (one) => ago(one.submission.submittedAt), tone: () => "dim" },
    ],
    { style: face.style, columns: face.io.columns },
  );
}
