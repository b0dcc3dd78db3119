import type { TextQuery } from "../../../shared/model/text-query.ts";
import type { HistoryRecord } from "../history.ts";
import type { SearchBounds } from "./search-lines.ts";

export interface SearchOrder extends SearchBounds {
  readonly query: TextQuery;
}

/** What is handed to the thread. */
export interface SearchTask {
  readonly order: SearchOrder;
  readonly records: readonly HistoryRecord[];
  /** Lines kept above the screen. */
  readonly scrollback: number;
}
