import path from "node:path";
import { z } from "zod";
import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type Result, err, fail, ok } from "../../../shared/model/result.ts";
import { systemClock } from "../base/clock.ts";
import { type Check, chooseLedgers, doctor, fsck, keptFolders, ledgersOf, repair } from "../maintenance/index.ts";
import { readUser } from "../platform/git/config.ts";
import { createGit } from "../platform/git/git.ts";
import { createGitCommand } from "../platform/git/git-command.ts";
import { type GitLocation, findGit } from "../platform/git/git-location.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { GitRunner } from "../platform/store/git-access.ts";
import { WorkspaceLock } from "../platform/store/workspace-lock.ts";
import { createRuntimes, readPresets } from "../runtime/index.ts";
import { peekSettings, settingsFile } from "../workspace/index.ts";
import { gitCheck, runtimeCheck, settingsCheck } from "./health-checks.ts";
import { findPlaces } from "./places.ts";
import { RECORD_KINDS } from "./record-kinds.ts";

/** A workspace, or one repository, as it lies there: nothing of it is opened, so that it may be broken in any way. */
export interface AtRest {
  /** Absolute. */
  readonly workspace: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

interface Means extends AsyncDisposable {
  readonly git: GitRunner;
  readonly location: GitLocation;
  readonly owner: { readonly name: string; readonly email: string };
  readonly now: () => number;
  readonly kinds: typeof RECORD_KINDS;
}

/** Checks the ledgers of a workspace that no core has open. Reads alone. */
export async function fsckAtRest(
  { workspace, env = process.env }: AtRest,
  wanted: { readonly ledgers: readonly string[]; readonly full: boolean },
): Promise<Result<OutputOf<"ledger.fsck">>> {
  const means = await openMeans(env);
  if (!means.ok) return means;
  await using at = means.value;
  const all = await ledgersOf(workspace);
  const chosen = chooseLedgers(all, wanted.ledgers);
  if (!chosen.ok) return chosen;
  const ledgers = chosen.value;
  const isWhole = ledgers.length === all.length;
  return ok(await fsck(at, { ledgers, workspaceDir: workspace, isWhole, full: wanted.full }));
}

/** Checks the ledger in one repository on its own: a vault, a clone, a mirror. Reads alone. */
export async function fsckRepository(
  gitDir: string,
  { full, env = process.env }: { readonly full: boolean; readonly env?: AtRest["env"] },
): Promise<Result<OutputOf<"ledger.fsck">>> {
  const means = await openMeans(env);
  if (!means.ok) return means;
  await using at = means.value;
  const asked = await at.git(["rev-parse", "--absolute-git-dir"], { cwd: gitDir }).catch((error: unknown) => ({
    ...{ exitCode: 1, stdout: new Uint8Array() },
    stderr: error instanceof Error ? error.message : String(error),
  }));
  if (asked.exitCode !== 0) {
    return fail("repository-not-found", `${gitDir} is no git repository: ${asked.stderr.trim()}`, {
      remedy: "Name a bare repository, a .git folder or a clone.",
    });
  }
  const found = Buffer.from(asked.stdout).toString("utf8").trim();
  return ok(await fsck(at, { ledgers: [{ gitDir: found }], isWhole: false, full }));
}

/** Puts right what is wrong with ledgers. With `apply` it holds the workspace's lock meanwhile. */
export async function repairAtRest(
  { workspace, env = process.env }: AtRest,
  wanted: { readonly ledgers: readonly string[]; readonly apply: boolean },
): Promise<Result<OutputOf<"ledger.repair">>> {
  const lock = wanted.apply ? WorkspaceLock.acquire(workspace, "drover repair") : undefined;
  if (lock?.ok === false) return lock;
  using _held = lock?.value;
  const means = await openMeans(env);
  if (!means.ok) return means;
  await using at = means.value;
  const chosen = chooseLedgers(await ledgersOf(workspace), wanted.ledgers);
  if (!chosen.ok) return chosen;
  return await repair({ ...at, workspaceDir: workspace }, { ledgers: chosen.value, apply: wanted.apply });
}

/** What can be said of a workspace that no core has open, whatever state it is in. */
export async function doctorAtRest(
  { workspace, env = process.env }: AtRest,
  wanted: { readonly fix: boolean; readonly checks: readonly string[] },
): Promise<Result<OutputOf<"workspace.doctor">>> {
  const means = await openMeans(env);
  const runner = createLocalRunner();
  try {
    const places = findPlaces();
    const { settings, problems } = await peekSettings(workspace);
    const runtimes = createRuntimes({
      ...{ runner, env, node: places.node, scriptedEntry: places.scriptedAgent },
      presets: await readPresets(places.resources),
      custom: () => settings.runtimes,
      defaultRuntime: () => settings.defaultRuntime,
    });
    const found = means.ok ? ok(means.value.location) : means;
    const checks: readonly Check[] = [
      gitCheck(async () => found),
      lockCheck(workspace),
      {
        ...{ id: "settings", area: "workspace", title: "The settings can be read" },
        run: async () => settingsCheck(settingsFile(workspace), problems),
      },
      runtimeCheck({ runtimes, settings, used: () => [] }),
    ];
    const deps = means.ok ? means.value : { ...withoutGit(means.error.message), kinds: RECORD_KINDS };
    // Agents may be at work in their hosts all the same: their files are left alone.
    const folders = keptFolders(workspace, { session: () => true, submission: () => false });
    const only = wanted.checks.length === 0 ? undefined : wanted.checks;
    return await doctor(
      { ...deps, workspaceDir: workspace, env, keptFolders: folders, checks },
      { fix: wanted.fix, only },
    );
  } finally {
    await runner[Symbol.asyncDispose]();
    if (means.ok) await means.value[Symbol.asyncDispose]();
  }
}

async function openMeans(env: Readonly<Record<string, string | undefined>>): Promise<Result<Means>> {
  const finder = createLocalRunner();
  const found = await findGit({ runner: finder, env, bundledDirectory: findPlaces().git });
  await finder[Symbol.asyncDispose]();
  if (!found.ok) return err(found.error);
  const runner = createLocalRunner({ git: createGitCommand(found.value, env) });
  const git = createGit({ runner });
  const user = await readUser(git, path.parse(process.cwd()).root);
  return ok({
    git: (args, more) => git.run(args, { ...more, okCodes: "any" }),
    location: found.value,
    owner: { name: user.name ?? env["USER"] ?? "Owner", email: user.email ?? `${env["USER"] ?? "owner"}@localhost` },
    now: () => systemClock.now(),
    kinds: RECORD_KINDS,
    [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose](),
  });
}

function withoutGit(reason: string): Pick<Means, "git" | "owner" | "now"> {
  return {
    git: async () => ({ exitCode: null, stdout: new Uint8Array(), stderr: reason }),
    owner: { name: "Owner", email: "owner@localhost" },
    now: () => systemClock.now(),
  };
}

const holder = z.object({ pid: z.int(), holder: z.string() });

/** Somebody has the workspace open and does not answer: otherwise the core would have been asked. */
function lockCheck(workspace: string): Check {
  return {
    id: "lock",
    area: "workspace",
    title: "Nobody holds the workspace without answering",
    async run() {
      const taken = WorkspaceLock.acquire(workspace, "drover doctor");
      if (taken.ok) {
        taken.value[Symbol.dispose]();
        return { state: "ok", message: "No core has it open." };
      }
      if (taken.error.code !== "workspace-in-use") return undefined;
      const who = holder.safeParse(taken.error.details).data;
      const end = who === undefined ? "End that process" : `End process ${who.pid}`;
      const remedy = `${end} if it hangs: what was acknowledged is safe. Then start Drover again.`;
      return { state: "problem", message: taken.error.message, remedy };
    },
  };
}
