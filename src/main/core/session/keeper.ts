import { ok } from "../../../shared/model/result.ts";
import type { Agent, Session } from "../../../shared/model/agent.ts";
import type { LedgerEvent } from "../../../shared/model/event.ts";
import { hasArrived } from "../../../shared/model/nudge-words.ts";
import { type IdentityPath, projectOf, recoveryMonitorPath, USER } from "../../../shared/model/identity.ts";
import { KeyedReconciler } from "../base/keyed-reconciler.ts";
import type { FoundSession, PtyHostsEvent } from "../platform/pty/pty-hosts.ts";
import { ADOPTED } from "../platform/pty/adopted.ts";
import type { RecordTable } from "../platform/store/record-store.ts";
import type { SessionIndex } from "./board.ts";
import { endSession, reasonOfExit, stallSession } from "./decide.ts";
import type { LiveSessions } from "./live.ts";
import type { SessionControl } from "./control.ts";
import type { Nudging } from "./nudging.ts";
import type { Observer } from "./observer.ts";
import { type Wanted, wanted } from "./policy.ts";
import type { SessionDeps } from "./ports.ts";
import { type Propulsion, propel } from "./propulsion.ts";
import type { EndReason } from "./reduce.ts";
import { type Starter, removeRuntimeFolder } from "./starter.ts";

export interface KeeperDeps extends SessionDeps {
  readonly table: RecordTable<Session>;
  readonly index: SessionIndex;
  readonly live: LiveSessions;
  readonly observer: Observer;
  readonly nudging: Nudging;
  readonly control: SessionControl;
  readonly starter: Starter;
}

/** Time a program has between hang-up and kill. */
const STOP_GRACE_MS = 5_000;
/** Asked to leave that often, that far apart; then the recovery monitor's patience decides. */
const LEAVE_ASKS = 3;
const LEAVE_PAUSE_MS = 8_000;
/** How soon one is looked at again that was busy when it was to be asked. */
const BUSY_PAUSE_MS = 1_000;

/** What is remembered of a live session while it lives. */
interface Notes {
  intent?: { readonly reason: EndReason; readonly cause: string };
  nudges: number;
  /** The last one, until it is known what came of it. */
  prompt?: string;
  /** When something that is not its fault held it back. */
  heldAt?: number;
  leaveAsks: number;
}

/**
 * The session keeper makes true what hooks and agents say of sessions: work on a hook has one, a session that died is
 * started again on the same hook, one whose work is over goes. Level-triggered: it looks at what is, at every change.
 */
