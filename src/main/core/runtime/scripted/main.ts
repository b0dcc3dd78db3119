import { readFileSync } from "node:fs";
import { live } from "./agent.ts";
import { createConsole } from "./console.ts";
import { createDrover } from "./drover.ts";
import { createScreen } from "./screen.ts";
import { createTranscript } from "./transcript.ts";
import { createWorktree } from "./worktree.ts";

/*
 * The scripted agent: a terminal program that works like an agent CLI, without a model. It gets its first prompt as an
 * argument (the text, or a file that holds it) or typed, and its work from `drover hook`.
 */
const folder = process.cwd();
const screen = createScreen(process.stdout);
const transcript = createTranscript(process.env["DROVER_SCRIPTED_TRANSCRIPT"]);
const pace = Number(process.env["DROVER_SCRIPTED_PACE"] ?? 1);
const agentConsole = createConsole({
  screen,
  transcript,
  pace: Number.isFinite(pace) && pace >= 0 ? pace : 1,
  onLeave: () => leave(130),
});

if (process.stdin.isTTY) process.stdin.setRawMode(true);
process.stdin.setEncoding("utf8");
process.stdin.on("data", (chunk: string) => {
  agentConsole.feed(chunk);
});
process.stdout.on("resize", () => {
  screen.redraw();
});
process.on("SIGTERM", () => leave(143));
process.on("SIGHUP", () => leave(129));

const prompt = firstPrompt(process.argv.slice(2));
// Tells the terminal that pastes are to be marked as such: whoever types for us waits for that.
if (process.stdout.isTTY) process.stdout.write("\u001b[?2004h");
agentConsole.subject(process.env["DROVER_AGENT"]?.split("/").at(-1) ?? "scripted");
screen.print(
  `\u001b[1m✳ Scripted agent\u001b[22m\u001b[2m  works like an agent CLI, from a script\u001b[22m\n  ${folder}`,
);
if (prompt !== undefined) transcript.note("user", prompt);
if (prompt !== undefined) screen.print(`\n\u001b[2m> ${summary(prompt)}\u001b[22m`);
await live(
  { console: agentConsole, drover: createDrover(folder), worktree: createWorktree(folder), die: leave },
  prompt,
);
screen.print("\nDone.");
await screen.taken();
leave(0);

function leave(code: number): never {
  agentConsole.close();
  process.exit(code);
}

/** Words of the command line are the prompt, unless the only one names a file. */
function firstPrompt(words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const text = words.join(" ");
  try {
    return readFileSync(text, "utf8");
  } catch {
    // It is no file's name, so it is the prompt.
    return text;
  }
}

/** Its first line, and how much more there is. */
function summary(text: string): string {
  const lines = text.trim().split("\n");
  const first = (lines[0] ?? "").slice(0, 160);
  return lines.length === 1 ? first : `${first}\n  … +${lines.length - 1} lines`;
}
