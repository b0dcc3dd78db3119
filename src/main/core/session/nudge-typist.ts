import type { Session } from "../../../shared/model/agent.ts";
import type { SeenBefore, SessionPeek } from "../../../shared/wire/pty-host-protocol.ts";
import type { Clock } from "../base/clock.ts";
import { type NudgeWitness, type Witnessed, essence, isSame } from "./nudge-witness.ts";
import type { SessionHosts, SessionRuntimes } from "./ports.ts";

/** What came of typing a line into a terminal. */
export type Typed =
  /** The program has it. `at`: right before Enter was pressed. */
  | { readonly kind: "arrived"; readonly at: number; readonly outcome: string }
  /** Nothing was submitted; `isStanding`: the line is in the program's input and waits for Enter. */
  | { readonly kind: "not-now"; readonly reason: string; readonly isStanding: boolean }
  /** It was submitted as far as keys go, and nothing came of it. */
  | { readonly kind: "ignored"; readonly outcome: string; readonly isStanding: boolean };

export interface TypistDeps {
  readonly clock: Clock;
  readonly hosts: Pick<SessionHosts, "peek" | "put" | "keys">;
  readonly runtimes: Pick<SessionRuntimes, "get" | "stateOfScreen">;
  readonly witness: NudgeWitness;
  /** Ends waits: what was begun is left as it is. */
  readonly signal: AbortSignal;
}

export interface TypeOrder {
  readonly session: Session;
  readonly text: string;
  /**
   * The line stands in the program's input from an earlier try, so that only Enter is missing: for certain, or `maybe`, when
   * a core that is gone put it there; then the screen decides.
   */
  readonly standing: "no" | "maybe" | "yes";
  /** Whether the program is known to stand at its prompt, so that its printing need not stop. */
  readonly isAtPrompt: boolean;
  /** Asked before each key: why nothing may be typed any more, if so. */
  obstacle(): string | undefined;
  /** Before the text is put in: what happens from then on must not put it in twice. */
  beforePut(): Promise<void>;
}

export interface Typist {
  type(order: TypeOrder): Promise<Typed>;
}

/** A program that printed that lately is in the middle of something. */
const QUIET_MS = 1_500;
/** Time for the text to appear on the screen; one that shows none of it is given Enter all the same. */
const ECHO_MS = 1_000;
/** So long a reaction to Enter is waited for before Enter is pressed once more. */
const REACTION_MS = 3_000;
const LOOK_MS = 100;
/** The screen may change between a look and a key; that often it is looked at anew. */
const LOOKS = 5;
/** The end of the text is looked for: the beginning may have scrolled out of an input of one line. */
const ECHO_CHARS = 24;
/** A terminal itself answers Enter with a line end; more than that was printed by the program. */
const LINE_END_BYTES = 2;

/**
 * Types in three steps, each onto a screen that was just looked at and is still the same when the key arrives: the text as
 * one paste, a look whether it is there and no question came up meanwhile, and Enter. What counts as arrived is what the
 * program shows after that, never that keys were sent.
 */
