import type { AgentView } from "../../../shared/model/agent.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Mail } from "../../../shared/model/mail.ts";
import type { Standing, Submission } from "../../../shared/model/submission.ts";
import type { HeldUpFacts } from "./held-up.ts";

export interface GaveWay {
  readonly project: string;
  readonly item: string;
  readonly field: string;
  /** What stands now, and who said it; undefined where it is gone. */
  readonly kept?: unknown;
  readonly keptBy?: IdentityPath | undefined;
  readonly lost?: unknown;
  readonly lostBy?: IdentityPath | undefined;
  readonly at: number;
}

/** All that is looked at to say who needs the user, as of now. */
export interface AttentionFacts extends HeldUpFacts {
  readonly now: number;
  /** Those that were not decommissioned. */
  readonly agents: readonly AgentView[];
  /** Those that are under way, in the order in which they are to be taken. */
  readonly submissions: readonly Submission[];
  readonly standings: readonly Standing[];
  /** Queues that cannot go on for a reason that is no submission's. */
  readonly queueTroubles: readonly { readonly project: string; readonly message: string; readonly since: number }[];
  /** Open convoys that stand still though they were started. */
  readonly standstills: readonly {
    readonly id: string;
    readonly title: string;
    readonly items: readonly string[];
    readonly reason: string;
    readonly since: number;
  }[];
  /** At which open items wait for the user and for nothing else. */
  readonly gates: readonly { readonly id: string; readonly since: number }[];
  /** Ledgers whose last sync failed. */
  readonly syncFailures: readonly {
    readonly project: string;
    readonly at: number;
    readonly message: string;
    readonly remedy?: string | undefined;
  }[];
  /** What two clones said of open items, where the word that one sync let stand stands still. */
  readonly gaveWay: readonly GaveWay[];
  /** What the user has not read, and what asks and was not answered. */
  readonly mails: readonly Mail[];
  /** Errors of Drover itself. */
  readonly health: readonly { readonly text: string; readonly since: number }[];
  titleOf(item: string): string | undefined;
  projectOf(item: string): string | undefined;
}

/**
 * Turns end in a prompt for moments. Who stands there longer than that is on the list, as it is amber everywhere: nudges
 * still come by themselves, but a word from the user helps sooner.
 */
export const AT_PROMPT_MS = 10_000;
/** Signs come and go; so long without any that tells is worth a look. */
export const UNKNOWN_MS = 60_000;
