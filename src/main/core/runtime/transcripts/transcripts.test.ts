import {
  appendFile,
  copyFile,
  mkdir,
  mkdtempDisposable,
  readFile,
  rename,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { TranscriptChunk, TranscriptPlace, TranscriptReader } from "../adapter.ts";
import { TRANSCRIPTS } from "./index.ts";
import { writeOpencodeDatabase } from "./testing/opencode-database.ts";

const FIXTURES = path.join(import.meta.dirname, "testing");
const WORKTREE = "/home/ada/shop";
const EVER: TranscriptPlace = {
  env: {},
  sessionDir: "/nowhere",
  worktree: WORKTREE,
  startedAt: 0,
  runtimeSession: undefined,
};

/** What four answers used that real CLIs were given: 1000 tokens twice, then 1500 twice, 400 of them from a cache. */
const FOUR = { input: 5000 - 4 * 400, output: 2 * 50 + 2 * 70, cacheRead: 4 * 400, cacheWrite: 0 };

const createFolder = () => mkdtempDisposable(path.join(tmpdir(), "drover-transcripts-"));

function reader(name: string): TranscriptReader {
  const found = TRANSCRIPTS[name];
  if (found === undefined) throw new Error(`There is no reader of ${name}.`);
  return found;
}

/** The whole of a transcript, piece by piece. */
async function readWhole(
  name: string,
  file: string,
  place: TranscriptPlace = EVER,
): Promise<readonly TranscriptChunk[]> {
  const chunks: TranscriptChunk[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const chunk = await reader(name).read(file, cursor, place);
    chunks.push(chunk);
    ({ cursor, more } = chunk);
  }
  return chunks;
}

async function usageIn(name: string, file: string, place?: TranscriptPlace) {
  return (await readWhole(name, file, place)).at(-1)?.usage;
}

const lines = [
  ["claude", "claude-opus-5-5", { input: 5000, output: 240, cacheRead: 16_000, cacheWrite: 1_200 }],
  ["codex", "fake-model", FOUR],
  ["copilot", "fake-model", FOUR],
  ["gemini", "gemini-2.5-pro", { ...FOUR, output: FOUR.output + 4 * 20 }],
  ["pi", "fake-model", { ...FOUR, costUsd: 0.00404 }],
  ["qwen", "fake-model", FOUR],
] as const;

describe.each(lines)("the transcript of %s", (name, model, tokens) => {
  const file = path.join(FIXTURES, `${name}.jsonl`);

  it("tells what a session used, each answer once", async () => {
    const [usage, ...others] = (await usageIn(name, file)) ?? [];
    expect(others).toEqual([]);
    const { costUsd, ...counted } = usage ?? {};
    const { costUsd: told, ...wanted } = { costUsd: undefined, ...tokens };
    expect(counted).toEqual({ model, ...wanted });
    expect(costUsd?.toFixed(8)).toBe(told?.toFixed(8));
  });

  it("has nothing that cannot be read, and tells what was said by whom", async () => {
    const [chunk] = await readWhole(name, file);
    expect(chunk?.unreadable).toBe(0);
    const said = (who: string) => chunk?.turns.filter((turn) => turn.who === who).map((turn) => turn.text) ?? [];
    expect(said("agent")).toEqual(["I wrote proof.txt because the marmot asked.", "It says proof."]);
    expect(said("user").filter((text) => text.startsWith("Please do this."))).toHaveLength(1);
    expect(said("tool").some((text) => text.includes("cat proof.txt"))).toBe(true);
    expect(chunk?.turns.every((turn) => turn.at > Date.UTC(2026, 10, 21))).toBe(true);
  });

  it("tells how full the context was at the end", async () => {
    const context = (await readWhole(name, file)).at(-1)?.context;
    expect(context?.model).toBe(model);
    expect(context?.used).toBeGreaterThanOrEqual(1_570);
  });

  it("comes to the same whatever the pieces it was written in, a half-written line included", async () => {
    await using folder = await createFolder();
    const grown = path.join(folder.path, "grown.jsonl");
    const whole = await readFile(file);
    const steps = [1, 700, 701, Math.floor(whole.length / 2), whole.length - 1, whole.length];
    let written = 0;
    let cursor: string | undefined;
    const turns: string[] = [];
    let last: TranscriptChunk | undefined;
    for (const upTo of steps) {
      await appendFile(grown, whole.subarray(written, upTo));
      written = upTo;
      last = await reader(name).read(grown, cursor, EVER);
      ({ cursor } = last);
      turns.push(...last.turns.map((turn) => turn.text));
    }
    const [atOnce] = await readWhole(name, file);
    expect(last?.usage).toEqual(atOnce?.usage);
    expect(turns).toEqual(atOnce?.turns.map((turn) => turn.text));
    expect((await reader(name).read(grown, cursor, EVER)).turns).toEqual([]);
  });

  it("counts lines that are none of its own, and goes on behind them", async () => {
    await using folder = await createFolder();
    const odd = path.join(folder.path, "odd.jsonl");
    await writeFile(odd, `not json\n[1]\n{"type":"of tomorrow","timestamp":"2026-11-21T00:00:00Z","id":"x"}\n\n`);
    await appendFile(odd, await readFile(file));
    const [chunk] = await readWhole(name, odd);
    expect(chunk?.unreadable).toBeGreaterThanOrEqual(2);
    expect(chunk?.usage).toEqual(await usageIn(name, file));
  });

  it("leaves to a predecessor what was used before the session began, and to a successor what came after", async () => {
    const turns = (await readWhole(name, file)).flatMap((chunk) => chunk.turns);
    const second = turns.find((turn) => turn.text.startsWith("And this."));
    if (second === undefined) throw new Error("The second prompt is missing.");
    const [before] = (await usageIn(name, file, { ...EVER, endedAt: second.at - 1 })) ?? [];
    const [after] = (await usageIn(name, file, { ...EVER, startedAt: second.at - 1 })) ?? [];
    expect((before?.output ?? 0) + (after?.output ?? 0)).toBe((await usageIn(name, file))?.[0]?.output);
    expect(before?.output).toBeLessThan(after?.output ?? 0);
  });
});

describe("a fork", () => {
  it.each(["claude", "pi"])("of %s does not count its predecessor's tokens again", async (name) => {
    const file = path.join(FIXTURES, `${name}-fork.jsonl`);
    const turns = (await readWhole(name, file)).flatMap((chunk) => chunk.turns);
    const own = turns.findLast((turn) => turn.text.startsWith("And this."));
    const [usage] = (await usageIn(name, file, { ...EVER, startedAt: (own?.at ?? 0) - 1 })) ?? [];
    expect(usage?.output).toBe(140);
  });
});

describe("a fork of codex", () => {
  it("counts its own answers, though its totals begin with those of its predecessor", async () => {
    const usage = await usageIn("codex", path.join(FIXTURES, "codex-fork.jsonl"));
    expect(usage).toEqual([{ model: "fake-model", input: 1_100, output: 70, cacheRead: 400, cacheWrite: 0 }]);
  });
});

describe("a codex that tells totals of its thread alone", () => {
  it("is counted by what the totals grew, and by the answers themselves where they start anew", async () => {
    await using folder = await createFolder();
    const file = path.join(folder.path, "old.jsonl");
    const count = (total: number, last: number) =>
      JSON.stringify({
        timestamp: "2026-11-21T08:00:00Z",
        type: "event_msg",
        payload: { type: "token_count", info: { total_token_usage: tokens(total), last_token_usage: tokens(last) } },
      });
    const tokens = (all: number) => ({
      input_tokens: all - 10,
      cached_input_tokens: 5,
      output_tokens: 10,
      total_tokens: all,
    });
    // Begun with what a predecessor had used; told twice; grown by more than the last answer; begun anew after a compaction.
    const told = [count(1_000, 100), count(1_000, 100), count(1_300, 200), count(150, 150)];
    await writeFile(file, `${told.join("\n")}\n`);
    const [usage] = (await usageIn("codex", file)) ?? [];
    expect((usage?.input ?? 0) + (usage?.cacheRead ?? 0) + (usage?.output ?? 0)).toBe(100 + 300 + 150);
  });
});

describe("a transcript that is not what it was", () => {
  it("is read anew when it was replaced or cut", async () => {
    await using folder = await createFolder();
    const file = path.join(folder.path, "one.jsonl");
    await copyFile(path.join(FIXTURES, "pi.jsonl"), file);
    const first = await reader("pi").read(file, undefined, EVER);
    await copyFile(path.join(FIXTURES, "pi.jsonl"), `${file}.new`);
    await rename(`${file}.new`, file);
    const second = await reader("pi").read(file, first.cursor, EVER);
    expect(second.usage).toEqual(first.usage);
    expect(second.turns).toEqual(first.turns);
    await truncate(file, 0);
    expect((await reader("pi").read(file, second.cursor, EVER)).usage).toEqual([]);
  });

  it("that is gone, or a cursor of another version, is no failure", async () => {
    const gone = await reader("codex").read("/nowhere/at/all.jsonl", undefined, EVER);
    expect(gone).toMatchObject({ usage: [], turns: [], more: false });
    const [whole] = await readWhole("pi", path.join(FIXTURES, "pi.jsonl"));
    const odd = await reader("pi").read(path.join(FIXTURES, "pi.jsonl"), `{"v":0}`, EVER);
    expect(odd.usage).toEqual(whole?.usage);
  });

  it("that is very long is read in bounded pieces, and a line beyond all measure is left out", async () => {
    await using folder = await createFolder();
    const file = path.join(folder.path, "long.jsonl");
    const filler = `${JSON.stringify({ type: "custom", timestamp: "2026-11-21T00:00:00Z", data: "x".repeat(100_000) })}\n`;
    const giant = `${JSON.stringify({ type: "custom", data: "y".repeat(5_000_000) })}\n`;
    await writeFile(file, filler.repeat(60) + giant + filler.repeat(60));
    await appendFile(file, await readFile(path.join(FIXTURES, "pi.jsonl")));
    const chunks = await readWhole("pi", file);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.every((chunk) => chunk.cursor.length < 20_000)).toBe(true);
    expect(chunks.reduce((sum, chunk) => sum + chunk.unreadable, 0)).toBe(1);
    expect(chunks.at(-1)?.usage).toEqual(await usageIn("pi", path.join(FIXTURES, "pi.jsonl")));
  });
});

