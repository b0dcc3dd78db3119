import { bundledGitVersion } from "../setup/binaries.mjs";

export interface Circumstances {
  /** Of Node: `linux`, `darwin`, `win32`; what is packed, and where. */
  readonly target: string;
  readonly host: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hasGit: boolean;
}

export interface Needs {
  /** Nothing can be packed like this. */
  readonly refused: readonly string[];
  /** It can, and this is what the package will lack. */
  readonly lacking: readonly string[];
}

/** What keeps a package from being made here, and what it will be without. Pure but for its argument. */
export function needsOf({ target, host, env, hasGit }: Circumstances): Needs {
  const refused: string[] = [];
  const lacking: string[] = [];
  const isSet = (name: string) => (env[name] ?? "") !== "";
  if (target !== host) {
    refused.push(
      `A package for ${target} needs its own git and native libraries, so that it is made on ${target}; this is ${host}.`,
    );
  }
  if (!hasGit) lacking.push("its own git (dugite's could not be downloaded): users need git 2.38 or later");
  if (!isSet("DROVER_UPDATE_URL")) lacking.push("updates: DROVER_UPDATE_URL does not say where they will be published");
  if (target === "darwin" && !isSet("CSC_LINK") && !isSet("CSC_NAME")) {
    lacking.push("a signature (CSC_LINK or CSC_NAME): macOS will refuse to open it, and it will not update itself");
  }
  if (target === "darwin" && !isSet("APPLE_API_KEY") && !isSet("APPLE_ID")) {
    lacking.push("notarization (APPLE_API_KEY, or APPLE_ID with APPLE_APP_SPECIFIC_PASSWORD and APPLE_TEAM_ID)");
  }
  if (target === "win32" && !isSet("CSC_LINK") && !isSet("WIN_CSC_LINK")) {
    lacking.push("a signature (WIN_CSC_LINK): Windows will warn of it");
  }
  return { refused, lacking };
}

export function needsHere(target: string): Needs {
  const { platform: host, env } = process;
  return needsOf({ target, host, env, hasGit: bundledGitVersion() !== undefined });
}
