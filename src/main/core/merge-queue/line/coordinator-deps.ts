import type { Batch } from "../../../../shared/model/batch.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import type { Gate } from "../../../../shared/model/project.ts";
import type { QueueSettings } from "../../../../shared/model/queue-settings.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { Clock } from "../../base/clock.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import type { ConflictPort } from "../conflicts/port.ts";
import type { GateLanes } from "../gates/lanes.ts";
import type { PullRequests } from "../pull-request/pull-request.ts";
import type { MergeRepository } from "../repository/repository.ts";
import type { Stacker } from "./stack.ts";

export interface CoordinatorDeps {
  readonly store: RecordStore;
  readonly submissions: RecordTable<Submission>;
  readonly batches: RecordTable<Batch>;
  readonly repository: MergeRepository;
  readonly lanes: GateLanes;
  readonly conflicts: ConflictPort;
  readonly clock: Clock;
  readonly isPaused: (project: string) => boolean;
  readonly gatesOf: (project: string) => readonly Gate[];
  readonly settingsOf: (project: string) => QueueSettings;
  /** When the convoy of an item began; undefined for one that belongs to none. */
  readonly convoySince: (item: string) => number | undefined;
  /** What a project's target branch is called. */
  readonly targetOf: (project: string) => string;
  /** What an item is called. */
  titleOf?(item: string): string | undefined;
  /** Where the project's landings become pull requests. */
  readonly pullRequests: (project: string) => PullRequests | undefined;
  /**
   * What else is true once it has landed (its item closes, its hook is free), committed together with it. Asked in the deciding
   * function of that commit.
   */
  consequencesOfLanding(submission: Submission, commit: string): readonly NewEvent[];
  report(error: unknown): void;
}

/** What the coordinator's steps share. */
export interface StepDeps extends CoordinatorDeps {
  readonly project: string;
  readonly stacker: Stacker;
  /** Does it beside everything else. The queue is looked at again when it has ended, however it did. */
  begin(work: () => Promise<void>): void;
  isStopped(): boolean;
  /** Something waits for room: it is to be tried again later. */
  waits(): void;
  /** The machinery works. */
  ran(): void;
  /** It does not: from now on nothing is begun for a while. */
  broke(error: unknown): void;
}
