import { UserError } from "../errors.js";
import { findItem } from "../item.js";
import { load, save } from "../store.js";

export const command = {
  usage: "use NAME [AMOUNT]",
  about: "Take something out of the pantry.",
  async run({ rest: [name, amount = "1"] }, { file }) {
    const items = await load(file);
    const item = findItem(items, name);
    if (item === undefined) throw new UserError(`There is no ${name} in the pantry.`);
    if (!(Number(amount) <= item.amount)) throw new UserError(`There is only ${item.amount} of ${item.name}.`);
    item.amount -= Number(amount);
    await save(file, items);
  },
};
