import { table } from "../table.js";

export const command = {
  usage: "help",
  about: "List the commands.",
  run(_given, { commands, print }) {
    for (const line of table([...commands.values()].map(({ usage, about }) => [`pantry ${usage}`, about]))) print(line);
  },
};
