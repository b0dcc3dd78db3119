import { toCsv } from "../csv.js";
import { loadFields } from "../fields.js";
import { load } from "../store.js";

export const command = {
  usage: "export",
  about: "Print everything as comma-separated values.",
  async run(_given, { file, print }) {
    const fields = await loadFields();
    const head = ["name", ...fields.map((field) => field.name)];
    const rows = (await load(file)).map((item) => [item.name, ...fields.map((field) => field.show(item))]);
    print(toCsv([head, ...rows]).trimEnd());
  },
};
