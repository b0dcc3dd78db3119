import { z } from "zod";
import { hookCommand } from "./hook-command.ts";

/** One entry of a `hooks` section, in the shape that Gemini CLI and Qwen Code share. */
interface HookEntry {
  readonly hooks: readonly {
    readonly type: "command";
    readonly command: string;
    readonly name: string;
    readonly timeout: number;
  }[];
}

/** After so long, in ms, the program goes on without the hook; `drover signal` gives up on a silent core well before. */
const HOOK_MS = 10_000;

/** A `hooks` section that calls `drover signal EVENT` at each of the events. */
export function hookSection(drover: string, events: readonly string[]): Record<string, readonly HookEntry[]> {
  const entry = (event: string): HookEntry => ({
    hooks: [{ type: "command", command: hookCommand(drover, event), name: "drover", timeout: HOOK_MS }],
  });
  return Object.fromEntries(events.map((event) => [event, [entry(event)]]));
}

const anyObject = z.record(z.string(), z.unknown());
const anyList = z.array(z.unknown());

/** The settings with the section's entries behind those that they have; all else stays as it is. */
export function withHooks(
  settings: Readonly<Record<string, unknown>>,
  section: Readonly<Record<string, readonly HookEntry[]>>,
): Record<string, unknown> {
  const before = anyObject.safeParse(settings["hooks"]).data ?? {};
  const merged = Object.entries(section).map(([event, entries]) => {
    return [event, [...(anyList.safeParse(before[event]).data ?? []), ...entries]];
  });
  return { ...settings, hooks: { ...before, ...Object.fromEntries(merged) } };
}

/** Settings files of both may have comments. Undefined for what is no object, or no JSON. */
export function parseSettings(text: string): Record<string, unknown> | undefined {
  const bare = text.replaceAll(/"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (part) =>
    part.startsWith('"') ? part : " ",
  );
  try {
    return anyObject.safeParse(JSON.parse(bare)).data;
  } catch {
    // The program itself says what is wrong with its settings.
    return undefined;
  }
}
