import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Project } from "../../../shared/model/project.ts";
import type { Clock } from "../base/clock.ts";
import type { Git } from "../platform/git/git.ts";
import type { RecordStore } from "../platform/store/record-store.ts";

export interface SyncDeps {
  readonly store: RecordStore;
  readonly git: Git;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
  /** Resolves after so many milliseconds; keeps a process alive for them. */
  readonly wait: (ms: number) => Promise<void>;
  /** From 0 to 1, 1 excluded. */
  readonly random: () => number;
  readonly settings: () => SyncSettings;
  readonly projects: {
    list(): readonly Project[];
    get(name: string): Project | undefined;
    /** Bare; written by Drover alone. */
    vaultOf(name: string): string;
  };
  /** An agent, or the user, of this workspace. */
  readonly isOurs: (who: IdentityPath) => boolean;
  /** Told once it is in the ledger that is pushed next. */
  readonly claimsMet: (claim: ClaimsMet) => Promise<void>;
  /** An item is in progress and nobody's since a join: it is opened again. */
  readonly giveBack: (item: string) => Promise<void>;
  /** Records of a project changed without an event of ours: whoever follows events has to look. */
  readonly taken: (project: string) => void;
}

export interface SyncSettings {
  /** Time after a change before it is pushed, so that what belongs together goes together. */
  readonly afterMs: number;
  /** Time between looks at the origin while nothing changes here. */
  readonly everyMs: number;
}

/** What one of ours had claimed, and somebody in another clone too, or took. */
export interface ClaimsMet {
  readonly project: string;
  readonly item: string;
  /** One of ours. */
  readonly who: IdentityPath;
  /** Undefined: it is nobody's. The same name as `who` where two workspaces have somebody of that name. */
  readonly other: string | undefined;
  /** Of that name, whose workspace it is. */
  readonly owner?: string;
  /** Whether it is still `who`'s. */
  readonly isKept: boolean;
}
