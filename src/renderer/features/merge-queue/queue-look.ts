import { createContext, use } from "react";
import type { ConflictFlagView } from "../../../shared/contract/conflict.ts";
import type { Submission } from "../../../shared/model/submission.ts";

/** What rows, cards and marks of one queue view share. */
export interface QueueLook {
  titleOf(item: string): string | undefined;
  find(submission: string): Submission | undefined;
  /** Flags that stand on the item. */
  flagsOf(item: string): readonly ConflictFlagView[];
  /** Who is on the item now, e.g. a resolver. */
  workerOf(item: string): string | undefined;
  readonly shown: string | undefined;
  /** The row that Tab leads to. */
  readonly stop: string | undefined;
  onShow(submission: Submission): void;
}

const QueueLookContext = createContext<QueueLook | undefined>(undefined);
export const QueueLookProvider = QueueLookContext;

export function useQueueLook(): QueueLook {
  const look = use(QueueLookContext);
  if (look === undefined) throw new Error("useQueueLook stands outside of the merge queue");
  return look;
}
