import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { longText } from "../long-text.ts";
import { neutralise } from "../output/neutralise.ts";

export const command = defineCommand({
  name: "review comment",
  summary: "Remark on a line, lines, a file, or the whole; a draft until you approve, send back or tell it.",
  examples: [
    { line: 'review comment sub-7fk src/cart.ts:12 "This rounds twice."', why: "On one line." },
    { line: 'review comment sub-7fk src/cart.ts:12-20 "Move this out."', why: "On several." },
    { line: 'review comment sub-7fk . "Where are the tests?"', why: "On the whole." },
    { line: "review comment sub-7fk --remove rc-1x2y3z", why: "Take a draft back." },
  ],
  args: {
    of: { label: "SUBMISSION|AGENT|ITEM", names: "submission" },
    place: { label: "FILE:LINE", summary: "FILE:LINE, FILE:FROM-TO, FILE, or . for the whole.", optional: true },
    text: { label: "TEXT", summary: "- reads it from standard input.", optional: true },
  },
  options: {
    project: { kind: "text", label: "PROJECT", names: "project", summary: "Where there is work in several." },
    commit: { kind: "text", label: "COMMIT", summary: "Lines as they are in that commit; its full id." },
    before: { kind: "flag", summary: "Lines as they were before the work." },
    edit: { kind: "text", label: "COMMENT", summary: "Give that draft the text instead." },
    remove: { kind: "text", label: "COMMENT", summary: "Take that draft back." },
  },
  async run(context, { of, place, text: given }, { project, commit, before, edit, remove }) {
    const { style } = context;
    if (remove !== undefined) {
      const removed = await context.call("review.comment.remove", { comment: remove });
      return removed.ok ? context.print(removed.value, () => `Took ${remove} back\n`) : removed;
    }
    const text = longText(context.io, { option: "text", text: edit === undefined ? given : (given ?? place) });
    if (!text.ok) return text;
    if (text.value === undefined || (edit === undefined && place === undefined)) {
      return fail("usage", "Say where and what: FILE:LINE TEXT, or . TEXT for the whole.");
    }
    if (edit !== undefined) {
      const edited = await context.call("review.comment.edit", { comment: edit, text: text.value });
      return edited.ok ? context.print(edited.value, () => `Changed ${edit}\n`) : edited;
    }
    const made = await context.call("review.comment.add", {
      of,
      project,
      commit,
      text: text.value,
      ...(before ? { side: "before" as const } : {}),
      ...placeOf(place ?? "."),
    });
    if (!made.ok) return made;
    const { id, place: at, path } = made.value;
    return context.print(made.value, () => {
      const where = at === undefined ? (path ?? "the whole") : `${at.path}:${at.from}`;
      return `Kept as a draft: ${style("cyan", id)} on ${neutralise(where)}\n`;
    });
  },
});

/** `src/a.ts:3-7`, `src/a.ts:3`, `src/a.ts`, `.` */
function placeOf(text: string): { readonly path?: string; readonly from?: number; readonly to?: number } {
  if (text === ".") return {};
  const match = /^(.+):(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return { path: text };
  const from = Number(match[2]);
  return { path: match[1] ?? "", from, to: Number(match[3] ?? from) };
}