export class SessionKeeper implements AsyncDisposable {
  readonly #deps: KeeperDeps;
  readonly #reconciler: KeyedReconciler<IdentityPath>;
  readonly #notes = new Map<string, Notes>();
  readonly #subscriptions: Disposable[] = [];
  readonly #held = new Set<IdentityPath>();
  /** Ends being recorded. */
  readonly #ending = new Set<Promise<void>>();

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
    this.#reconciler = new KeyedReconciler({
      clock: deps.clock,
      reconcile: (agent, again) => this.#reconcile(agent, again),
      report: deps.report,
    });
  }

  /** Re-attaches to what runs, calls lost what is gone, and then keeps. To be awaited before sessions are started otherwise. */
  async start(): Promise<void> {
    const { hosts, store, table, index, agents, observer } = this.#deps;
    this.#subscriptions.push(
      hosts.on((event) => {
        this.#onHost(event);
      }),
    );
    const found = new Map((await hosts.attach()).map((one) => [one.session, one]));

    for (const session of index.live()) {
      // What it holds is not known yet: nothing of it is taken for lost, and nothing is started in its place.
      if (!found.has(session.id) && hosts.isOutOfReach(session.host)) observer.begin(session);
      else await this.#found(session, found.get(session.id));
    }
    for (const { session, exit } of found.values()) {
      const known = table.get(session);
      // Nobody's: its end was recorded, and what ended it did not get through.
      if (exit === undefined && (known === undefined || known.endedAt !== undefined)) await hosts.stop(session, 0);
    }
    this.#subscriptions.push(
      store.subscribe((event) => {
        this.#onLedger(event);
      }),
    );
    for (const agent of agents.list()) this.wake(agent.path);
  }

  /** What became of a session that was recorded as live, by what its host says of it. */
  async #found(session: Session, running: FoundSession | undefined): Promise<void> {
    const { observer, nudging } = this.#deps;
    if (running === undefined) return this.#ended(session, { lost: true });
    if (running.exit !== undefined) return this.#ended(session, { code: running.exit.code });
    observer.begin(session, running.report);
    nudging.remember(session, running.report);
  }

  async #foundHost(host: string, sessions: readonly FoundSession[]): Promise<void> {
    const held = new Map(sessions.map((one) => [one.session, one]));
    for (const session of this.#deps.index.live()) {
      if (session.host === host) await this.#found(session, held.get(session.id));
    }
  }

  wake(agent: IdentityPath): void {
    this.#reconciler.wake(agent);
  }

  /** Starts nothing for the agent until disposed of: somebody else is about to give it a session. */
  hold(agent: IdentityPath): Disposable {
    this.#held.add(agent);
    return {
      [Symbol.dispose]: () => {
        this.#held.delete(agent);
        this.wake(agent);
      },
    };
  }

  /** Ends a live session for the reason given and resolves when its processes are gone and its end is recorded. */
  async end(session: Session, reason: EndReason, cause: string): Promise<void> {
    const notes = this.#notesOf(session.id);
    notes.intent ??= { reason, cause };
    if (notes.leaveAsks === 0) await this.#deps.control.leave(session);
    await this.#deps.hosts.stop(session.id, STOP_GRACE_MS);
    await this.#ended(session, {});
  }

  async idle(): Promise<void> {
    await this.#reconciler.idle();
    while (this.#ending.size > 0) await Promise.all(this.#ending);
  }

  /** Leaves the sessions alone: they go on in their hosts. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const subscription of this.#subscriptions) subscription[Symbol.dispose]();
    await this.#reconciler[Symbol.asyncDispose]();
    await this.idle();
  }

  #onLedger(event: LedgerEvent): void {
    if (event.kind === "freeze") for (const agent of this.#deps.agents.list()) this.wake(agent.path);
    if (event.kind === "agent") this.wake(event.subject as IdentityPath);
    if (event.kind === "hook") {
      this.#deps.observer.sawHook(event.subject as IdentityPath);
      this.wake(event.subject as IdentityPath);
    }
    if (event.kind === "session") {
      const session = this.#deps.table.get(event.subject);
      if (session === undefined) return;
      if (event.type === "sessionStarted" && session.endedAt === undefined) this.#deps.observer.begin(session);
      // No host tells of the end of one that never got into any.
      if (event.type === "sessionEnded" && session.host === "") {
        this.#deps.live.end(session.id, { at: event.at, lost: false, code: undefined });
      }
      this.wake(session.agent);
    }
  }

  #onHost(event: PtyHostsEvent): void {
    if (event.type === "host-found") return this.#track(this.#foundHost(event.host, event.sessions));
    if ("host" in event) return;
    const session = this.#deps.table.get(event.session);
    if (session === undefined || session.endedAt !== undefined) return;
    if (event.type === "exit") this.#track(this.#ended(session, { code: event.code }));
    else if (event.type === "lost") this.#track(this.#ended(session, { lost: true }));
    else {
      this.#deps.observer.saw(session, event);
      if (event.type === "typed") this.#track(this.#deps.control.sawTyping(session, event.at));
    }
  }

  #track(ending: Promise<void>): void {
    const tracked = ending
      .catch((error: unknown) => {
        this.#deps.report(error);
      })
      .finally(() => this.#ending.delete(tracked));
    this.#ending.add(tracked);
  }

  async #ended(session: Session, how: { readonly code?: number; readonly lost?: boolean }): Promise<void> {
    const { store, table, work, runtimes, live, clock, agents } = this.#deps;
    const { intent } = this.#notesOf(session.id);
    // How a program ended that ran in somebody else's terminal, nobody knows.
    const code = session.host === ADOPTED ? undefined : how.code;
    const done = await store.commit(() => {
      const now = table.get(session.id);
      if (now === undefined || now.endedAt !== undefined) return ok({ events: [], result: () => undefined });
      const hook = work.of(session.agent);
      const isPersons = session.host === ADOPTED || runtimes.get(session.runtime)?.exitIsDeliberate === true;
      const isDeliberate = how.code === 0 && isPersons;
      const isOnDuty = agents.get(session.agent)?.onDutySince !== undefined;
      const failedOnDuty = isOnDuty && how.code !== undefined && how.code !== 0;
      const facts = { session, hookState: hook?.state, hookRound: hook?.round ?? 0, isDeliberate, failedOnDuty };
      const reason =
        how.lost === true && intent === undefined ? "lost" : reasonOfExit({ ...facts, intent: intent?.reason });
      const end = { reason, ...(code === undefined ? {} : { exitCode: code }) };
      const by = { actor: this.#self(session.agent), cause: intent?.cause };
      // A person who closes the shell in which work was on has stopped that work.
      const suspends = reason === "stopped" && hook?.state === "active" && hook.round === session.round;
      const suspended = suspends ? work.planSuspend(session.agent, "Its session was closed.", USER) : ok([]);
      const events = [...endSession(now, end, by), ...(suspended.ok ? suspended.value : [])];
      return ok({ events, result: () => undefined });
    });
    this.#deps.nudging.ended(session);
    live.end(session.id, { at: clock.now(), lost: how.lost === true, code });
    await removeRuntimeFolder(this.#deps.workspaceDir, session.id);
    this.#notes.delete(session.id);
    if (!done.ok) this.#deps.report(new Error(`The end of ${session.id} could not be recorded: ${done.error.message}`));
  }

  async #reconcile(path: IdentityPath, again: (ms: number) => void): Promise<void> {
    const { agents, index, work, live, clock } = this.#deps;
    const agent = agents.get(path);
    if (agent === undefined || this.#held.has(path) || this.#deps.isFrozen()) return;
    const session = index.liveOf(path);
    const typedAt = session === undefined ? undefined : live.evidence(session.id)?.typedAt;
    const facts = {
      agent,
      hook: work.of(path),
      live: session,
      ended: index.endedOf(path),
      typedAt,
      restartPauseMs: this.#deps.settings().restartPauseMs,
      isRecovered: this.#deps.isRecovered(projectOf(path)),
      now: clock.now(),
    };
    await this.#do(wanted(facts), { agent, session, again });
  }

  async #do(
    what: Wanted,
    {
      agent,
      session,
      again,
    }: { readonly agent: Agent; readonly session: Session | undefined; readonly again: (ms: number) => void },
  ): Promise<void> {
    switch (what.kind) {
      case "start":
        return this.#start(agent);
      case "wait":
        again(what.ms);
        return;
      case "park":
        await this.#deps.agents.park(agent.path, what.reason, this.#self(agent.path));
        return;
      case "end":
        return session && this.end(session, what.reason, what.cause);
      case "leave":
        return session && this.#askToLeave(session, again);
      case "nothing":
        return session && this.#propel(session, again);
    }
  }

  async #start(agent: Agent): Promise<void> {
    const started = await this.#deps.starter.start(agent, { actor: this.#self(agent.path), needsWork: true });
    if (started.ok || started.error.code === "already-running" || started.error.code === "nothing-to-do") return;
    if (started.error.code === "runtime-missing" || started.error.code === "runtime-not-found") {
      const remedy = started.error.remedy === undefined ? "" : ` ${started.error.remedy}`;
      await this.#deps.agents.park(agent.path, `${started.error.message}${remedy}`, this.#self(agent.path));
      return;
    }
    // A start that failed is recorded as a crash and counted as one: the next look says how it goes on.
    if (started.error.code !== "start-failed") throw new Error(started.error.message, { cause: started.error });
    this.#deps.report(new Error(started.error.message, { cause: started.error }));
  }

  async #askToLeave(session: Session, again: (ms: number) => void): Promise<void> {
    const { runtimes, live, hosts } = this.#deps;
    const runtime = runtimes.get(session.runtime);
    const notes = this.#notesOf(session.id);
    if (runtime === undefined || runtime.leave === "" || notes.leaveAsks >= LEAVE_ASKS) return;
    const state = live.statusOf(session.id)?.state;
    const isBusy = state === "working" || state === "user-typing" || state === "waiting-for-permission";
    if (isBusy) return again(BUSY_PAUSE_MS);
    notes.leaveAsks += 1;
    await hosts.paste(session.id, runtime.leave, runtime.submitDelayMs);
    again(LEAVE_PAUSE_MS);
  }

  /** Makes an agent begin that has work and does not. */
  async #propel(session: Session, again: (ms: number) => void): Promise<void> {
    const { live, work, clock, runtimes, nudging, store, table } = this.#deps;
    const evidence = live.evidence(session.id);
    const hook = work.of(session.agent);
    if (evidence === undefined || session.round === 0 || hook?.state !== "active") return;
    const notes = this.#notesOf(session.id);
    const pending = notes.prompt === undefined ? undefined : nudging.nudges.get(notes.prompt);
    if (pending !== undefined) {
      // It waits for what is not its fault (a question, a typing user), which does not count against it.
      if (pending.state === "queued" && pending.tries.length === 0) return again(BUSY_PAUSE_MS);
      if (hasArrived(pending) || pending.tries.length > 0) notes.nudges += 1;
      delete notes.prompt;
    }
    const runtime = runtimes.get(session.runtime);
    const status = live.statusOf(session.id);
    const next: Propulsion = propel({
      evidence,
      state: status?.state,
      limitedUntil: status?.until,
      isTakenOver: table.get(session.id)?.takenOver !== undefined,
      heldAt: notes.heldAt,
      nudges: notes.nudges,
      takesNudges: runtime?.takesNudges === true,
      tells: runtime?.tellsByTitle === true || runtime?.tellsByHooks === true,
      nudgeAfterMs: this.#deps.settings().nudgeAfterMs,
      now: clock.now(),
    });
    switch (next.kind) {
      case "begun":
        return;
      case "wait":
        again(next.ms);
        return;
      case "held":
        notes.heldAt = clock.now();
        again(next.ms);
        return;
      case "nudge":
        notes.prompt = (await nudging.queuePrompt(session, NUDGE)).id;
        again(next.againMs);
        return;
      case "stalled": {
        const reason = `It has ${hook.item ?? "work"} on its hook, was nudged ${notes.nudges} times, and does not begin.`;
        live.note(session.id, { stalledAt: clock.now() });
        const by = this.#self(session.agent);
        await store.commit(() =>
          ok({ events: stallSession(table.get(session.id), reason, by), result: () => undefined }),
        );
      }
    }
  }

  #notesOf(session: string): Notes {
    let notes = this.#notes.get(session);
    if (notes === undefined) this.#notes.set(session, (notes = { nudges: 0, leaveAsks: 0 }));
    return notes;
  }

  #self(agent: IdentityPath): IdentityPath {
    const project = projectOf(agent);
    return project === undefined ? USER : recoveryMonitorPath(project);
  }
}

const NUDGE = "There is work on your hook. Run `drover prime` and begin.";
