import { isoDay } from "./dates.js";
import { UserError } from "./errors.js";

export function createItem(name, values, today) {
  if (name === undefined || name.trim() === "") throw new UserError("An item needs a name.");
  return { name: name.trim(), added: isoDay(today), ...values };
}

/** Names are the same whatever their case. */
export function findItem(items, name = "") {
  const wanted = name.trim().toLowerCase();
  return items.find((item) => item.name.toLowerCase() === wanted);
}
