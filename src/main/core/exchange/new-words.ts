import type { LedgerName, NewEvent } from "../../../shared/model/event.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { VocabularyWord } from "../../../shared/model/vocabulary.ts";
import type { WorkItem } from "../../../shared/model/work-item.ts";
import type { ExchangeDeps } from "./ports.ts";

interface Into {
  readonly ledger: LedgerName;
  readonly prefix: string;
  readonly by: IdentityPath;
}

/** Types, statuses and kinds of links that the items have and their ledger's vocabulary does not: added to it, so that they can be chosen. */
export function newWords(
  items: Iterable<Partial<Pick<WorkItem, "type" | "status" | "customStatus" | "links">>>,
  words: ExchangeDeps["ledger"]["words"],
  { ledger, prefix, by }: Into,
): NewEvent[] {
  const found = new Map<string, VocabularyWord>();
  const add = (word: VocabularyWord) => found.set(`${word.kind}:${word.name}`, word);
  for (const { type, status, customStatus, links } of items) {
    if (type !== undefined && !words.type(ledger, type).ok) add({ kind: "type", name: type });
    if (customStatus !== undefined && !words.status(ledger, customStatus).ok) {
      add({ kind: "status", name: customStatus, of: status ?? "open" });
    }
    for (const link of links ?? []) if (!words.link(ledger, link.kind).ok) add({ kind: "link", name: link.kind });
  }
  return [...found].map(([key, data]) => {
    return { ledger, kind: "word", subject: `${prefix}:${key}`, type: "wordAdded", actor: by, data };
  });
}
