import type { Forge } from "../../../../shared/contract/exchange.ts";

export interface ForgeRepository {
  readonly forge: Forge;
  /** Of one's own; undefined for github.com and gitlab.com. */
  readonly host: string | undefined;
  /** `owner/name`, on GitLab with the groups in between. */
  readonly path: string;
  /** Names it among sources. */
  readonly source: string;
  /** What the REST interface's paths begin with. */
  readonly api: string;
}

/** `git.example.org/group/name` names a host too: it has a dot and two parts behind it. */
export function parseRepository(forge: Forge, repository: string): ForgeRepository {
  const [first = "", ...rest] = repository.split("/");
  const host = first.includes(".") && rest.length > 1 ? first : undefined;
  const path = host === undefined ? repository : rest.join("/");
  return {
    forge,
    host,
    path,
    source: `${forge}:${repository.toLowerCase()}`,
    api: forge === "github" ? `repos/${path}` : `projects/${encodeURIComponent(path)}`,
  };
}
