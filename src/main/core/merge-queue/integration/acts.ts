import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { IntegrationView } from "../../../../shared/contract/integration.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { type IdentityPath, mergeCoordinatorPath } from "../../../../shared/model/identity.ts";
import { type Integration, integrationBranch } from "../../../../shared/model/integration.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import { isBranchName } from "../../platform/git/ref-name.ts";
import type { RecordTable } from "../../platform/store/record-store.ts";
import { holds, makeBranch, partedAt, removeBranch } from "./branch.ts";
import type { IntegrationDeps, ItemFailure } from "./ports.ts";
import { integrationEvent, isOpen } from "./state.ts";
import { type IntegrationViews, outcomes } from "./views.ts";

type Found = Result<Integration, ItemFailure | Failure<"no-integration">>;

/** What can be done with integration branches, each as its caller asks for it. */
export function createIntegrationActs(
  deps: IntegrationDeps & { readonly table: RecordTable<Integration>; readonly views: IntegrationViews },
) {
  const { store, git, items, repository, place, targetOf, table, views } = deps;
  const commit = (events: readonly NewEvent[]) =>
    store.commit<void, never>(() => ok({ events, result: () => undefined }));

  function find(ref: string): Found {
    const item = items.resolve(ref);
    if (!item.ok) return item;
    const found = table.get(item.value.id);
    if (found !== undefined) return ok(found);
    return fail("no-integration", `${item.value.id} does not gather on a branch of its own.`, {
      remedy: `Begin with \`drover integration create ${item.value.id}\`.`,
    });
  }

  function findOpen(ref: string): Found | Result<never, Failure<"wrong-transition">> {
    const found = find(ref);
    if (!found.ok || found.value.state === "open") return found;
    return fail("wrong-transition", `The branch of ${found.value.epic} is ${found.value.state} already.`);
  }

  /** Both commits as the origin has them now. */
  async function fetchBoth({ epic, project, branch }: Integration) {
    const target = await repository.fetchTarget(project);
    const tip = target.ok ? await repository.fetchTarget(project, branch) : target;
    if (!target.ok) return fail("unreachable", target.error.message, target.error);
    if (tip.ok) return ok({ target: target.value, tip: tip.value });
    if (tip.error.code !== "branch-not-found") return fail("unreachable", tip.error.message, tip.error);
    return fail("branch-gone", `The origin has no branch ${branch} any more.`, {
      remedy: `Push it there again, or end it: drover integration drop ${epic}`,
    });
  }

  /** `onto`: its own branch, when it is brought up to the target; else it lands there. */
  async function submit(
    one: Integration,
    what: { readonly tip: string; readonly base: string; readonly onto?: string },
    together: readonly NewEvent[],
  ) {
    const { epic: item, project } = one;
    const { tip, base, onto } = what;
    const part = { project, item, agent: mergeCoordinatorPath(project), kind: "integration", tip, base } as const;
    const priority = items.get(item)?.priority ?? 2;
    const submitted = await deps
      .queue()
      .submit([{ ...part, priority, ...(onto === undefined ? {} : { branch: onto }) }], () => ok(together));
    if (submitted.ok) return ok();
    const { error } = submitted;
    return error.code === "journal-stopped"
      ? fail("journal-stopped", error.message, error)
      : fail("internal", error.message, error);
  }

  async function land(one: Integration, how: { readonly anyway: boolean; readonly actor: IdentityPath }) {
    const { anyway, actor } = how;
    const open = views.openBelow(one.epic);
    if (open.length > 0 && !anyway) {
      return fail(
        "open-children",
        `Not closed below ${one.epic}: ${open.slice(0, 10).join(", ")}${open.length > 10 ? ", …" : ""}.`,
        {
          remedy: "Wait for them, or land what is there with --anyway.",
          details: { children: open },
        },
      );
    }
    const arriving = views.arriving(one);
    if (arriving.length > 0) return stillArriving(one, arriving);
    const both = await fetchBoth(one);
    if (!both.ok) return both;
    const { tip, target } = both.value;
    if (await holds(git, place(one.project), [tip, target])) {
      return fail("nothing-to-land", `${targetOf(one.project)} has all that ${one.branch} has.`, {
        remedy: `\`drover integration drop ${one.epic}\` ends it.`,
      });
    }
    const base = await partedAt(git, place(one.project), [tip, target]);
    const ordered = { landing: one.gathered.length };
    return submit(one, { tip, base }, [integrationEvent(one.epic, "integrationLandingOrdered", ordered, actor)]);
  }

  async function bringUp(one: Integration) {
    const both = await fetchBoth(one);
    if (!both.ok) return both;
    const { tip, target } = both.value;
    if (await holds(git, place(one.project), [target, tip])) {
      return fail("up-to-date", `${one.branch} has all that ${targetOf(one.project)} has.`);
    }
    const base = await partedAt(git, place(one.project), [tip, target]);
    return submit(one, { tip: target, base, onto: one.branch }, []);
  }

  async function create(
    epic: WorkItem,
    how: { readonly branch?: string | undefined; readonly auto: boolean },
    actor: IdentityPath,
  ) {
    const project = items.projectOf(epic.id);
    if (project === undefined) {
      return fail("no-project", `${epic.id} belongs to no project, so that it has no repository.`);
    }
    if (epic.status === "closed") return fail("item-closed", `${epic.id} is closed.`);
    if (epic.type !== "epic" && [...items.children(epic.id)].length === 0) {
      return fail("not-an-epic", `${epic.id} is no epic and has nothing below it.`, {
        remedy: "Integration branches gather what is done below an epic.",
      });
    }
    const before = table.get(epic.id);
    if (isOpen(before)) return fail("already-gathering", `${epic.id} gathers on ${before.branch} already.`);
    const branch = how.branch ?? integrationBranch(epic.id);
    if (!isBranchName(branch)) {
      return fail("refused", `git does not take ${JSON.stringify(branch)} as the name of a branch.`);
    }
    if (/^(?:drover|refs)\//.test(branch)) {
      return fail("refused", `Branches below drover/ are Drover's own, and below refs/ git mistakes them: ${branch}.`, {
        remedy: "Give another name with --branch.",
      });
    }
    if (branch === targetOf(project)) return fail("branch-taken", `${branch} is what ${project} lands on.`);
    const target = await repository.fetchTarget(project);
    if (!target.ok) return fail("unreachable", target.error.message, target.error);
    // Under the name that Drover itself would give, one may be left of a creation that was cut short.
    const mayBeThere = how.branch === undefined;
    const made = await makeBranch(git, place(project), { branch, commit: target.value, mayBeThere });
    if (!made.ok) return made;
    const done = await commit([
      integrationEvent(epic.id, "integrationCreated", { project, branch, auto: how.auto }, actor),
    ]);
    if (!done.ok) return done;
    // So that agents find it, as they find the target.
    const seen = await repository.fetchTarget(project, branch);
    return seen.ok ? answer(epic.id) : fail("unreachable", seen.error.message, seen.error);
  }

  async function drop(one: Integration, discard: boolean, actor: IdentityPath) {
    const arriving = views.arriving(one);
    if (arriving.length > 0 && one.state === "open") return stillArriving(one, arriving);
    const at = place(one.project);
    const tip = await repository.fetchTarget(one.project, one.branch);
    if (!tip.ok && tip.error.code !== "branch-not-found") return fail("unreachable", tip.error.message, tip.error);
    const target = await repository.fetchTarget(one.project);
    if (!target.ok) return fail("unreachable", target.error.message, target.error);
    const isThere = tip.ok && (await holds(git, at, [tip.value, target.value]));
    if (tip.ok) {
      if (!isThere && !discard) {
        return fail(
          "unlanded-work",
          `${targetOf(one.project)} lacks what ${one.branch} has gathered: ${one.gathered.map(({ item }) => item).join(", ")}.`,
          {
            remedy: `Land it (\`drover integration land ${one.epic}\`), or drop it all the same with --discard; its commits are kept.`,
          },
        );
      }
      const removed = await removeBranch(git, at, { branch: one.branch, commit: tip.value, epic: one.epic });
      if (!removed.ok) return removed;
    }
    const kept = tip.ok ? { commit: tip.value } : {};
    if (one.state === "open") {
      const reason = `Landed on ${one.branch}, which was dropped: it is not on the target.`;
      const outcome = (landed: string) =>
        isThere ? { landedCommit: landed, reason: `Landed on ${one.branch}, and with it on the target.` } : { reason };
      const dropped = integrationEvent(one.epic, "integrationDropped", kept, actor);
      const done = await commit([dropped, ...outcomes(items, one.gathered, outcome, actor)]);
      if (!done.ok) return done;
    }
    return answer(one.epic);
  }

  function answer(epic: string): Result<IntegrationView, never> {
    const one = table.get(epic);
    if (one === undefined) throw new Error(`The integration of ${epic} vanished: they are never removed.`);
    return ok(views.present(one));
  }

  return { find, findOpen, create, land, bringUp, drop, answer };
}

function stillArriving({ branch }: Integration, arriving: readonly string[]) {
  return fail("still-arriving", `On their way to ${branch}: ${arriving.join(", ")}.`, {
    remedy: "Wait until they have landed there; `drover mq list` shows how far they are.",
  });
}
