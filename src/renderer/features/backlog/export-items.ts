import type { ExchangeFormat } from "../../../shared/contract/exchange.ts";
import type { ItemQuery } from "../../lib/server-state/item-pages.ts";
import type { Services } from "../../lib/services.tsx";

export const EXPORTS = [
  { format: "csv", label: "CSV", ending: "csv", type: "text/csv" },
  { format: "markdown", label: "Markdown", ending: "md", type: "text/markdown" },
  { format: "jsonl", label: "JSONL", ending: "jsonl", type: "application/jsonl" },
] as const satisfies readonly { format: ExchangeFormat; label: string; ending: string; type: string }[];

/** Reads what is listed page by page and gives it to the user as a file. */
export async function exportItems(
  { connection, toasts, ui }: Pick<Services, "connection" | "toasts" | "ui">,
  { within: _, ...filter }: ItemQuery,
  format: (typeof EXPORTS)[number]["format"],
): Promise<void> {
  const texts: string[] = [];
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await connection.client.call("ledger.export", {
      format,
      filter,
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (!page.ok) {
      toasts.fail("export the items", page.error);
      return;
    }
    texts.push(page.value.text);
    count += page.value.items;
    cursor = page.value.next;
  } while (cursor !== undefined);
  const { ending, type } = EXPORTS.find((one) => one.format === format) ?? EXPORTS[0];
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(texts, { type }));
  link.download = `items.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
  const said = count === 1 ? "1 item exported" : `${count.toLocaleString("en")} items exported`;
  toasts.say(said, { tone: "good", detail: link.download });
  ui.announce(said);
}
