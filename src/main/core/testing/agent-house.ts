import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type Result, ok } from "../../../shared/model/result.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { USER } from "../../../shared/model/identity.ts";
import { identityPath } from "../../../shared/model/primitives.ts";
import type { ItemView } from "../../../shared/model/work-item.ts";
import { type Agents, createAgents } from "../agent/index.ts";
import { systemClock } from "../base/clock.ts";
import { type Hooks, type HookDeps, createHooks } from "../hook/index.ts";
import { CLI, serve } from "./agent-socket.ts";
import { createPrompts, promptTexts } from "../role/index.ts";
import { createHookWorktrees } from "../orchestrator/hook-worktrees.ts";
import { runtimePorts } from "../orchestrator/runtime-ports.ts";
import { resolveCommit } from "../platform/git/resolve.ts";
import { createGitFixture } from "../platform/git/testing/git-fixture.ts";
import { createTrash } from "../platform/fs/trash.ts";
import { type MailService, createMail } from "../mail/index.ts";
import { type Memories, createMemories } from "../memory/index.ts";
import { makeClone, makeVault } from "../platform/git/vault.ts";
import type { PtyHosts } from "../platform/pty/pty-hosts.ts";
import { type WorktreePool, createWorktreePool } from "../platform/git/worktree-pool.ts";
import { openHosts } from "../platform/pty/testing/hosts.ts";
import { createAdopted } from "../platform/pty/adopted.ts";
import { createStoreFixture } from "../platform/store/store-fixture.ts";
import type { RecordStore } from "../platform/store/record-store.ts";
import { type RuntimeAdapter, createRuntimes, readPresets, runtimeSpec } from "../runtime/index.ts";
import { type SalvageService, createSalvage } from "../salvage/index.ts";
import { type SessionDeps, type Sessions, createSessions } from "../session/index.ts";

/** What a test's merge queue was handed. */
export interface Submitted {
  readonly item: string;
  readonly project: string;
  readonly tip: string;
  readonly base: string;
}

/**
 * The agents' part of a core over real git, a real store and real PTY hosts, with one project `demo`. Its agents are
 * small shell scripts that call `drover` by a socket of the test's own.
 */
