/** The registry, which the desktop's menu shares: an area of commands is a file in src/shared/commands. */
export { type CommandId, commandCatalogue, commandInfo } from "../../../shared/commands/catalogue.ts";
export type { CommandInfo } from "../../../shared/commands/command.ts";
