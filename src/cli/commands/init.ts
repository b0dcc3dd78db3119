import { resolve } from "node:path";
import { fail } from "../../shared/model/result.ts";
import { defineCommand } from "../command.ts";
import { openCoreAlone } from "../open-core.ts";
import { isWorkspace } from "../workspace.ts";

export const command = defineCommand({
  name: "init",
  summary: "Make a workspace: the folder under which Drover keeps everything it makes.",
  examples: [
    { line: "init", why: "At ~/Drover, or where --workspace or DROVER_WORKSPACE says." },
    { line: "init ~/work/herd", why: "Somewhere else." },
  ],
  args: { folder: { label: "PATH", names: "file", optional: true } },
  options: {},
  async run(context, { folder }) {
    const { io } = context;
    const place = folder === undefined ? context.workspacePlace() : resolve(io.cwd, folder);
    if (isWorkspace(place)) {
      return context.print({ workspace: place, created: false }, () => `${place} is a workspace already.\n`);
    }
    const core = await openCoreAlone(place, { create: true });
    if (!core.ok) return fail(core.error.code, core.error.message, core.error);
    await core.value[Symbol.asyncDispose]();
    return context.print(
      { workspace: place, created: true },
      () => `Made the workspace ${place}.\nNext: drover project add PATH, or drover demo.\n`,
    );
  },
});
