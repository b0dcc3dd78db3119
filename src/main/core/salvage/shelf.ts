import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import type { IdentityPath } from "../../../shared/model/identity.ts";
import type { Salvage } from "../../../shared/model/salvage.ts";
import { exists } from "../platform/fs/exists.ts";
import { keptPlace } from "../platform/git/kept-worktree.ts";
import { type Found, SALVAGE_REFS, agentOf, idOf, recordIn, viewOf } from "./record.ts";
import type { SalvageDeps, SalvageRepositories } from "./ports.ts";

export type RefFailure = Failure<"salvage-not-found" | "salvage-ambiguous">;

export interface ShelfFilter {
  readonly project?: string | undefined;
  readonly agent?: IdentityPath | undefined;
  readonly item?: string | undefined;
  /** Milliseconds since 1970, both included. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** The salvages that lie in the vaults. Nothing about them is kept elsewhere. */
export interface Shelf {
  /** Newest first. */
  list(filter: ShelfFilter): Promise<readonly Found[]>;
  /** By its id, or the part of it behind the hyphen. */
  find(ref: string): Promise<Result<Found, RefFailure>>;
  view(found: Found): Promise<Salvage>;
  /** Where the worktree would lie, were it kept. */
  keptAt(found: Found): string;
  repositoriesOf(found: Found): SalvageRepositories;
}

export function createShelf({ git, projects, repositories }: SalvageDeps): Shelf {
  function present(project: string): SalvageRepositories {
    const found = repositories(project);
    if (found === undefined) throw new Error(`The project ${project} vanished: projects are never removed.`);
    return found;
  }

  async function inProject(project: string, agent: IdentityPath | undefined): Promise<Found[]> {
    const prefix = agent === undefined ? SALVAGE_REFS : `${SALVAGE_REFS}${agent}/`;
    const format = "--format=%(refname)%00%(objectname)%00%(contents)%00";
    const { stdout } = await git.run(["for-each-ref", format, prefix], { cwd: present(project).vault });
    const fields = stdout.toString().split("\0");
    const found: Found[] = [];
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [name = "", commit = "", message = ""] = fields.slice(at, at + 3);
      const record = recordIn(message);
      // What somebody else put there is not ours to show or to restore.
      if (record?.agent === agentOf(name.trim())) found.push({ project, ref: name.trim(), commit, record });
    }
    return found;
  }

  const keptAt = (found: Found) => keptPlace(present(found.project).worktrees, found.ref);

  async function list({ project, agent, item, since = 0, until = Infinity }: ShelfFilter) {
    const all: Found[] = [];
    for (const name of project === undefined ? projects() : [project]) all.push(...(await inProject(name, agent)));
    return all
      .filter(({ record }) => record.at >= since && record.at <= until)
      .filter(({ record }) => item === undefined || record.item === item)
      .toSorted((a, b) => b.record.at - a.record.at || (a.ref < b.ref ? 1 : -1));
  }

  return {
    list,
    async find(ref) {
      const fitting = (await list({})).filter(({ ref: name }) => idOf(name) === ref || idOf(name).endsWith(`-${ref}`));
      const [found, other] = fitting;
      if (found === undefined) {
        return fail("salvage-not-found", `There is no salvage ${JSON.stringify(ref)}.`, {
          remedy: "List them with `drover salvage list`.",
        });
      }
      if (other === undefined) return ok(found);
      return fail("salvage-ambiguous", `${ref} fits ${fitting.map((one) => idOf(one.ref)).join(", ")}.`, {
        remedy: "Give the whole id.",
      });
    },
    async view(found) {
      const place = keptAt(found);
      return viewOf(found, (await exists(place)) ? place : undefined);
    },
    keptAt,
    repositoriesOf: (found) => present(found.project),
  };
}
