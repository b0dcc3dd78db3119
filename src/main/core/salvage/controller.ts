import { type Result, fail, ok } from "../../../shared/model/result.ts";
import type { SomeHandlers } from "../../../shared/contract/handlers.ts";
import { projectOf } from "../../../shared/model/identity.ts";
import type { Salvage } from "../../../shared/model/salvage.ts";
import { exists } from "../platform/fs/exists.ts";
import { createTrash } from "../platform/fs/trash.ts";
import { updateRefs } from "../platform/git/update-refs.ts";
import { verifyObjects } from "../platform/git/verify-objects.ts";
import { discardWorktree, placeOf } from "../platform/git/worktree-files.ts";
import path from "node:path";
import { diffSalvage, showSalvage } from "./browse.ts";
import { type Found, idOf } from "./record.ts";
import { type RestoreDeps, checkWhole, restoreToHook, restoreToRepository, restoreToWorktree } from "./restore.ts";
import type { RefFailure } from "./shelf.ts";

export type SalvageHandlers = SomeHandlers<
  "salvage.list" | "salvage.show" | "salvage.diff" | "salvage.restore" | "salvage.verify" | "salvage.drop"
>;

const DEFAULT_LIMIT = 100;

/** Everybody may look; an agent may bring back what is its own, onto its own hook. Only the user gives anything up. */
export function salvageHandlers(deps: RestoreDeps): SalvageHandlers {
  const { git, shelf, agents } = deps;

  async function findAll(refs: readonly string[]): Promise<Result<Found[], RefFailure>> {
    const all: Found[] = [];
    for (const ref of refs) {
      const found = await shelf.find(ref);
      if (!found.ok) return found;
      if (!all.some((one) => one.ref === found.value.ref)) all.push(found.value);
    }
    return ok(all);
  }

  const unknownProject = (name: string) =>
    fail("project-not-found", `There is no project ${name}.`, { remedy: "List them with `drover project list`." });

  return {
    "salvage.list": async ({ project, agent: ref, limit = DEFAULT_LIMIT, ...filter }, caller) => {
      if (project !== undefined && deps.repositories(project) === undefined) return unknownProject(project);
      const agent = ref === undefined ? undefined : agents.resolve(ref, projectOf(caller.identity));
      if (agent?.ok === false) return agent;
      const all = await shelf.list({ ...filter, project, agent: agent?.value.path });
      const salvages: Salvage[] = [];
      for (const found of all.slice(0, limit)) salvages.push(await shelf.view(found));
      return ok({ salvages, total: all.length });
    },
    "salvage.show": async ({ salvage }) => {
      const found = await shelf.find(salvage);
      return found.ok ? ok(await showSalvage(deps, found.value)) : found;
    },
    "salvage.diff": async ({ salvage, ...wanted }) => {
      const found = await shelf.find(salvage);
      return found.ok ? await diffSalvage(deps, found.value, wanted) : found;
    },
    "salvage.restore": async ({ salvage, to = "worktree", branch }, caller) => {
      const found = await shelf.find(salvage);
      if (!found.ok) return found;
      const byOwner = found.value.record.agent === caller.identity;
      if (caller.role !== "user" && !(byOwner && to === "hook")) {
        return fail("not-allowed", `${caller.identity} may only bring back its own work, onto its own hook.`, {
          remedy: "Ask the user for anything else, by mail.",
        });
      }
      const damaged = await checkWhole(deps, found.value);
      if (damaged !== undefined) return damaged;
      const order = { found: found.value, branch, byOwner };
      if (to === "hook") return restoreToHook(deps, order);
      return to === "worktree" ? restoreToWorktree(deps, order) : restoreToRepository(deps, order);
    },
    "salvage.verify": async ({ salvages, project }) => {
      if (project !== undefined && deps.repositories(project) === undefined) return unknownProject(project);
      const named = salvages === undefined ? undefined : await findAll(salvages);
      if (named?.ok === false) return named;
      const checked = [];
      for (const found of named?.value ?? (await shelf.list({ project }))) {
        const { problems, objects, bytes } = await verifyObjects(git, shelf.repositoriesOf(found).vault, found.commit);
        const isWhole = problems.length === 0;
        checked.push({ salvage: idOf(found.ref), isWhole, problems: [...problems], objects, bytes });
      }
      return ok({ checked });
    },
    "salvage.drop": async ({ salvages }) => {
      const all = await findAll(salvages);
      if (!all.ok) return all;
      for (const { record, commit, ref } of all.value) {
        const hook = deps.hookOf(record.agent);
        const isNeeded = hook?.checkpoint === commit && (hook.state === "active" || hook.state === "suspended");
        if (!isNeeded) continue;
        return fail("salvage-in-use", `${idOf(ref)} is the checkpoint that ${record.agent} goes on from.`, {
          remedy: "Drop it when that work has landed.",
        });
      }
      const dropped: Salvage[] = [];
      for (const found of all.value) {
        dropped.push(await shelf.view(found));
        await drop(found);
      }
      return ok({ dropped });
    },
  };

  async function drop(found: Found): Promise<void> {
    const { vault, clone, worktrees } = shelf.repositoriesOf(found);
    const kept = shelf.keptAt(found);
    if (await exists(kept)) {
      const trash = createTrash({ folder: path.join(worktrees, ".trash"), onError: deps.report });
      const place = await placeOf(clone, kept);
      if (place === undefined) await trash.discard(kept);
      else await discardWorktree(place, trash);
    }
    const gone = await updateRefs(git, vault, [{ ref: found.ref, from: found.commit, to: undefined }]);
    if (gone.kind === "moved") throw new Error(`${found.ref} was moved by somebody: ${gone.reason}`);
  }
}
