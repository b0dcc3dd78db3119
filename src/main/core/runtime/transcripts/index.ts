import type { TranscriptReader } from "../adapter.ts";
import { claudeFormat } from "./claude.ts";
import { codexFormat } from "./codex.ts";
import { copilotFormat } from "./copilot.ts";
import { geminiFormat } from "./gemini.ts";
import { createJsonLinesReader } from "./json-lines-reader.ts";
import { opencodeReader } from "./opencode.ts";
import { piFormat } from "./pi.ts";
import { qwenFormat } from "./qwen.ts";
import { scriptedFormat } from "./scripted.ts";

/** Readers of transcripts, by the name of the adapter. */
export const TRANSCRIPTS: Readonly<Record<string, TranscriptReader>> = {
  claude: createJsonLinesReader(claudeFormat),
  codex: createJsonLinesReader(codexFormat),
  copilot: createJsonLinesReader(copilotFormat),
  gemini: createJsonLinesReader(geminiFormat),
  opencode: opencodeReader,
  pi: createJsonLinesReader(piFormat),
  qwen: createJsonLinesReader(qwenFormat),
  scripted: createJsonLinesReader(scriptedFormat),
};