export interface AgentHouse {
  readonly dir: string;
  readonly vault: string;
  readonly clone: string;
  readonly store: RecordStore;
  readonly agents: Agents;
  readonly hooks: Hooks;
  readonly salvage: SalvageService;
  readonly memories: Memories;
  readonly mail: MailService;
  readonly sessions: Sessions;
  readonly hosts: PtyHosts;
  readonly events: readonly LedgerEvent[];
  readonly submitted: readonly Submitted[];
  readonly reports: readonly unknown[];
  /** Letters to whoever sent what did not arrive. */
  readonly raised: readonly Parameters<SessionDeps["raise"]>[0][];
  ask(cwd: string, ...args: string[]): Promise<string>;
  /** The first event, past or to come, that the question is true of. */
  event(wanted: (event: LedgerEvent) => boolean): Promise<LedgerEvent>;
  /** Ends the core and starts another on the same workspace; PTY hosts go on. */
  restartCore(meanwhile?: () => void): Promise<AgentHouse>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface HouseOptions {
  /** The body of the agents' script, for /bin/sh: `$1` is the file with the priming, `$try` the number of this start. */
  readonly script: string;
  readonly nudgeAfterMs?: number;
  readonly exit?: "crash" | "stop";
  /** The core's environment; the test's own without it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the items' descriptions say. */
  readonly description?: string;
  readonly unattended?: boolean;
  /** There is a project `web` as well, with the same files. */
  readonly secondProject?: boolean;
  /** More of the data of the agents' runtime, and its code. */
  readonly runtime?: Readonly<Record<string, unknown>>;
  readonly adapter?: RuntimeAdapter;
  /** What the gates say of a commit; nothing, as where there are none, unless given. */
  readonly verify?: HookDeps["verify"];
}

const resourcesDir = path.resolve(import.meta.dirname, "../../../../resources");

function itemView(id: string, description: string): ItemView {
  return {
    id,
    title: `The item ${id}`,
    description,
    type: "task",
    status: "in-progress",
    priority: 2,
    labels: [],
    acceptance: "",
    notes: "",
    links: [],
    createdBy: USER,
    createdAt: 0,
    updatedBy: USER,
    updatedAt: 0,
    version: 1,
    stage: "in-progress",
    blockedBy: [],
    unblocks: 0,
    convoys: [],
  };
}

export async function openAgentHouse(options: HouseOptions): Promise<AgentHouse> {
  const { env = process.env } = options;
  const fixture = createStoreFixture();
  const repos = await createGitFixture();
  const { git } = repos;
  const origin = await repos.repository("origin", { "a.txt": "one\n", ".gitignore": "ignored\n" });
  const foldersOf = (project: string) => ({
    vault: path.join(fixture.dir, "projects", project, "vault.git"),
    clone: path.join(fixture.dir, "projects", project, "clone.git"),
    worktrees: path.join(fixture.dir, "projects", project, "worktrees"),
  });
  const { vault, clone } = foldersOf("demo");
  const names = options.secondProject === true ? ["demo", "web"] : ["demo"];
  const trash = createTrash({
    folder: path.join(fixture.dir, ".trash"),
    onError: (error) => {
      throw error;
    },
  });
  for (const project of names) {
    const folders = foldersOf(project);
    await mkdir(folders.worktrees, { recursive: true });
    await makeVault(git, { path: folders.vault, origin, trash });
    await makeClone(git, { path: folders.clone, vault: folders.vault, trash });
  }
  const cliEntry = path.join(fixture.dir, "cli.mjs");
  await writeFile(cliEntry, CLI);
  const program = path.join(fixture.dir, "agent.sh");
  const counter = `echo x >> "$DROVER_WORKSPACE/tries"; try=$(wc -l < "$DROVER_WORKSPACE/tries" | tr -d ' ')`;
  await writeFile(program, `#!/bin/sh\n${counter}\n${options.script}\n`);
  await chmod(program, 0o755);

  async function core(): Promise<AgentHouse> {
    const store = await fixture.open({ clock: systemClock });
    const ledger = await store.openLedger("demo", vault);
    if (!ledger.ok) throw new Error(ledger.error.message);
    const pty = openHosts(fixture.dir);
    const events: LedgerEvent[] = [];
    const looks = new Set<(event: LedgerEvent) => void>();
    store.subscribe((event) => {
      events.push(event);
      for (const look of looks) look(event);
    });
    const submitted: Submitted[] = [];
    const raised: Parameters<SessionDeps["raise"]>[0][] = [];
    const reports: unknown[] = [];
    const report = (error: unknown) => {
      reports.push(error);
    };
    const person = () => ({ name: "Agent", email: "olga@example.org" });
    const custom = [
      runtimeSpec.parse({
        id: "tiny",
        title: "Tiny",
        command: [program],
        prompt: ["{promptFile}"],
        exit: options.exit ?? "crash",
        ...options.runtime,
      }),
    ];
    const runtimes = createRuntimes({
      runner: repos.runner,
      env,
      node: process.execPath,
      scriptedEntry: "/nowhere",
      presets: await readPresets(resourcesDir),
      custom: () => custom,
      ...(options.adapter === undefined ? {} : { adapters: { tiny: options.adapter } }),
      defaultRuntime: () => "tiny",
    });
    const agents: Agents = createAgents({
      store,
      views: {
        hookOf: (agent) => hooks.get(agent),
        itemTitle: () => undefined,
        sessionOf: (agent) => sessions.sessionOf(agent),
        statusOf: (agent) => sessions.statusOf(agent),
      },
      project: (name) => (name === "demo" ? { runtime: "tiny" } : undefined),
      checkRuntime: (id) => {
        const known = runtimes.check(id);
        return known.ok ? ok() : known;
      },
      checkSpecialities: () => ok(),
    });
    const salvage = createSalvage({
      git,
      clock: systemClock,
      report,
      person,
      agents,
      repositories: (name) => (names.includes(name) ? foldersOf(name) : undefined),
      projects: () => names,
      originOf: () => origin,
      hookOf: (agent) => hooks.get(agent),
      hasLiveSession: (agent) => sessions.liveOf(agent) !== undefined,
    });
    const memories = createMemories({ store, agents, itemOf: (agent) => hooks.get(agent)?.item });
    const mail = createMail({ store, resolveIdentity: (ref) => ok(identityPath.parse(ref)) });
    const pools = new Map<string, WorktreePool>();
    for (const name of names) {
      const { worktrees, ...folders } = foldersOf(name);
      pools.set(name, await createWorktreePool({ git, ...folders, root: worktrees, keep: 0, onError: report }));
    }
    const targetRef = "refs/remotes/origin/main";
    const targetOf = async (name: string) => ok((await resolveCommit(git, foldersOf(name).vault, targetRef)) ?? "");
    const worktreesOfHooks = createHookWorktrees({
      git,
      repositories: (name) => (names.includes(name) ? { ...foldersOf(name), pool: pools.get(name) } : undefined),
      landsOn: () => "main",
      targetRef: () => targetRef,
      newestTarget: targetOf,
      fetchTarget: targetOf,
    });
    const hookDeps: HookDeps = {
      store,
      clock: systemClock,
      report,
      agents,
      project: (name) => (names.includes(name) ? { target: "main", gates: ["test"], landsVerified: true } : undefined),
      item: (id) => itemView(id, options.description ?? ""),
      worktrees: worktreesOfHooks,
      salvage: salvage.save,
      beginningOf: () => undefined,
      isOthersWork: () => false,
      briefing: async () => [],
      memoryOf: memories.of,
      letter: mail.letter,
      unreadMail: mail.unreadOf,
      hasLiveSession: (agent) => sessions.liveOf(agent) !== undefined,
      lastEnd: (agent) => {
        const last = sessions.lastEnded(agent);
        return last?.endReason === undefined ? undefined : { reason: last.endReason, exitCode: last.exitCode };
      },
      submit: ({ item, parts }, together) =>
        store.commit(() => {
          const also = together();
          if (!also.ok) return also;
          submitted.push(...parts.map((part) => ({ ...part, item })));
          return ok({ events: also.value, result: () => ({ submissions: parts.map(() => `sub-${item}`) }) });
        }),
      verify: options.verify ?? (async () => ok({ gates: [] })),
      closeWithoutChange: (_what, together): Promise<Result<void>> =>
        store.commit(() => {
          const also = together();
          return also.ok ? ok({ events: also.value, result: () => undefined }) : also;
        }),
      noteProgress: () => {},
      prompts: promptTexts(createPrompts({ resourcesDir, workspaceDir: fixture.dir })),
    };
    const hooks: Hooks = createHooks(hookDeps);
    const adopted = createAdopted({
      hosts: pty.hosts,
      folder: path.join(fixture.dir, "adopted"),
      clock: systemClock,
      report,
    });
    const sessions: Sessions = createSessions({
      adopted,
      store,
      clock: systemClock,
      report,
      async raise(letter) {
        raised.push(letter);
      },
      hosts: adopted.hosts,
      runtimes: runtimePorts(runtimes).forSessions,
      work: {
        of: (agent) => hooks.get(agent),
        planAttempt: (agent, session, actor) => hooks.plan.attempt(agent, session, { actor }),
        planSuspend: (agent, reason, actor) => hooks.plan.suspend(agent, { reason, actor }),
        planResume: (agent, actor) => hooks.plan.resume(agent, { actor }),
        place: (agent) => hooks.place(agent),
        prime: (agent) => hooks.prime(agent),
      },
      agents,
      isUnattended: () => options.unattended === true,
      isFrozen: () => false,
      isRecovered: () => true,
      issueToken: (session) => `token-${session}`,
      ownerEmail: () => "olga@example.org",
      settings: () => ({ nudgeAfterMs: options.nudgeAfterMs ?? 60_000, restartPauseMs: 10, passEnv: [] }),
      env,
      workspaceDir: fixture.dir,
      node: process.execPath,
      cliEntry,
      view: (agent) => agent,
    });
    const server = await serve(path.join(fixture.dir, "test.sock"), { hooks, sessions });
    hooks.start();
    await sessions.start();

    async function close(): Promise<void> {
      await server[Symbol.asyncDispose]();
      await sessions[Symbol.asyncDispose]();
      await hooks[Symbol.asyncDispose]();
      for (const pool of pools.values()) await pool[Symbol.asyncDispose]();
    }

    return {
      dir: fixture.dir,
      vault,
      clone,
      store,
      agents,
      hooks,
      salvage,
      memories,
      mail,
      sessions,
      hosts: pty.hosts,
      events,
      submitted,
      reports,
      raised,
      ask: (cwd, ...args) => repos.ask(cwd, ...args),
      event(wanted) {
        const past = events.find(wanted);
        if (past !== undefined) return Promise.resolve(past);
        return new Promise((resolve) => {
          const look = (event: LedgerEvent) => {
            if (!wanted(event)) return;
            looks.delete(look);
            resolve(event);
          };
          looks.add(look);
        });
      },
      async restartCore(meanwhile) {
        await close();
        await pty.hosts[Symbol.asyncDispose]();
        meanwhile?.();
        return core();
      },
      async [Symbol.asyncDispose]() {
        await close();
        await pty[Symbol.asyncDispose]();
        await trash.drain();
        await fixture[Symbol.asyncDispose]();
        await repos[Symbol.asyncDispose]();
      },
    };
  }
  return core();
}

export const byUser = { actor: USER };
