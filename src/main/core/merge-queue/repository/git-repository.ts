import { isAncestor } from "../../platform/git/ancestry.ts";
import { diffNames } from "../../platform/git/diff.ts";
import type { Git } from "../../platform/git/git.ts";
import { readLog } from "../../platform/git/log.ts";
import { type MergeAttributes, createMergeAttributes } from "../../platform/git/merge-attributes.ts";
import { type PathChange, changesBetween } from "../../platform/git/own-changes.ts";
import type { Person } from "../../platform/git/person.ts";
import { readObjectText } from "../../platform/git/side-texts.ts";
import { invertLanding } from "./invert.ts";
import { forgetTips, keepTip } from "./kept-tips.ts";
import { landCommit } from "./land.ts";
import type { MergePlace } from "./place.ts";
import { type PrepareDeps, prepareChange } from "./prepare.ts";
import { CONFLICT_TEXT_BYTES, type MergeRepository } from "./repository.ts";
import { resolveConflict } from "./resolved.ts";
import { createTargets } from "./targets.ts";

export { targetRef } from "./targets.ts";

export interface GitRepositoryDeps {
  readonly git: Git;
  placeOf(project: string): MergePlace;
  readonly committer: () => Person;
}

const DESCRIBED_COMMITS = 200;
/** Answers about what differs between two commits that are remembered; they never change. */
const REMEMBERED_DIFFS = 2_000;

/** The merge queue's repository on real git. Preparing writes objects only: no work tree is needed to rebase. */
export function createMergeRepository({ git, placeOf, committer }: GitRepositoryDeps): MergeRepository {
  const targets = createTargets(git, placeOf);
  const attributes = new Map<string, MergeAttributes>();
  const diffs = new Map<string, Promise<readonly PathChange[]>>();

  function attributesOf(vault: string): MergeAttributes {
    const known = attributes.get(vault) ?? createMergeAttributes(git, vault);
    attributes.set(vault, known);
    return known;
  }

  function preparing(project: string): PrepareDeps {
    const { vault, sign } = placeOf(project);
    const changes = (from: string, tip: string) => changesOf(vault, from, tip);
    return { git, vault, sign, changes, attributes: attributesOf(vault), committer: committer() };
  }

  function changesOf(vault: string, from: string, tip: string): Promise<readonly PathChange[]> {
    const key = `${vault}\n${from}\n${tip}`;
    const known = diffs.get(key);
    if (known !== undefined) return known;
    if (diffs.size >= REMEMBERED_DIFFS) diffs.clear();
    const asked = changesBetween(git, { repository: vault, from, tip });
    diffs.set(key, asked);
    asked.catch(() => diffs.delete(key));
    return asked;
  }

  return {
    fetchTarget: (project, branch, { maxAgeMs = 0 } = {}) =>
      targets.fetch(project, branch ?? placeOf(project).target, maxAgeMs),
    async keep(project, id, tip) {
      const { vault, clone } = placeOf(project);
      return await keepTip(git, { vault, from: clone, id, tip });
    },
    prepare: (project, change, onto) => prepareChange(preparing(project), change, onto),
    invert: (project, landed, onto) => invertLanding(preparing(project), landed, onto),
    resolve: (project, conflict, resolution) => resolveConflict(preparing(project), conflict, resolution),
    changedFiles: async (project, base, tip) =>
      (await changesOf(placeOf(project).vault, base, tip)).map((change) => change.path),
    async conflictTexts(project, { base, ours, theirs }) {
      const { vault } = placeOf(project);
      const read = async (id: string | undefined) =>
        id === undefined ? undefined : await readObjectText(git, vault, { id, maxBytes: CONFLICT_TEXT_BYTES });
      const [before, target, own] = await Promise.all([read(base), read(ours), read(theirs)]);
      return {
        ...(before === undefined ? {} : { base: before }),
        ...(target === undefined ? {} : { ours: target }),
        ...(own === undefined ? {} : { theirs: own }),
      };
    },
    async land(project, { branch, commit, expected }) {
      const place = placeOf(project);
      return await landCommit(
        { git, targets, project, place, attributes: attributesOf(place.vault) },
        { branch: branch ?? place.target, commit, expected },
      );
    },
    allows(project, consent) {
      return consent === "land-on-checked-out" && placeOf(project).landOnCheckedOut;
    },
    async isAncestor(project, commit, of) {
      return isAncestor(git, placeOf(project).vault, [commit, of]);
    },
    async describe(project, base, tip) {
      const { vault } = placeOf(project);
      const commits = await readLog(git, vault, { from: tip, notIn: [base], limit: DESCRIBED_COMMITS });
      const files = await diffNames(git, vault, { from: base, to: tip });
      return {
        commits: commits.map(({ id, subject, author }) => ({ id, subject, author: author.name })),
        files: [...files],
      };
    },
    forget: (project, id) => forgetTips(git, placeOf(project).vault, id),
  };
}