describe("sub-agents of claude", () => {
  it("count to the session, and their context does not", async () => {
    await using folder = await createFolder();
    const file = path.join(folder.path, "s1.jsonl");
    await copyFile(path.join(FIXTURES, "claude.jsonl"), file);
    const alone = await reader("claude").read(file, undefined, EVER);
    await mkdir(path.join(folder.path, "s1", "subagents"), { recursive: true });
    const message = {
      id: "msg_side",
      role: "assistant",
      model: "claude-haiku-4-5",
      content: [{ type: "text", text: "Found it." }],
      usage: { input_tokens: 7, output_tokens: 3 },
    };
    const side = { type: "assistant", isSidechain: true, timestamp: "2026-11-21T09:00:00Z", requestId: "r1", message };
    await writeFile(path.join(folder.path, "s1", "subagents", "agent-1.jsonl"), `${JSON.stringify(side)}\n`.repeat(2));
    const both = await reader("claude").read(file, alone.cursor, EVER);
    expect(both.usage.find((one) => one.model === "claude-haiku-4-5")).toMatchObject({ input: 7, output: 3 });
    expect(both.usage.find((one) => one.model === "claude-opus-5-5")).toEqual(alone.usage[0]);
    expect(both.context).toEqual(alone.context);
  });
});

describe("the database of opencode", () => {
  it("tells what a session used and said, and not what a fork copied", async () => {
    await using folder = await createFolder();
    const data = path.join(folder.path, "opencode");
    await mkdir(data);
    const fixture = await writeOpencodeDatabase(path.join(data, "opencode.db"), path.join(FIXTURES, "opencode.json"));
    const place = { ...EVER, env: { XDG_DATA_HOME: folder.path } };
    const [first, fork] = fixture.sessions;
    if (first === undefined || fork === undefined) throw new Error("The fixture has a session and a fork of it.");
    const found = await reader("opencode").find({ ...place, runtimeSession: first.id });
    expect(found).toBe(`${path.join(data, "opencode.db")}#${first.id}`);
    const whole = (await readWhole("opencode", found ?? "")).at(-1);
    // Its output is told without the rest of what the model said, as the database has it: reasoning alone.
    const usage = { model: "fake-model", input: 3_400, output: 80, cacheRead: 1_600, cacheWrite: 0 };
    expect(whole?.usage).toMatchObject([usage]);
    expect(whole?.usage[0]?.costUsd).toBeCloseTo(0.00372, 8);
    expect(whole?.turns.filter((turn) => turn.who === "agent").map((turn) => turn.text)).toEqual([
      "I wrote proof.txt because the marmot asked.",
      "It says proof.",
    ]);
    expect(whole?.context).toEqual({ used: 1_500, model: "fake-model" });
    const ownFile = `${path.join(data, "opencode.db")}#${fork.id}`;
    const own = (await readWhole("opencode", ownFile, { ...place, startedAt: fork.time_created })).at(-1);
    expect(own?.usage[0]).toMatchObject({ input: 2_200, cacheRead: 800 });
  });
});
