import { loadFields } from "../fields.js";
import { loadSort } from "../sorts.js";
import { load } from "../store.js";
import { table } from "../table.js";

export const command = {
  usage: "list [--sort ORDER]",
  about: "Show what is in the pantry.",
  async run({ options }, { file, print }) {
    const items = (await load(file)).sort(await loadSort(options.sort));
    if (items.length === 0) return print("The pantry is empty.");
    const fields = await loadFields();
    const rows = items.map((item) => [item.name, ...fields.map((field) => field.show(item))]);
    for (const line of table([["Item", ...fields.map((field) => field.title)], ...rows])) print(line);
  },
};
