import { agentCatalogue } from "./agent-catalogue.ts";
import { attentionCatalogue } from "./attention-catalogue.ts";
import type { CommandInfo } from "./command.ts";
import { convoyCatalogue } from "./convoy-catalogue.ts";
import { freezeCatalogue } from "./freeze-catalogue.ts";
import { goToCatalogue } from "./go-to-catalogue.ts";
import { layoutCatalogue } from "./layout-catalogue.ts";
import { keysCatalogue } from "./keys-catalogue.ts";
import { paneCatalogue } from "./pane-catalogue.ts";
import { queueCatalogue } from "./queue-catalogue.ts";
import { reviewCatalogue } from "./review-catalogue.ts";
import { wallCatalogue } from "./wall-catalogue.ts";
import { settingsCatalogue } from "./settings-catalogue.ts";
import { terminalCatalogue } from "./terminal-catalogue.ts";
import { runtimeCatalogue } from "./runtime-catalogue.ts";
import { windowCatalogue } from "./window-catalogue.ts";
import { workCatalogue } from "./work-catalogue.ts";

/**
 * Every command of the window: the one list behind palette, keys, help and menus, the desktop's too. An area has its own file;
 * what its commands do is in the page's app/commands/<area>-commands.ts.
 */
export const commandCatalogue = [
  ...goToCatalogue,
  ...workCatalogue,
  ...convoyCatalogue,
  ...queueCatalogue,
  ...agentCatalogue,
  ...freezeCatalogue,
  ...attentionCatalogue,
  ...terminalCatalogue,
  ...paneCatalogue,
  ...layoutCatalogue,
  ...settingsCatalogue,
  ...windowCatalogue,
  ...runtimeCatalogue,
  ...keysCatalogue,
  ...wallCatalogue,
  ...reviewCatalogue,
] as const satisfies readonly CommandInfo[];

export type CommandId = (typeof commandCatalogue)[number]["id"];

const byId = new Map<string, CommandInfo>(commandCatalogue.map((command) => [command.id, command]));

export function commandInfo(id: CommandId): CommandInfo {
  const info = byId.get(id);
  if (info === undefined) throw new Error(`There is no command ${id}`);
  return info;
}
