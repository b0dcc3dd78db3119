import type { Forge } from "../../../../shared/contract/exchange.ts";

/** A repository of a forge. */
export interface ForgePlace {
  readonly forge: Forge;
  /** Of one's own; undefined for github.com and gitlab.com. */
  readonly host: string | undefined;
  /** `owner/name`, on GitLab with the groups in between. */
  readonly path: string;
}

/** Where a remote URL leads: `https://host/owner/name.git`, `ssh://git@host:22/…`, `git@host:owner/name`. */
export interface RemoteAddress {
  /** In lower case, without a port. */
  readonly host: string;
  readonly path: string;
}

const SCP_LIKE = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/;

export function remoteAddress(origin: string): RemoteAddress | undefined {
  const scp = origin.includes("://") ? undefined : SCP_LIKE.exec(origin);
  const url = scp === undefined && URL.canParse(origin) ? new URL(origin) : undefined;
  const host = scp?.[1] ?? url?.hostname;
  const path = scp?.[2] ?? url?.pathname;
  if (host === undefined || path === undefined || url?.protocol === "file:") return undefined;
  const clean = path
    .replace(/^\/+/, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
  return host === "" || !clean.includes("/") ? undefined : { host: host.toLowerCase(), path: clean };
}

/** Names under which the two big ones are reached besides their own: ssh over the port of https. */
const HOSTS: Readonly<Record<string, Forge>> = {
  "github.com": "github",
  "ssh.github.com": "github",
  "gitlab.com": "gitlab",
  "altssh.gitlab.com": "gitlab",
};

/** The forge behind an address, as far as its name tells. Undefined where somebody has to be asked. */
export function guessForge({ host, path }: RemoteAddress): ForgePlace | undefined {
  const known = HOSTS[host];
  if (known !== undefined) return { forge: known, host: undefined, path };
  if (/(?:^|[.-])github(?:[.-]|$)/.test(host)) return { forge: "github", host, path };
  if (/(?:^|[.-])gitlab(?:[.-]|$)/.test(host)) return { forge: "gitlab", host, path };
  return undefined;
}
