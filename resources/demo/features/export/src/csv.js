/** Rows of texts as comma-separated values; what needs it is quoted. */
export function toCsv(rows) {
  return rows.map((row) => `${row.map(quote).join(",")}\n`).join("");
}

function quote(cell) {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
