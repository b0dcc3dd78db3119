import path from "node:path";
import { type IdentityPath, shortName } from "../../../shared/model/identity.ts";
import { shimFile } from "./shim.ts";

/**
 * What programs need of the user's own environment: to find programs, homes, settings, certificates and keyrings, and to
 * speak the user's language. Everything else stays out: what belongs to Drover's own process (NODE_OPTIONS,
 * ELECTRON_RUN_AS_NODE, GIT_*, PREFIX, …) and what only the user may hand out (keys and tokens).
 */
const PASSED = [
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TMPDIR",
  "TEMP",
  "TMP",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_CACHE_HOME",
  "XDG_STATE_HOME",
  "XDG_RUNTIME_DIR",
  "DBUS_SESSION_BUS_ADDRESS",
  "SSH_AUTH_SOCK",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "ALL_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "all_proxy",
  // Windows
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "COMSPEC",
  "PATHEXT",
  "USERPROFILE",
  "USERNAME",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMFILES",
  "PROGRAMDATA",
  "WINDIR",
] as const;

export interface SessionEnvironment {
  /** The environment of the core. */
  readonly own: Readonly<Record<string, string | undefined>>;
  /** Names that the runtime is given besides; `*` at the end stands for anything. */
  readonly runtimeNames: readonly string[];
  /** Names that the user lists in the settings; `*` too. */
  readonly userNames: readonly string[];
  readonly shimDir: string;
  readonly workspace: string;
  readonly session: string;
  readonly token: string;
  readonly agent: IdentityPath;
  readonly project: string | undefined;
  readonly ownerEmail: string;
}

/** The whole environment of a session; nothing else is inherited. */
export function sessionEnvironment(facts: SessionEnvironment): Record<string, string> {
  const names = [...PASSED, "LC_*", ...facts.runtimeNames, ...facts.userNames];
  const exact = new Set(names.filter((name) => !name.endsWith("*")));
  const prefixes = names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1));
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(facts.own)) {
    if (value === undefined) continue;
    if (exact.has(name) || prefixes.some((prefix) => name.startsWith(prefix))) env[name] = value;
  }
  const author = authorName(facts.agent);
  return {
    ...env,
    PATH: [facts.shimDir, facts.own["PATH"] ?? ""].filter((part) => part !== "").join(path.delimiter),
    // Login shells begin with a PATH of their own; this they keep.
    DROVER_BIN: shimFile(facts.shimDir),
    DROVER_WORKSPACE: facts.workspace,
    DROVER_SESSION: facts.session,
    DROVER_TOKEN: facts.token,
    DROVER_AGENT: facts.agent,
    ...(facts.project === undefined ? {} : { DROVER_PROJECT: facts.project }),
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: facts.ownerEmail,
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: facts.ownerEmail,
  };
}

/** `Otter (demo/workers/otter)`: readable, and the identity itself. */
export function authorName(agent: IdentityPath): string {
  const name = shortName(agent);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} (${agent})`;
}
