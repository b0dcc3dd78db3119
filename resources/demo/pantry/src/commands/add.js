import { UserError } from "../errors.js";
import { loadFields } from "../fields.js";
import { createItem, findItem } from "../item.js";
import { load, save } from "../store.js";
import { convert } from "../units.js";

export const command = {
  usage: "add NAME [AMOUNT] [--FIELD VALUE]",
  about: "Put something into the pantry.",
  async run({ rest, options }, { file, today }) {
    const [name, amount = "1"] = rest;
    const values = {};
    for (const field of await loadFields()) {
      const text = field.name === "amount" ? amount : options[field.name];
      if (text !== undefined) values[field.name] = await field.parse(text);
    }
    const items = await load(file);
    const there = findItem(items, name);
    if (there === undefined) items.push(createItem(name, values, today));
    else await addTo(there, values);
    await save(file, items);
  },
};

async function addTo(item, { amount, ...others }) {
  const unit = others.unit ?? item.unit;
  if (item.unit === undefined && unit !== undefined) throw new UserError(`${item.name} has no unit so far.`);
  const more = unit === undefined ? amount : await convert(amount, unit, item.unit);
  Object.assign(item, others, { amount: item.amount + more, unit: item.unit });
}
