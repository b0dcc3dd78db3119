import { z } from "zod";
import { plainLine } from "../../base/plain-text.ts";

const input = z.object({ command: z.string(), file_path: z.string(), path: z.string(), url: z.string() }).partial();

/** What a permission question is about, in words: `asks to use Bash: rm -rf build`. `toolInput` is the CLI's own. */
export function toolQuestion(tool: string | undefined, toolInput: unknown): string {
  const { command, file_path: file, path, url } = input.safeParse(toolInput).data ?? {};
  const what = command ?? file ?? path ?? url;
  const about = what === undefined ? "" : `: ${plainLine(what, 160)}`;
  return `asks to use ${plainLine(tool ?? "a tool", 60)}${about}`;
}