export function createTypist({ clock, hosts, runtimes, witness, signal }: TypistDeps): Typist {
  function pause(ms: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        timer[Symbol.dispose]();
        signal.removeEventListener("abort", done);
        resolve();
      };
      const timer = clock.after(ms, done);
      signal.addEventListener("abort", done);
    });
  }

  /** The screen, where nothing on it forbids to type; else why. */
  async function look({ session, obstacle }: TypeOrder): Promise<SessionPeek | string> {
    const forbidden = signal.aborted ? "Drover is closing" : obstacle();
    if (forbidden !== undefined) return forbidden;
    const screen = await hosts.peek(session.id);
    if (!screen.ok) return "its terminal cannot be looked at";
    const state = runtimes.stateOfScreen(session.runtime, screen.value.lines.join("\n"));
    if (state === "waiting-for-permission") return "it waits for an answer to a question, which is the user's to give";
    if (state === "rate-limited") return "it waits for its vendor's limit to end";
    return obstacle() ?? screen.value;
  }

  /** Does it onto the screen as it is now: looks again when it changed in between. */
  async function onto(
    order: TypeOrder,
    act: (seen: SeenBefore | undefined) => ReturnType<SessionHosts["keys"]>,
  ): Promise<SessionPeek | string> {
    for (let looks = 0; looks < LOOKS; looks += 1) {
      const screen = await look(order);
      if (typeof screen === "string") return screen;
      const done = await act(seenOn(screen));
      if (done.ok) return screen;
      if (done.error.code !== "moved-on") return `its terminal takes no input: ${done.error.message}`;
      await pause(LOOK_MS);
    }
    return "its screen does not stand still";
  }

  async function echoes(session: Session, text: string): Promise<boolean> {
    const end = essence(text).slice(-ECHO_CHARS);
    for (let waited = 0; waited <= ECHO_MS && !signal.aborted; waited += LOOK_MS) {
      const screen = await hosts.peek(session.id);
      if (!screen.ok) return false;
      if (essence(screen.value.lines.join("")).includes(end)) return true;
      await pause(LOOK_MS);
    }
    return false;
  }

  async function reaction(session: Session, text: string, since: { readonly at: number; readonly bytes: number }) {
    for (let waited = 0; waited < REACTION_MS && !signal.aborted; waited += LOOK_MS) {
      const sign = signSince(witness.of(session.id), text, since.at);
      if (sign !== undefined) return sign;
      await pause(LOOK_MS);
      const screen = await hosts.peek(session.id);
      const bytes = screen.ok ? (screen.value.outputBytes ?? 0) : 0;
      if (bytes - since.bytes > LINE_END_BYTES) return "the program went on after Enter";
    }
    return undefined;
  }

  return {
    async type(order) {
      const { session, text } = order;
      const delay = runtimes.get(session.runtime)?.submitDelayMs ?? 0;
      let isShown = order.standing !== "no" && (await echoes(session, text));
      if (order.standing !== "yes" && !isShown) {
        const first = await look(order);
        if (typeof first === "string") return { kind: "not-now", reason: first, isStanding: false };
        if (!order.isAtPrompt && clock.now() - first.outputAt < QUIET_MS) {
          return { kind: "not-now", reason: "it is printing", isStanding: false };
        }
        await order.beforePut();
        const put = await onto(order, (seen) => hosts.put(session.id, text, seen));
        if (typeof put === "string") return { kind: "not-now", reason: put, isStanding: false };
        await pause(delay);
        isShown = await echoes(session, text);
      }
      const press = () => onto(order, (seen) => hosts.keys(session.id, "\r", seen));
      for (const again of [false, true]) {
        const at = clock.now();
        const pressed = await press();
        if (typeof pressed === "string") return { kind: "not-now", reason: pressed, isStanding: true };
        const sign = await reaction(session, text, { at, bytes: pressed.outputBytes ?? 0 });
        if (sign !== undefined) return { kind: "arrived", at, outcome: again ? `${sign}, the second time` : sign };
      }
      const outcome = isShown ? "its line was typed, and nothing came of it" : "it showed nothing of what was typed";
      return { kind: "ignored", outcome, isStanding: isShown };
    },
  };
}

function seenOn({ outputBytes, userInputAt }: SessionPeek): SeenBefore | undefined {
  return outputBytes === undefined || userInputAt === undefined ? undefined : { outputBytes, userInputAt };
}

/** What its runtime or the agent itself has shown since then, in words. */
function signSince(seen: Witnessed, text: string, since: number): string | undefined {
  if (seen.signals.some(({ at, took }) => at >= since && isSame(took, text))) {
    return "its runtime told that it took it in";
  }
  if ((seen.busyAt ?? 0) >= since) return "it began to work";
  if ((seen.contactAt ?? 0) >= since) return "it called drover";
  return undefined;
}
