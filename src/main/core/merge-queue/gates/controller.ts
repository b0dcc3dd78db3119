import { readFile } from "node:fs/promises";
import type { OutputOf } from "../../../../shared/contract/contract.ts";
import type { SomeHandlers } from "../../../../shared/contract/handlers.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import { isMissing } from "../../platform/fs/exists.ts";
import { followRun } from "./follow.ts";
import { gateHistories } from "./history.ts";
import { logFile } from "./output.ts";
import type { GateOutputs } from "./outputs.ts";
import type { KeptRun } from "./kept-run.ts";

export interface GateControllerDeps {
  readonly outputs: GateOutputs;
  hasProject(name: string): boolean;
  gatesOf(project: string): readonly Gate[];
  /** By its id, or the beginning of it. */
  submission(ref: string): Result<{ readonly id: string }, Failure<"submission-not-found">>;
}

export type GateHandlers = SomeHandlers<"mq.output" | "mq.log" | "mq.gates">;

/** An answer holds so much of each gate at most; what `tail` asks for is in it in all but strange cases. */
const ANSWER_BYTES = 1024 * 1024;

export function gateHandlers({ outputs, hasProject, gatesOf, submission }: GateControllerDeps): GateHandlers {
  function findRun(ref: string): Result<KeptRun, Failure<"run-not-found">> {
    const exact = outputs.get(ref);
    const [only, other] = exact === undefined ? outputs.list().filter(({ run }) => run.startsWith(ref)) : [exact];
    if (only !== undefined && other === undefined) return ok(only);
    return fail(
      "run-not-found",
      `${JSON.stringify(ref)} names no run of gates whose output is kept, or more than one.`,
      {
        remedy: "The runs of a submission are listed by `drover mq show`; output is kept for two weeks.",
      },
    );
  }

  function lastRun(ref: string): Result<KeptRun, Failure<"submission-not-found" | "run-not-found">> {
    const found = submission(ref);
    if (!found.ok) return found;
    const { id } = found.value;
    const newest = outputs.list().find(({ submissions }) => submissions.includes(id));
    if (newest !== undefined) return ok(newest);
    return fail("run-not-found", `No run of gates is kept in which ${id} was.`, {
      remedy: "It has not been gated yet, its project has no gates, or it was too long ago.",
    });
  }

  return {
    "mq.output": ({ run: ref, gate, last }, _caller, after, signal) => {
      const found = findRun(ref);
      return found.ok ? ok(followRun(outputs, { run: found.value.run, gate, last, after, signal })) : found;
    },
    "mq.log": async ({ of, gate, tail }) => {
      await outputs.loaded;
      const found = "run" in of ? findRun(of.run) : lastRun(of.submission);
      if (!found.ok) return found;
      const run = found.value;
      const wanted = [...run.gates.entries()].filter(
        ([, { name, startedAt }]) => startedAt !== undefined && (gate === undefined || gate === name),
      );
      const gates: OutputOf<"mq.log">["gates"] = [];
      for (const [index, { name, startedAt = 0, result, omittedBytes }] of wanted) {
        const all = await readLog(logFile(outputs.folderOf(run.run), index, name));
        const text = lastOf(all, tail);
        const skipped = omittedBytes + all.length - text.length;
        gates.push({ name, startedAt, text: text.toString("utf8"), skipped, ...(result && { result }) });
      }
      return ok({ run: run.run, isRunning: run.state === "running", gates });
    },
    "mq.gates": async ({ project }) => {
      if (!hasProject(project)) {
        return fail("project-not-found", `There is no project ${JSON.stringify(project)}.`, {
          remedy: "List them with `drover project list`.",
        });
      }
      await outputs.loaded;
      const names = gatesOf(project).map(({ name }) => name);
      return ok({
        gates: [
          ...gateHistories(
            names,
            outputs.list().filter((run) => run.project === project),
          ),
        ],
      });
    },
  };
}

/** Empty where nothing could be kept. */
async function readLog(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  }
}

/** The last lines, all of them where no number is given, as far as an answer holds them. */
function lastOf(text: Buffer, lines: number | undefined): Buffer {
  let at = text.at(-1) === NEWLINE ? text.length - 1 : text.length;
  let from = Math.max(0, text.length - ANSWER_BYTES);
  if (from > 0) {
    const next = text.indexOf(NEWLINE, from);
    // Of a line that is longer than an answer its end is shown, from a whole character on.
    if (next !== -1 && next < at) from = next + 1;
    else while (((text[from] ?? 0) & 0xc0) === 0x80) from += 1;
  }
  if (lines === undefined) return text.subarray(from);
  for (let count = 0; count < lines && at > from; count++) at = text.lastIndexOf(NEWLINE, at - 1);
  return text.subarray(Math.max(from, at + 1));
}

const NEWLINE = 0x0a;
