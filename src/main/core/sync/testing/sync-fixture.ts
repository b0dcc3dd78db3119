import { setTimeout as wait } from "node:timers/promises";
import type { Caller } from "../../../../shared/contract/handlers.ts";
import type { NewEvent } from "../../../../shared/model/event.ts";
import { type IdentityPath, MANAGER, USER, workerPath } from "../../../../shared/model/identity.ts";
import { project } from "../../../../shared/model/project.ts";
import type { WorkItem } from "../../../../shared/model/work-item.ts";
import type { Clock } from "../../base/clock.ts";
import { itemKind } from "../../ledger/index.ts";
import type { Git } from "../../platform/git/git.ts";
import { createGitFixture } from "../../platform/git/testing/git-fixture.ts";
import type { RecordStore, RecordTable } from "../../platform/store/record-store.ts";
import { type StoreFixture, append, createStoreFixture, git } from "../../platform/store/store-fixture.ts";
import { type SyncService, createSync } from "../index.ts";
import type { ClaimsMet } from "../ports.ts";

export const BRANCH = "refs/heads/drover/ledger";
export const user: Caller = { identity: USER, role: "user" };
export const signal = new AbortController().signal;

/** The project `demo` of a workspace, whose ledger it shares. */
export interface OpenClone {
  readonly store: RecordStore;
  readonly vault: string;
  readonly items: RecordTable<WorkItem>;
  readonly sync: SyncService;
  readonly told: ClaimsMet[];
  readonly agent: IdentityPath;
  turn(isOn: boolean): void;
}

export interface Clone extends OpenClone {
  readonly fixture: StoreFixture;
}

/** An origin, and workspaces that share it. Disposing of it closes all of them. */
export interface SyncFixture extends AsyncDisposable {
  readonly origin: string;
  readonly git: Git;
  path(name: string): string;
  makeClone(name: string, options?: { readonly origin?: string; readonly on?: boolean }): Promise<Clone>;
}

export async function createSyncFixture(): Promise<SyncFixture> {
  const repos = await createGitFixture();
  const host = createStoreFixture();
  const fixtures = [host];
  const shared = host.makeRepository("origin.git");
  return {
    origin: shared,
    git: repos.git,
    path: (name) => repos.path(name),
    async makeClone(name, { origin = shared, on = true } = {}) {
      const fixture = createStoreFixture();
      fixtures.push(fixture);
      const store = await fixture.open();
      const vault = fixture.makeRepository("vault.git");
      const { clock } = fixture;
      return { fixture, ...(await openClone({ name, store, clock, vault, origin, on, git: repos.git })) };
    },
    async [Symbol.asyncDispose]() {
      for (const fixture of fixtures) await fixture[Symbol.asyncDispose]();
      await repos[Symbol.asyncDispose]();
    },
  };
}

export interface CloneOptions {
  readonly name: string;
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly vault: string;
  readonly origin: string;
  readonly on: boolean;
  readonly git: Git;
}

export async function openClone({ name, store, clock, vault, origin, on, git }: CloneOptions): Promise<OpenClone> {
  const items = store.table(itemKind);
  const opened = await store.openLedger("demo", vault);
  if (!opened.ok) throw new Error(opened.error.message);
  const told: ClaimsMet[] = [];
  const agent = workerPath("demo", name);
  let settings = project.parse({
    name: "demo",
    prefix: "demo",
    origin,
    target: "main",
    landing: "local",
    sync: on,
    addedAt: 0,
  });
  const sync = createSync({
    store,
    git,
    clock,
    report(error) {
      throw error;
    },
    wait: (ms) => wait(ms),
    random: () => Math.random(),
    settings: () => ({ afterMs: 10_000, everyMs: 180_000 }),
    projects: {
      list: () => [settings],
      get: (wanted) => (wanted === "demo" ? settings : undefined),
      vaultOf: () => vault,
    },
    isOurs: (who) => who === agent || who === USER,
    async claimsMet(met) {
      told.push(met);
    },
    async giveBack(item) {
      await append(store, event(item, "workItemReleased", {}, MANAGER));
    },
    taken: () => {},
  });
  return {
    ...{ store, vault, items, sync, told, agent },
    turn(isOn) {
      settings = { ...settings, sync: isOn };
      sync.edited("demo");
    },
  };
}

export function event(subject: string, type: string, data: unknown, actor: IdentityPath): NewEvent {
  return { ledger: "demo", kind: "item", subject, type, actor, data };
}

export function creation(id: string, actor: IdentityPath): NewEvent {
  const texts = { title: id, description: "", acceptance: "", notes: "" };
  return event(id, "workItemCreated", { ...texts, type: "task", priority: 2, labels: [], links: [] }, actor);
}

export async function syncNow({ sync }: OpenClone, more: { readonly dryRun?: boolean } = {}) {
  const done = await sync.handlers["ledger.sync"](more, user, signal);
  if (!done.ok) throw new Error(done.error.message);
  const [told] = done.value.projects;
  if (told === undefined) throw new Error("No project was synced.");
  return told;
}

export const treeOf = (gitDir: string) => git(gitDir, "rev-parse", `${BRANCH}^{tree}`);
