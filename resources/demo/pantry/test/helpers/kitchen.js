import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../src/cli.js";

const folder = mkdtempSync(join(tmpdir(), "pantry-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let opened = 0;

/** A pantry of its own for a test; `today` is always the same day. */
export async function openKitchen() {
  opened += 1;
  const file = join(folder, `pantry-${opened}.json`);
  return {
    file,
    /** Runs a command line; answers its exit code and the lines it printed. */
    async pantry(...words) {
      const lines = [];
      const code = await run(words, { file, today: new Date("2026-03-01T12:00:00Z"), print: (line) => lines.push(line) });
      return { code, lines };
    },
    items: async () => JSON.parse(await readFile(file, "utf8")),
  };
}
