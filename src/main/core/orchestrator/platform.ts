import path from "node:path";
import { type Result, err, ok } from "../../../shared/model/result.ts";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { runtimeFolder, socketPath } from "../platform/fs/runtime-folder.ts";
import { createTreeRemover } from "../platform/fs/remove-tree.ts";
import { type Trash, createTrash } from "../platform/fs/trash.ts";
import { readUser } from "../platform/git/config.ts";
import { type Git, createGit } from "../platform/git/git.ts";
import { createGitCommand } from "../platform/git/git-command.ts";
import { type GitLocation, findGit } from "../platform/git/git-location.ts";
import { initBare } from "../platform/git/init-bare.ts";
import { createMendingGit } from "../platform/git/mending-git.ts";
import { createLocalRunner } from "../platform/process/local-runner.ts";
import type { ProcessRunner } from "../platform/process/process-runner.ts";
import { createSpawnerClient } from "../platform/process/spawner-client.ts";
import { type Adopted, createAdopted } from "../platform/pty/adopted.ts";
import { type PtyHosts, createPtyHosts } from "../platform/pty/pty-hosts.ts";
import { createRecordStore } from "../platform/store/create-record-store.ts";
import type { RecordStore, StoreNotice } from "../platform/store/record-store.ts";
import type { WorkspaceLock } from "../platform/store/workspace-lock.ts";
import type { Settings } from "../../../shared/model/settings.ts";
import { cloneAt } from "../project/index.ts";
import { plainEnvironment } from "./environment.ts";
import type { Places } from "./places.ts";

export interface PlatformOptions {
  /** `command` starts no process that outlives it. */
  readonly mode: "full" | "command";
  readonly workspaceDir: string;
  readonly lock: WorkspaceLock;
  readonly log: Log;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly places: Places;
  readonly version: string;
  readonly settings: Settings;
}

/** What every domain stands on: processes, git, the store, the PTY hosts. */
export interface Platform extends AsyncDisposable {
  readonly runner: ProcessRunner;
  readonly git: Git;
  readonly gitLocation: GitLocation;
  readonly store: RecordStore;
  /** Adopted sessions' too. */
  readonly hosts: PtyHosts;
  readonly adopted: Adopted;
  readonly trash: Trash;
  /** The human owner, for commits. */
  readonly owner: { readonly name: string; readonly email: string };
  /** The workspace's own ledger. */
  readonly homeRepository: string;
  readonly notices: readonly Pick<StoreNotice, "message">[];
}

/** A gate may damage its clone in every run. After so many the log alone tells: each overview carries all notices. */
const MENDS_TOLD = 20;

/** A core that dies in the middle leaves nothing to tidy up but folders in the trash, which are swept at the next start. */
export async function openPlatform(options: PlatformOptions): Promise<Result<Platform>> {
  const { mode, workspaceDir, log, clock, env, places } = options;
  const finder = createLocalRunner();
  const found = await findGit({ runner: finder, env, bundledDirectory: places.git });
  await finder[Symbol.asyncDispose]();
  if (!found.ok) return err(found.error);
  const command = createGitCommand(found.value, env);
  const runner =
    mode === "command"
      ? createLocalRunner({ git: command })
      : createSpawnerClient({
          nodePath: places.node,
          entry: places.spawner,
          git: command,
          clock,
          onComplaint: (text) => log.error(`Spawner: ${text}`),
        });
  try {
    const notices: Pick<StoreNotice, "message">[] = [];
    let mended = 0;
    const git = createMendingGit({
      git: createGit({ runner }),
      cloneAt: (folder) => cloneAt(workspaceDir, folder),
      told(message) {
        log.warn(message);
        mended += 1;
        if (mended <= MENDS_TOLD) notices.push({ message });
      },
    });
    const homeRepository = path.join(workspaceDir, "ledger.git");
    await initBare(git, homeRepository);
    const user = await readUser(git, homeRepository);
    const owner = {
      name: options.settings.owner.name ?? user.name ?? env["USER"] ?? "Owner",
      email: options.settings.owner.email ?? user.email ?? `${env["USER"] ?? "owner"}@localhost`,
    };
    const store = createRecordStore({
      lock: options.lock,
      // It throws for output that was cut short: half a shard would be a damaged one.
      git: (args, more) => git.run(args, { ...more, okCodes: "any" }),
      clock,
      owner,
      notice(notice) {
        log.warn(`Store: ${notice.message}`);
        notices.push(notice);
      },
    });
    if (!store.ok) {
      await runner[Symbol.asyncDispose]();
      return err(store.error);
    }
    const sockets = runtimeFolder(env);
    if (!sockets.ok) {
      await store.value[Symbol.asyncDispose]();
      await runner[Symbol.asyncDispose]();
      return err(sockets.error);
    }
    const adopted = createAdopted({
      folder: path.join(workspaceDir, ".drover", "adopted"),
      clock,
      report: (error) => log.error("Adopted sessions", error),
      hosts: createPtyHosts({
        workspaceDir,
        socketPath: (id) => socketPath(sockets.value, workspaceDir, `pty-${id}`),
        runner,
        nodePath: places.node,
        hostEntry: places.ptyHost,
        version: options.version,
        hostEnv: plainEnvironment(env),
        clock,
        report: (error) => log.error("PTY hosts", error),
      }),
    });
    const { hosts } = adopted;
    const trash = createTrash({
      folder: path.join(workspaceDir, ".drover", "trash"),
      remove: createTreeRemover(runner),
      onError: (error) => log.warn("Trash", error),
    });
    if (mode === "full") trash.sweep();
    return ok({
      runner,
      git,
      gitLocation: found.value,
      store: store.value,
      hosts,
      adopted,
      trash,
      owner,
      homeRepository,
      notices,
      async [Symbol.asyncDispose]() {
        await hosts[Symbol.asyncDispose]();
        await store.value[Symbol.asyncDispose]();
        await trash.drain();
        await runner[Symbol.asyncDispose]();
      },
    });
  } catch (error) {
    await runner[Symbol.asyncDispose]();
    throw error;
  }
}
