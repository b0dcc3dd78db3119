import { daysBetween, isoDay } from "../dates.js";
import { load } from "../store.js";

export const command = {
  usage: "soon [--days DAYS]",
  about: "List what expires within some days; 7 unless told.",
  async run({ options: { days = "7" } }, { file, today, print }) {
    const left = (item) => daysBetween(isoDay(today), item.expires);
    const due = (await load(file))
      .filter((item) => item.expires !== undefined && left(item) <= Number(days))
      .sort((a, b) => left(a) - left(b));
    if (due.length === 0) return print("Nothing expires soon.");
    for (const item of due) print(left(item) < 0 ? `${item.name} has expired` : `${item.name} in ${left(item)} days`);
  },
};
