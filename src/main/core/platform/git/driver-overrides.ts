import type { Git, GitOptions } from "./git.ts";

/** Settings that name programs git would run for contents. Names as git prints them: section and key in lower case. */
const DRIVERS = String.raw`^(filter\..*\.(clean|smudge|process|required)|diff\..*\.(command|textconv)|diff\.external|merge\..*\.driver|core\.alternaterefscommand)$`;

/**
 * Variables that switch off every external driver configured there. They cannot be switched off unseen: git has no one
 * setting for it, and their names are anybody's (also with `=` in them, which `-c` would cut at the wrong place).
 */
export async function driverOverrides(
  git: Git,
  { cwd, env }: Pick<GitOptions, "cwd" | "env">,
): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await git.run(["config", "-z", "--name-only", "--get-regexp", DRIVERS], {
    cwd,
    ...(env === undefined ? {} : { env }),
    okCodes: [0, 1],
  });
  const keys = [
    ...new Set(
      stdout
        .toString()
        .split("\0")
        .filter((key) => key !== ""),
    ),
  ];
  const overrides: Record<string, string> = {};
  for (const [index, key] of keys.entries()) {
    overrides[`GIT_CONFIG_KEY_${index}`] = key;
    overrides[`GIT_CONFIG_VALUE_${index}`] = neutral(key);
  }
  return keys.length === 0 ? {} : { GIT_CONFIG_COUNT: String(keys.length), ...overrides };
}

function neutral(key: string): string {
  if (key.endsWith(".required")) return "false";
  // An empty driver would take our side without a word; this one does what git does without a driver.
  if (key.startsWith("merge.")) return "git merge-file --marker-size=%L %A %O %B";
  return "";
}
