import { UserError } from "./errors.js";

/** Orders that `list --sort` knows; the first is used unless told. */
export const SORTS = ["name"];

export async function loadSort(name = SORTS[0]) {
  if (!SORTS.includes(name)) throw new UserError(`There is no order "${name}"; there are ${SORTS.join(", ")}.`);
  return (await import(`./sorts/${name}.js`)).compare;
}
