import { devNull } from "node:os";
import { setupEnvironment } from "dugite";
import type { GitCommand } from "../process/local-runner.ts";
import type { GitLocation } from "./git-location.ts";

/**
 * What Drover's own git runs with, always. Repositories are written by agents too, whose configuration must not make
 * Drover run anything; and nobody sits at a terminal to answer questions.
 */
const STANDING_CONFIG = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.askPass=",
  "core.quotePath=false",
  "core.safecrlf=false",
  // Agents commit to the same repository at the same time: wait for their locks instead of failing at once.
  "core.filesRefLockTimeout=2000",
  "core.packedRefsTimeout=2000",
  "protocol.ext.allow=never",
  "safe.bareRepository=all",
  "init.templateDir=",
  "gc.auto=0",
  "maintenance.auto=false",
  "commit.gpgSign=false",
  "tag.gpgSign=false",
  "push.gpgSign=false",
  "log.showSignature=false",
  "i18n.commitEncoding=UTF-8",
  "i18n.logOutputEncoding=UTF-8",
  "rerere.enabled=false",
  "submodule.recurse=false",
  "fetch.recurseSubmodules=false",
  "push.recurseSubmodules=no",
  "color.ui=false",
] as const;

const STANDING_ENV = {
  LC_ALL: "C",
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "",
  SSH_ASKPASS_REQUIRE: "never",
  GIT_EDITOR: "true",
  GIT_SEQUENCE_EDITOR: "true",
  GIT_PAGER: "cat",
  // A status must not fight with an agent's git for the index.
  GIT_OPTIONAL_LOCKS: "0",
  // Whoever may write a repository's refs could otherwise show Drover other contents than are there.
  GIT_NO_REPLACE_OBJECTS: "1",
} as const;

/** How a person told git to reach their servers. All other GIT_ variables belong to somebody else's call. */
const KEPT_GIT_VARIABLES = new Set([
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_SSH_VARIANT",
  "GIT_SSL_CAINFO",
  "GIT_SSL_CAPATH",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_NOSYSTEM",
  "GIT_DEFAULT_HASH",
]);
const FOREIGN =
  /^(?:GIT_|DROVER_|ELECTRON_|NODE_|npm_|LC_|LANG|PREFIX$|LOCAL_GIT_DIRECTORY$|EDITOR$|VISUAL$|PAGER$|SSH_ASKPASS)/;

/**
 * Makes processes of requests for git, in the environment dugite lays out for the binary that was found.
 * dugite's own `exec` is not used: it knows no process groups, and a fetch that is cut short must not leave its helpers behind.
 */
export function createGitCommand(location: GitLocation, env: Readonly<Record<string, string | undefined>>): GitCommand {
  const { file, environment } = environmentOf(location, env);
  const config = STANDING_CONFIG.flatMap((entry) => ["-c", entry]);
  return ({ args, env: more, ...request }) => ({
    ...request,
    file,
    args: [...config, ...args],
    env: more === undefined ? environment : { ...environment, ...more },
  });
}

function environmentOf(
  location: GitLocation,
  env: Readonly<Record<string, string | undefined>>,
): { readonly file: string; readonly environment: Readonly<Record<string, string>> } {
  const inherited = Object.entries(env).filter(([name]) => KEPT_GIT_VARIABLES.has(name) || !FOREIGN.test(name));
  const told = { ...Object.fromEntries(inherited), ...STANDING_ENV };
  if (location.kind === "bundled") {
    const { env: laidOut, gitLocation } = setupEnvironment({ LOCAL_GIT_DIRECTORY: location.directory }, told);
    return { file: gitLocation, environment: strings(laidOut) };
  }
  const system = {
    LOCAL_GIT_DIRECTORY: location.directory,
    GIT_EXEC_PATH: location.execPath,
    GIT_CONFIG_SYSTEM: devNull,
  };
  const { env: laidOut, gitLocation } = setupEnvironment(system, told);
  // What dugite adds for a git that was moved from where it was built. The system's knows its own places.
  const { GIT_TEMPLATE_DIR: _template, PREFIX: _prefix, GIT_CONFIG_SYSTEM: _config, ...kept } = laidOut;
  const own = env["GIT_CONFIG_SYSTEM"];
  return {
    file: gitLocation,
    environment: strings({ ...kept, ...(own === undefined ? {} : { GIT_CONFIG_SYSTEM: own }) }),
  };
}

function strings(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) if (value !== undefined) kept[name] = value;
  return kept;
}
