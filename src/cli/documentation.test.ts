import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { documentation } from "./documentation.ts";
import { loadCommands } from "./help.ts";

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
