import { UserError } from "./errors.js";

/** Units of one family can be turned into one another. */
export const UNIT_FAMILIES = ["count"];

async function loadFamilies() {
  return Promise.all(UNIT_FAMILIES.map(async (name) => (await import(`./units/${name}.js`)).units));
}

export async function checkUnit(unit) {
  const families = await loadFamilies();
  if (families.some((units) => unit in units)) return unit;
  throw new UserError(`"${unit}" is not a unit; there are ${families.flatMap(Object.keys).join(", ")}.`);
}

export async function convert(amount, from, to) {
  if (from === to) return amount;
  const family = (await loadFamilies()).find((units) => from in units && to in units);
  if (family === undefined) throw new UserError(`${from} cannot be turned into ${to}.`);
  return (amount * family[from]) / family[to];
}
