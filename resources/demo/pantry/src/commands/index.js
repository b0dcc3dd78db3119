import { readdir } from "node:fs/promises";

/** Every file beside this one is a command of that name. */
export async function loadCommands() {
  const files = await readdir(import.meta.dirname);
  const names = files.filter((file) => file.endsWith(".js") && file !== "index.js").map((file) => file.slice(0, -3));
  const commands = await Promise.all(
    names.sort().map(async (name) => [name, (await import(`./${name}.js`)).command]),
  );
  return new Map(commands);
}
