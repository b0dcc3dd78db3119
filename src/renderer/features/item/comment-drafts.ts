import type { KeyValueStorage } from "../../lib/storage.ts";

/** What was begun and not sent, by item; kept over restarts. */
export interface CommentDrafts {
  read(item: string): string;
  /** An empty text forgets it. */
  keep(item: string, text: string): void;
}

const KEY = "drover.comment.";

export function commentDrafts(storage: KeyValueStorage): CommentDrafts {
  return {
    read: (item) => storage.get(KEY + item) ?? "",
    keep(item, text) {
      if (text.trim() === "") storage.remove(KEY + item);
      else storage.set(KEY + item, text);
    },
  };
}
