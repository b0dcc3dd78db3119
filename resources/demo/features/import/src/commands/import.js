import { readFile } from "node:fs/promises";
import { UserError } from "../errors.js";
import { parseCsv } from "../parse-csv.js";
import { command as add } from "./add.js";

export const command = {
  usage: "import FILE",
  about: "Add everything in a file of comma-separated values.",
  async run({ rest: [source] }, world) {
    if (source === undefined) throw new UserError("Which file?");
    const [head = [], ...rows] = parseCsv(await readFile(source, "utf8"));
    for (const row of rows) {
      const { name, amount = "1", ...options } = Object.fromEntries(head.map((key, column) => [key, row[column]]));
      const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== "");
      await add.run({ rest: [name, amount], options: Object.fromEntries(given) }, world);
    }
    world.print(`Imported ${rows.length} items.`);
  },
};
