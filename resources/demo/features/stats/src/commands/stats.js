import { daysBetween, isoDay } from "../dates.js";
import { load } from "../store.js";
import { table } from "../table.js";

export const command = {
  usage: "stats",
  about: "Count items by category, and those that have expired.",
  async run(_given, { file, today, print }) {
    const items = await load(file);
    const counts = new Map();
    for (const { category = "other" } of items) counts.set(category, (counts.get(category) ?? 0) + 1);
    const rows = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([category, count]) => [category, String(count)]);
    for (const line of table(rows)) print(line);
    const expired = items.filter((item) => item.expires !== undefined && daysBetween(isoDay(today), item.expires) < 0);
    print(`${items.length} items, ${expired.length} expired`);
  },
};
