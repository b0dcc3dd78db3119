import { parseDay } from "../dates.js";

export const field = {
  title: "Expires",
  parse: (text) => parseDay(text),
  show: (item) => item.expires ?? "",
};
