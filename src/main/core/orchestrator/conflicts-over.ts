import { ok } from "../../../shared/model/result.ts";
import type { Submission } from "../../../shared/model/submission.ts";
import type { DispatchService } from "../dispatch/index.ts";
import type { HookDeps } from "../hook/index.ts";
import {
  type ConflictDecider,
  type ConflictWatch,
  type DiscardPlans,
  type Integrations,
  type MergeQueueService,
  type MergeRepository,
  type Resolutions,
  conflictHandlers,
  createConflictDecider,
  createConflictGit,
  createConflictWatch,
  createResolutions,
  inheritedBriefing,
  keptTips,
  knownFacts,
  readIntents,
  resolverBriefing,
  submissionKind,
} from "../merge-queue/index.ts";
import type { Memories } from "../memory/index.ts";
import type { ProjectsService } from "../project/index.ts";
import type { SalvageService } from "../salvage/index.ts";
import { type ConflictPlansDeps, conflictPlans } from "./conflict-plans.ts";
import { consequencesOver } from "./consequences.ts";
import type { Platform, PlatformOptions } from "./platform.ts";

export interface ConflictsDeps
  extends
    Pick<ConflictPlansDeps, "ledger" | "hooks" | "agents">,
    Pick<Platform, "store" | "git" | "owner">,
    Pick<PlatformOptions, "clock"> {
  readonly projects: ProjectsService;
  readonly repository: MergeRepository;
  readonly memories: Memories;
  readonly integrations: Integrations;
  readonly salvage: SalvageService["saveCommits"];
  /** Built after this, and asked only once all is built. */
  readonly later: () => {
    readonly mergeQueue: Pick<MergeQueueService, "ofItem" | "wake">;
    readonly dispatch: DispatchService;
  };
  report(error: unknown): void;
}

type ConflictSalvage = DiscardPlans["salvage"];

/** Conflicts of submissions, from the resolver to the user, over the real domains. */
export interface Conflicts extends Pick<HookDeps, "beginningOf" | "briefing"> {
  readonly decider: ConflictDecider;
  readonly resolutions: Resolutions;
  readonly watch: ConflictWatch;
  readonly handlers: ReturnType<typeof conflictHandlers>;
}

export function createConflicts(deps: ConflictsDeps): Conflicts {
  const { store, clock, report, projects, ledger, hooks, repository, memories, salvage, later } = deps;
  const submissions = store.table(submissionKind);
  const vaultOf = (project: string) => projects.place(project).vault;
  const git = createConflictGit({ git: deps.git, repository, vaultOf });
  const ofItem = (item: string) => later().mergeQueue.ofItem(item);
  const itemOf = (id: string) => submissions.get(id)?.item;
  const planEnd: DispatchService["planEnd"] = (item, by) => later().dispatch.planEnd(item, by);
  const planWithdrawal: DispatchService["planWithdrawal"] = (item, by) => later().dispatch.planWithdrawal(item, by);
  const consequences = consequencesOver({ ...deps, ofItem, itemOf, planEnd, planWithdrawal });
  const plans = conflictPlans({ ...deps, ...consequences, dispatch: () => later().dispatch, ofItem });
  const decider = createConflictDecider(plans);
  const wake = (project: string) => {
    later().mergeQueue.wake(project).catch(report);
  };
  const resolutions = createResolutions({ store, submissions, repository, git, decider, dismiss: plans.dismiss, wake });
  const watch = createConflictWatch({ store, submissions, clock, git, decider, wake, report, ...plans });
  const targetOf = ({ branch, project }: Submission) => branch ?? projects.present(project).target;

  /** The newest submission of an item in a project, where its author did not take it back. */
  function orphaned(item: string, project: string): Submission | undefined {
    const newest = ofItem(item).findLast((one) => one.project === project);
    if (newest?.state !== "sent-back") return undefined;
    return hooks.holderOf(item) === newest.agent ? undefined : newest;
  }

  function notesOf(agent: Submission["agent"], item: string): readonly string[] {
    const noted = memories.of(agent).filter((entry) => entry.item === item);
    const said = ledger.comments.of(item).map(({ author, text }) => `${author}: ${text}`);
    return [...noted.map(({ text }) => text), ...said];
  }

  /** Its newest tip and those that it took the place of. */
  const salvageOf: ConflictSalvage = async ({ id, project, agent, item, tip }, note) => {
    const before = await keptTips(deps.git, vaultOf(project), id);
    const saved = await salvage({ project, agent, item, tip, note, before });
    return saved.ok ? ok(saved.value.id) : saved;
  };

  const intents = { git, repository, notesOf, submissions: () => submissions.values(), itemOf: ledger.get };
  const handlers = conflictHandlers({
    ...intents,
    ...consequences,
    store,
    table: submissions,
    objects: deps.git,
    repository,
    decider,
    vaultOf,
    ofItem,
    salvage: salvageOf,
    owner: () => deps.owner,
    wake,
  });

  return {
    decider,
    resolutions,
    watch,
    handlers,
    beginningOf: (item, project) => (resolutions.of(item) ?? orphaned(item, project))?.tip,
    async briefing(item, project) {
      const inherited = orphaned(item, project);
      if (inherited !== undefined) return inheritedBriefing(inherited, targetOf(inherited));
      const one = resolutions.of(item);
      const facts = one === undefined ? undefined : knownFacts(one);
      if (one === undefined || facts === undefined) return [];
      const both = await readIntents(intents, one, facts);
      return await resolverBriefing(git, { one, facts, intents: both, target: targetOf(one) });
    },
  };
}
