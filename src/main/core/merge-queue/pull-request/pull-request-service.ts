import type { Failure } from "../../../../shared/model/result.ts";
import type { Submission } from "../../../../shared/model/submission.ts";
import type { Clock } from "../../base/clock.ts";
import { type ForgeDeps } from "../../platform/forge/run-forge.ts";
import type { PullRequests } from "./pull-request.ts";
import { type FindForgeDeps, createFindForge } from "./find-forge.ts";
import { type FollowDeps, type Round, followRound, inWords, isPublished, keep } from "./follow.ts";
import { landedFrom } from "./landed-share.ts";
import { type PublishDeps, branchOf, publish } from "./publish.ts";

export interface PullRequestDeps
  extends
    Pick<ForgeDeps, "runner" | "env" | "workspaceDir">,
    Pick<FindForgeDeps, "originOf">,
    Omit<PublishDeps, "findForge">,
    Omit<FollowDeps, "now" | "landedFrom"> {
  readonly clock: Clock;
  /** From 0 to 1: spreads the looks of many projects over time. */
  random(): number;
  /** Something may be prepared anew. */
  wakeQueue(project: string): void;
  report(error: unknown): void;
}

export interface PullRequestService extends PullRequests, AsyncDisposable {
  /** Looks at the open pull requests of a project at once, and goes on for as long as there are any. */
  wake(project: string): void;
  /** Resolves when nothing is being asked. */
  idle(): Promise<void>;
}

/** Checks seldom end sooner; each look at which nothing is new makes the next one later. */
const FIRST_LOOK_MS = 10_000;
const LOOK_GROWTH = 1.5;
const LAST_LOOK_MS = 2 * 60_000;
/** After a look that failed; doubled by each that follows. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 15 * 60_000;
/** A network that is away for a moment is not worth a word. */
const TOLD_FAILURES = 3;
/** Looks in a row without a pause, each after one was merged. */
const MAX_LOOKS = 20;
/** How much of a pause is left to chance. */
const JITTER = 0.3;

/** Opens pull requests, and follows them until they have landed or come back. */
export function createPullRequests(deps: PullRequestDeps): PullRequestService {
  const stop = new AbortController();
  const findForge = createFindForge({ ...deps, signal: stop.signal });
  const followers = new Map<string, Follower>();
  const publishDeps: PublishDeps = { ...deps, findForge };
  const followDeps: FollowDeps = {
    ...deps,
    now: () => deps.clock.now(),
    async landedFrom({ project, onto, pullRequest }, merged) {
      if (onto === undefined || pullRequest === undefined) return undefined;
      return landedFrom(deps.git, deps.placeOf(project).vault, { onto, commit: pullRequest.commit, merged });
    },
  };
  const background = new Set<Promise<void>>();

  function inBackground(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        if (!stop.signal.aborted) deps.report(error);
      })
      .finally(() => background.delete(done));
    background.add(done);
  }

  function follower(project: string): Follower {
    const known = followers.get(project);
    if (known !== undefined) return known;
    const made: Follower = { quiet: 0, failures: 0, isLooking: false, isAsked: false, timer: undefined };
    followers.set(project, made);
    return made;
  }

  function wake(project: string): void {
    if (stop.signal.aborted) return;
    const one = follower(project);
    one.timer?.[Symbol.dispose]();
    one.quiet = 0;
    if (one.isLooking) one.isAsked = true;
    else inBackground(look(project, one));
  }

  async function look(project: string, one: Follower): Promise<void> {
    one.isLooking = true;
    try {
      for (let looks = 0; looks < MAX_LOOKS; looks++) {
        one.isAsked = false;
        if (stop.signal.aborted || !hasPublished(project)) return;
        const round = await lookOnce(project, one);
        if (round !== "again" && !one.isAsked) break;
      }
    } catch (error) {
      one.failures += 1;
      if (!stop.signal.aborted) deps.report(error);
    } finally {
      one.isLooking = false;
    }
    schedule(project, one);
  }

  async function lookOnce(project: string, one: Follower): Promise<Round> {
    const forge = await findForge(project);
    const round = forge.ok ? await followRound(followDeps, forge.value, project) : forge;
    if (!round.ok) {
      one.failures += 1;
      await tell(project, round.error, one.failures);
      return "quiet";
    }
    one.failures = 0;
    one.quiet = round.value === "quiet" ? one.quiet + 1 : 0;
    if (round.value !== "quiet") deps.wakeQueue(project);
    return round.value;
  }

  /** What only the user can change is said at once, the rest when it lasts. */
  async function tell(project: string, trouble: Failure, failures: number): Promise<void> {
    const isUsers = trouble.code === "forge-tool-missing" || trouble.code === "forge-not-signed-in";
    if (!isUsers && failures < TOLD_FAILURES) return;
    for (const one of [...deps.submissions.values()].filter(isPublished)) {
      if (one.project !== project) continue;
      await keep(followDeps, one, { checks: one.pullRequest.checks, reason: inWords(trouble) });
    }
  }

  function schedule(project: string, one: Follower): void {
    one.timer?.[Symbol.dispose]();
    if (stop.signal.aborted || !hasPublished(project)) return;
    const pause =
      one.failures > 0
        ? Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (one.failures - 1))
        : Math.min(LAST_LOOK_MS, FIRST_LOOK_MS * LOOK_GROWTH ** one.quiet);
    one.timer = deps.clock.after(Math.round(pause * (1 + JITTER * (deps.random() - 0.5))), () => {
      inBackground(look(project, one));
    });
  }

  function hasPublished(project: string): boolean {
    return [...deps.submissions.values()].some((one) => one.project === project && isPublished(one));
  }

  /** Nobody else takes it back once the submission is discarded. */
  async function close(one: Submission, number: number): Promise<void> {
    const forge = await findForge(one.project);
    const closed = forge.ok ? await forge.value.close(number, "Discarded in Drover.") : forge;
    if (!closed.ok) throw new Error(`The pull request of ${one.id} could not be closed: ${closed.error.message}`);
    if (forge.ok) await forge.value.removeBranch(branchOf(one));
  }

  const watching = deps.store.subscribe(({ kind, type, subject }) => {
    if (kind !== "submission") return;
    const one = deps.submissions.get(subject);
    if (one === undefined) return;
    if (type === "submissionPublished" || type === "submissionReleased") {
      const { failures, isLooking } = follower(one.project);
      // A failing forge is not asked sooner for it.
      if (failures === 0 && !isLooking) {
        follower(one.project).quiet = 0;
        schedule(one.project, follower(one.project));
      }
    }
    if (type === "submissionDiscarded" && one.pullRequest !== undefined) {
      inBackground(close(one, one.pullRequest.number));
    }
  });

  return {
    publish: (request) => publish(publishDeps, request),
    wake,
    async idle() {
      while (background.size > 0) await Promise.all(background);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      watching[Symbol.dispose]();
      for (const one of followers.values()) one.timer?.[Symbol.dispose]();
      while (background.size > 0) await Promise.all(background);
    },
  };
}

/** How the looking at one project goes. */
interface Follower {
  /** Looks in a row at which nothing was new. */
  quiet: number;
  /** Looks in a row that failed. */
  failures: number;
  isLooking: boolean;
  /** Somebody asked during a look. */
  isAsked: boolean;
  timer: Disposable | undefined;
}
