import { UserError } from "../errors.js";

export const field = {
  title: "Amount",
  parse(text) {
    const amount = Number(text);
    if (text !== "" && amount >= 0) return amount;
    throw new UserError(`"${text}" is not an amount.`);
  },
  show: (item) => String(item.amount ?? ""),
};
