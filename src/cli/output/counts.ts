import type { OutputOf } from "../../shared/contract/contract.ts";
import type { Face } from "./items.ts";
import { renderTable } from "./table.ts";

type Facets = OutputOf<"item.count">["facets"];

/** One table for each thing that was counted by, and the sum. */
export function countTable(facets: Facets, total: number, face: Face): string {
  const tables = facets.map(({ by, values }) =>
    renderTable(
      values,
      [
        { title: by.toUpperCase(), text: ({ value }) => value ?? "none" },
        { title: "ITEMS", align: "right", text: ({ count }) => String(count) },
        { title: "TITLE", text: ({ title }) => title ?? "", flexible: true },
      ],
      { style: face.style, columns: face.io.columns },
    ),
  );
  const sum = total === 1 ? "1 item.\n" : `${total} items.\n`;
  return total === 0 ? "No items.\n" : [...tables, face.style("dim", sum)].join("\n");
}
