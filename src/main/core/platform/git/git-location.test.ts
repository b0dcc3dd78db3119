import { mkdtempSync, realpathSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLocalRunner } from "../process/local-runner.ts";
import { createGitCommand } from "./git-command.ts";
import { findGit, type GitLocation } from "./git-location.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "drover-find-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program called git that answers as one of that version would. */
function plant(directory: string, version: string): void {
  mkdirSync(path.join(directory, "bin"), { recursive: true });
  const script = `#!/bin/sh\ncase "$1" in --version) echo "git version ${version} (Test Git-1)";; *) echo "${directory}/libexec/git-core";; esac\n`;
  writeFileSync(path.join(directory, "bin", "git"), script, { mode: 0o755 });
}

async function find(searched: string): ReturnType<typeof findGit> {
  await using runner = createLocalRunner();
  return await findGit({ runner, env: { PATH: searched }, bundledDirectory: path.join(folder, "bundled") });
}

describe("finding git", () => {
  it("takes the bundled one where it was downloaded", async () => {
    plant(path.join(folder, "bundled"), "2.47.3");
    expect(await find("")).toEqual({
      ok: true,
      value: { kind: "bundled", directory: path.join(folder, "bundled"), execPath: undefined, version: "2.47.3" },
    });
  });

  it("takes the first one on the PATH else", async () => {
    plant(path.join(folder, "a"), "2.38.0");
    plant(path.join(folder, "b"), "2.51.0");
    const searched = [
      "relative",
      path.join(folder, "none"),
      path.join(folder, "a", "bin"),
      path.join(folder, "b", "bin"),
    ];
    expect(await find(searched.join(path.delimiter))).toEqual({
      ok: true,
      value: {
        kind: "system",
        directory: path.join(folder, "a"),
        execPath: path.join(folder, "a", "libexec", "git-core"),
        version: "2.38.0",
      },
    });
  });

  it.each(["2.37.9", "1.9.1"])("says that %s is too old and what to do", async (version) => {
    plant(folder, version);
    const found = await find(path.join(folder, "bin"));
    expect(found).toMatchObject({ ok: false, error: { code: "git-too-old", details: { version } } });
    expect(!found.ok && found.error.remedy).toContain("Update git");
  });

  it("says that git is missing and what to do", async () => {
    const found = await find(folder);
    expect(found).toMatchObject({ ok: false, error: { code: "git-missing" } });
    expect(!found.ok && found.error.remedy).toContain("Install git 2.38");
  });
});

describe("the environment of git", () => {
  const env = {
    PATH: "/bin",
    HOME: "/home/ada",
    SSH_AUTH_SOCK: "/run/agent",
    GIT_SSH_COMMAND: "ssh -i key",
    GIT_DIR: "/elsewhere",
    GIT_CONFIG_PARAMETERS: "'core.editor'='evil'",
    LANG: "de_DE.UTF-8",
    NODE_OPTIONS: "--inspect",
    DROVER_TOKEN: "secret",
    PREFIX: "/elsewhere",
    EDITOR: "vi",
  };
  const system: GitLocation = { kind: "system", directory: "/usr", execPath: "/usr/lib/git-core", version: "2.39.5" };

  it("is the system git's with nothing of the caller's, and nothing of a bundled one", () => {
    const command = createGitCommand(system, env)({ args: ["status"], cwd: "/", env: { MORE: "1" } });
    expect(command.file).toBe("/usr/bin/git");
    expect(command.args.slice(0, 2)).toEqual(["-c", "core.hooksPath=/dev/null"]);
    expect(command.args.at(-1)).toBe("status");
    expect(command.env).toEqual({
      PATH: "/bin",
      HOME: "/home/ada",
      SSH_AUTH_SOCK: "/run/agent",
      GIT_SSH_COMMAND: "ssh -i key",
      LOCAL_GIT_DIRECTORY: "/usr",
      GIT_EXEC_PATH: "/usr/lib/git-core",
      LC_ALL: "C",
      GIT_TERMINAL_PROMPT: "0",
      GIT_ASKPASS: "",
      SSH_ASKPASS_REQUIRE: "never",
      GIT_EDITOR: "true",
      GIT_SEQUENCE_EDITOR: "true",
      GIT_PAGER: "cat",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_NO_REPLACE_OBJECTS: "1",
      MORE: "1",
    });
  });

  it("tells a bundled git where its parts are", () => {
    const command = createGitCommand(
      { kind: "bundled", directory: "/opt/git", execPath: undefined, version: "2.47.3" },
      env,
    )({
      args: [],
      cwd: "/",
    });
    expect(command.file).toBe("/opt/git/bin/git");
    expect(command.env).toMatchObject({
      GIT_EXEC_PATH: "/opt/git/libexec/git-core",
      GIT_CONFIG_SYSTEM: "/opt/git/etc/gitconfig",
    });
  });
});
