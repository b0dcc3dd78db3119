import { parseArguments } from "./arguments.js";
import { loadCommands } from "./commands/index.js";
import { UserError } from "./errors.js";

/** Runs one command line and answers the exit code. */
export async function run(words, world) {
  const commands = await loadCommands();
  const [name = "help", ...rest] = words;
  const command = commands.get(name);
  if (command === undefined) {
    world.print(`There is no command "${name}". Try: pantry help`);
    return 2;
  }
  try {
    await command.run(parseArguments(rest), { ...world, commands });
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    world.print(error.message);
    return 1;
  }
}
