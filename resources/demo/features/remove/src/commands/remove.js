import { UserError } from "../errors.js";
import { findItem } from "../item.js";
import { load, save } from "../store.js";

export const command = {
  usage: "remove NAME",
  about: "Take an item out of the pantry for good.",
  async run({ rest: [name] }, { file, print }) {
    const items = await load(file);
    const item = findItem(items, name);
    if (item === undefined) throw new UserError(`There is no ${name} in the pantry.`);
    const rest = items.filter((other) => other !== item);
    await save(file, rest);
    print(`Removed ${item.name}.`);
  },
};
