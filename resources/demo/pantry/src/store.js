import { readFile, rename, writeFile } from "node:fs/promises";

/** All items; none when there is no file yet. */
export async function load(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** Written aside and moved into place, so that a crash leaves the old file. */
export async function save(file, items) {
  await writeFile(`${file}.new`, `${JSON.stringify(items, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
