/** Comma-separated values as rows of texts. */
export function parseCsv(text) {
  const rows = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const cells = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
    rows.push(Array.from(cells, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain));
  }
  return rows;
}
