import { loadFields } from "../fields.js";
import { load } from "../store.js";
import { table } from "../table.js";

export const command = {
  usage: "search WORD",
  about: "Find items by a part of their name.",
  async run({ rest: [word = ""] }, { file, print }) {
    const wanted = word.toLowerCase();
    const found = (await load(file)).filter((item) => item.name.toLowerCase().includes(wanted));
    if (found.length === 0) return print(`Nothing matches "${word}".`);
    const fields = await loadFields();
    for (const line of table(found.map((item) => [item.name, ...fields.map((field) => field.show(item))]))) print(line);
  },
};
