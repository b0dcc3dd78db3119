import type { RuntimeAdapter } from "../adapter.ts";
import { aider } from "./aider.ts";
import { amp } from "./amp.ts";
import { claudeAdapter } from "./claude.ts";
import { codex } from "./codex.ts";
import { copilot } from "./copilot.ts";
import { gemini } from "./gemini.ts";
import { opencode } from "./opencode.ts";
import { pi } from "./pi.ts";
import { qwen } from "./qwen.ts";
import { scripted } from "./scripted.ts";

/** The code beside the data, by the runtime's id. One that is missing here is served by its data alone. */
export const ADAPTERS: Readonly<Record<string, RuntimeAdapter>> = {
  claude: claudeAdapter(process.getuid?.() === 0),
  codex,
  copilot,
  gemini,
  qwen,
  opencode,
  pi,
  amp,
  aider,
  scripted,
};
