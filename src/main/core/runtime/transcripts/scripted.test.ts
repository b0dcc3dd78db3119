import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTranscript, scriptedTranscript } from "../scripted/transcript.ts";
import { createJsonLinesReader } from "./json-lines-reader.ts";
import { scriptedFormat } from "./scripted.ts";

const reader = createJsonLinesReader(scriptedFormat);
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "drover-transcript-"));
  mkdirSync(join(root, "runtime"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});
const place = () => ({
  env: {},
  sessionDir: join(root, "runtime"),
  worktree: "/nowhere",
  startedAt: 0,
  runtimeSession: undefined,
});

test("what a scripted agent said is found beside its session's runtime folder, which goes, and read in order", async () => {
  expect(await reader.find(place())).toBeUndefined();
  const transcript = createTranscript(scriptedTranscript(place().sessionDir));
  transcript.note("user", "Go on");
  transcript.note("agent", "I leave the cache out: it grows without end.");
  transcript.note("tool", "Edit(src/cache.js)");
  rmSync(place().sessionDir, { recursive: true });
  const file = await reader.find(place());
  const { turns, unreadable, usage } = await reader.read(file ?? "", undefined, place());
  expect(turns.map(({ who, text }) => `${who}: ${text}`)).toEqual([
    "user: Go on",
    "agent: I leave the cache out: it grows without end.",
    "tool: Edit(src/cache.js)",
  ]);
  expect({ unreadable, usage }).toEqual({ unreadable: 0, usage: [] });
});

test("an agent that was given no file keeps nothing, and goes on", () => {
  expect(() => createTranscript(undefined).note("agent", "Hello")).not.toThrow();
});
