import { checkUnit } from "../units.js";

export const field = {
  title: "Unit",
  parse: (text) => checkUnit(text),
  show: (item) => item.unit ?? "",
};
