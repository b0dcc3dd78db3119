import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import { applyEdit } from "./apply-edit.ts";
import { type Console, printable } from "./console.ts";
import type { Drover, HookAnswer } from "./drover.ts";
import { lineDiff } from "./line-diff.ts";
import { runProgram } from "./run-program.ts";
import type { Action } from "./script.ts";
import type { Worktree } from "./worktree.ts";

export interface Performer {
  readonly console: Console;
  readonly drover: Drover;
  readonly worktree: Worktree;
  /** Ends the process at once, as a crash does. */
  die(code: number): never;
}

/** A pause between steps, so that somebody who watches can follow. */
const BETWEEN_STEPS_MS = 350;

/** Does one action. A failure is what a person would be asked about. Those left out are the agent's own matter. */
export async function perform(
  action: Exclude<Action, { kind: "zombie" | "submit" | "give-up" | "rebase" }>,
  hook: HookAnswer,
  performer: Performer,
): Promise<Result<void>> {
  const { console, drover, worktree } = performer;
  await console.pause(BETWEEN_STEPS_MS);
  switch (action.kind) {
    case "say":
      await console.say(action.text);
      return ok();
    case "think":
      console.busy("Thinking…");
      await console.pause(action.ms);
      return ok();
    case "read":
      return read(action.path, performer);
    case "edit":
      console.busy(`Editing ${action.path}…`);
      return edit(action, performer);
    case "run":
      return run(action.command, action.expect, performer);
    case "gates":
      return runGates(hook, performer);
    case "commit": {
      console.tool("Commit", action.message);
      const committed = await worktree.commit(action.message);
      if (!committed.ok) return committed;
      console.below([committed.value ?? "Nothing new to commit."]);
      return ok();
    }
    case "report":
      await drover.report(action.text);
      return ok();
    case "crash":
      await console.raw(`\n\u001b[31mFatal: the model's connection was reset while a tool was running.\u001b[39m`);
      return performer.die(action.code);
    case "stall":
      return stall(action.until, console);
    case "loop":
      for (let turn = 1; turn <= action.times; turn++) {
        await console.say(`Let me look at that again (${turn}).`);
        await console.pause(1_000);
      }
      return ok();
    case "slow":
      console.stretch(action.factor);
      return ok();
    case "print":
      await printHeavily(action.kilobytes, performer);
      return ok();
  }
}

async function read(path: string, { console, worktree }: Performer): Promise<Result<void>> {
  console.tool("Read", path);
  const text = await worktree.read(path);
  console.below([text === undefined ? "There is no such file." : `${text.split("\n").length - 1} lines`]);
  return ok();
}

async function edit(action: Action & { kind: "edit" }, { console, worktree }: Performer): Promise<Result<void>> {
  const before = await worktree.read(action.path);
  const after = applyEdit(before, action.edit);
  console.tool(before === undefined ? "Write" : "Edit", action.path);
  if (!after.ok) return fail("edit-failed", `${action.path} cannot be edited as planned: ${after.error.message}`);
  if (after.value === before) {
    console.below(["It is there already."]);
    return ok();
  }
  await worktree.write(action.path, after.value);
  const diff = lineDiff(before ?? "", after.value);
  const count = (sign: string) => diff.filter((line) => line.sign === sign).length;
  console.below([`+${count("+")} −${count("-")}`]);
  const colours = { "+": 32, "-": 31, " ": 2 } as const;
  const lines = diff.map(({ sign, text, number }) => {
    const body = `${String(number).padStart(4)} ${sign} ${printable(text)}`;
    return `\u001b[${colours[sign]}m${body}\u001b[0m`;
  });
  console.below(lines, 16);
  return ok();
}

async function run(
  command: readonly string[],
  expect: number,
  { console, worktree }: Performer,
): Promise<Result<void>> {
  const shown = command.join(" ");
  console.tool("Run", shown);
  console.busy(`Running ${shown}`);
  const [program = "", ...args] = command;
  const lines: string[] = [];
  const end = await runProgram({
    file: program === "{node}" ? process.execPath : program,
    args,
    cwd: worktree.folder,
    onLine: (line) => lines.push(printable(stripStyles(line))),
  });
  if (end.code === -1 && lines.length === 0) lines.push(end.stderr);
  console.below(lines.length === 0 ? ["(no output)"] : lines);
  return end.code === expect ? ok() : fail("run-failed", `${shown} ended with ${end.code}, not ${expect}.`);
}

async function runGates(hook: HookAnswer, performer: Performer): Promise<Result<void>> {
  const gates = await performer.drover.gates(hook.project ?? "");
  if (!gates.ok) return gates;
  for (const gate of gates.value) {
    const green = await run(gate, 0, performer);
    if (!green.ok) return green;
  }
  return ok();
}

/** Silent until a message comes, or for good: then nothing but an end from outside helps. */
async function stall(until: "nudged" | "killed", console: Console): Promise<Result<void>> {
  if (until === "killed") {
    console.busy("Waiting for the tool…", true);
    await new Promise(() => {});
  }
  console.listen(true);
  console.idle();
  await console.nextMessage();
  console.listen(false);
  console.busy("Going on…");
  await console.say("Right, I had stopped in the middle of it. I go on.");
  return ok();
}

async function printHeavily(kilobytes: number, { console }: Performer): Promise<void> {
  const line = "The quick brown fox jumps over the lazy dog; pack my box with five dozen liquor jugs. "
    .repeat(12)
    .slice(0, 1023);
  for (let sent = 0; sent < kilobytes; sent += 64) {
    await console.raw(Array.from({ length: Math.min(64, kilobytes - sent) }, () => line).join("\n"));
  }
}

function stripStyles(line: string): string {
  // oxlint-disable-next-line no-control-regex -- escape sequences are what is taken out
  return line.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}
