import { UserError } from "../errors.js";

export const field = {
  title: "Category",
  parse(text) {
    if (text.trim() === "") throw new UserError("A category needs a name.");
    return text.trim().toLowerCase();
  },
  show: (item) => item.category ?? "",
};
