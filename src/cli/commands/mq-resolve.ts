import type { InputOf } from "../../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import type { Io } from "../io.ts";
import { fileText } from "../long-text.ts";
import { submissionCard } from "../output/submissions.ts";

type Answer = InputOf<"mq.resolve">["files"][number];

export const command = defineCommand({
  name: "mq resolve",
  summary: "Resolve a submission's conflict yourself, file by file.",
  details:
    "Each conflicting file gets an answer; the result is a commit of yours on the submission's own branch, and passes the gates like any other. Ours is what has landed, theirs is what the submission brings.",
  examples: [
    { line: "mq resolve sub-7fk --take theirs", why: "All conflicting files as the submission has them." },
    {
      line: "mq resolve sub-7fk --text src/units.js=/tmp/units.js --ours README.md",
      why: "One by hand, one as it landed.",
    },
  ],
  args: { submission: { label: "SUBMISSION", names: "submission" } },
  options: {
    ours: { kind: "text", label: "PATH", summary: "Takes that file as it has landed.", many: true },
    theirs: { kind: "text", label: "PATH", summary: "Takes it as the submission has it.", many: true },
    delete: { kind: "text", label: "PATH", summary: "Lets it go.", many: true },
    text: { kind: "text", label: "PATH=FILE", summary: "Gives it the text of a file on this machine.", many: true },
    take: {
      kind: "choice",
      label: "SIDE",
      choices: ["ours", "theirs", "delete"],
      summary: "For every conflicting file that is not named.",
    },
  },
  async run(context, { submission }, { ours, theirs, delete: gone, text, take }) {
    const texts = readTexts(context.io, text);
    if (!texts.ok) return texts;
    const conflict = await context.call("mq.conflict", { submission });
    if (!conflict.ok) return conflict;
    const named: readonly Answer[] = [
      ...ours.map((path) => ({ path, take: "ours" as const })),
      ...theirs.map((path) => ({ path, take: "theirs" as const })),
      ...gone.map((path) => ({ path, take: "delete" as const })),
      ...texts.value,
    ];
    const twice = named.find(({ path }, at) => named.findIndex((one) => one.path === path) !== at);
    if (twice !== undefined) return fail("usage", `${twice.path} has two answers.`);
    const { onto, files } = conflict.value;
    const stray = named.find(({ path }) => !files.some((one) => one.path === path));
    if (stray !== undefined) return fail("usage", `${stray.path} does not conflict in ${submission}.`);
    const rest = files.filter(({ path }) => !named.some((one) => one.path === path)).map(({ path }) => path);
    if (rest.length > 0 && take === undefined) {
      return fail("usage", `No answer for ${rest.join(", ")}.`, {
        remedy: "Name each, or give --take for all others.",
      });
    }
    const answers = [...named, ...(take === undefined ? [] : rest.map((path) => ({ path, take })))];
    const resolved = await context.call("mq.resolve", { submission, onto, files: answers });
    if (!resolved.ok) return resolved;
    return context.print(resolved.value, () => submissionCard(resolved.value, context.style));
  },
});

/** `path=file`; a path may have an equals sign in it, the name of the file after the last one. */
function readTexts(io: Io, given: readonly string[]): Result<readonly Answer[], Failure<"usage">> {
  const answers: Answer[] = [];
  for (const one of given) {
    const at = one.lastIndexOf("=");
    if (at < 1) return fail("usage", `--text takes PATH=FILE, not ${JSON.stringify(one)}.`);
    const read = fileText(io, "text", one.slice(at + 1));
    if (!read.ok) return read;
    answers.push({ path: one.slice(0, at), take: { text: read.value } });
  }
  return ok(answers);
}
