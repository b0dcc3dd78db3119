import { spawn } from "node:child_process";
import { once } from "node:events";
import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { EXIT } from "../exit-codes.ts";
import { problemLines } from "../output/settings.ts";
import { refuseToAgents } from "../user-only.ts";

export const command = defineCommand({
  name: "settings edit",
  summary: "Open the settings file in your editor, and check it afterwards.",
  details: "The editor is VISUAL, else EDITOR. What you save counts at once where a core runs.",
  examples: [{ line: "settings edit", why: "All settings with what they do, in one file." }],
  args: {},
  options: {},
  async run(context) {
    const { env } = context.io;
    const allowed = refuseToAgents("settings edit", env);
    if (!allowed.ok) return allowed;
    // Makes the file where there is none.
    const before = await context.call("settings.show", {});
    if (!before.ok) return before;
    const { file } = before.value;
    const editor =
      [env["VISUAL"], env["EDITOR"]].find((one) => one !== undefined && one.trim() !== "") ?? usualEditor();
    const code = await edit(editor, file);
    if (code !== 0) {
      return fail("editor-failed", `${editor} did not end well (exit code ${code ?? "none"}).`, {
        remedy: `Set EDITOR to your editor, or open ${file} yourself.`,
      });
    }
    const after = await context.call("settings.show", {});
    if (!after.ok) return after;
    const { problems } = after.value;
    return context.print(
      { file, problems },
      () => (problems.length === 0 ? `Nothing is wrong with ${file}.\n` : problemLines(file, problems, context.style)),
      problems.some(({ severity }) => severity === "error") ? EXIT.failure : EXIT.ok,
    );
  },
});

function usualEditor(): string {
  return process.platform === "win32" ? "notepad" : "vi";
}

/** It may have arguments of its own, as in `code --wait`: the shell reads them, as git has it. Undefined where it was killed. */
async function edit(editor: string, file: string): Promise<number | undefined> {
  const child =
    process.platform === "win32"
      ? spawn(`${editor} "${file}"`, { shell: true, stdio: "inherit" })
      : spawn("sh", ["-c", `${editor} "$@"`, editor, file], { stdio: "inherit" });
  await once(child, "close");
  return child.exitCode ?? undefined;
}
