import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentation } from "./documentation.ts";
import { loadCommands } from "./help.ts";
import { parseArguments } from "./parse-arguments.ts";
import { findCommand } from "./run.ts";

const ROOT = join(import.meta.dirname, "../..");

it("keeps docs/cli.md fresh", async () => {
  const written = readFileSync(join(import.meta.dirname, "../../docs/cli.md"), "utf8");
  expect(written, "Run: node src/cli/main.ts help --markdown > docs/cli.md").toBe(await documentation());
});

it("gives every command an example that names it", async () => {
  for (const { command } of await loadCommands()) {
    expect(command.examples.length, command.name).toBeGreaterThan(0);
    for (const example of command.examples) expect(example.line.startsWith(command.name)).toBe(true);
  }
});

it("understands the commands that people and agents are told to give", async () => {
  const misunderstood: string[] = [];
  let told = 0;
  for (const file of [...filesUnder("src", /(?<!\.test)\.tsx?$/), ...filesUnder("resources/prompts", /\.md$/)]) {
    const text = readFileSync(join(ROOT, file), "utf8").replaceAll(/\$\{[^}]*\}/g, "X");
    for (const [, line = ""] of text.matchAll(/\\?`drover ([a-z][^`\\|>]*)\\?`/g)) {
      const words = [...line.matchAll(/"[^"]*"|\S+/g)].map(([word]) => word);
      const found = findCommand(words);
      const parsed = found && parseArguments(await found.entry.load(), found.rest);
      told += 1;
      // A bare name is a command that is spoken of.
      const isFine = parsed?.ok === true || found?.rest.length === 0;
      if (!isFine) misunderstood.push(`${file}: drover ${line}`);
    }
  }
  expect(misunderstood).toEqual([]);
  expect(told).toBeGreaterThan(20);
});

function filesUnder(folder: string, pattern: RegExp): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" });
  return names.filter((name) => pattern.test(name)).map((name) => `${folder}/${name}`);
}
