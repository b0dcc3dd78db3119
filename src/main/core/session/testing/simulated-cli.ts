import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { SeenBefore, SessionPeek } from "../../../../shared/wire/pty-host-protocol.ts";
import type { Clock } from "../../base/clock.ts";

/** What kind of agent CLI is simulated. */
export interface SimulatedKind {
  /** Its title tells whether it works. */
  readonly tells: boolean;
  /** Its hooks can hand it a message. */
  readonly carries: boolean;
  /** It takes messages past its terminal; during a turn or a question they wait for its end. */
  readonly delivers: boolean;
  /** It shows what is typed. */
  readonly echoes: boolean;
  /** It hangs: keys are shown by the terminal, and nothing comes of them. */
  readonly isDeaf: boolean;
}

/** The two that an orchestrator may type with, and the look that it takes before. */
export interface SimulatedTerminal {
  peek(session: string): Promise<Result<SessionPeek & { readonly text: string }>>;
  put(session: string, text: string, seen: SeenBefore | undefined): Promise<Result<unknown>>;
  keys(session: string, text: string, seen?: SeenBefore): Promise<Result<unknown>>;
}

/**
 * An agent CLI in its terminal, as a test drives it: a person types, it asks, it works, it ends. It notes whatever the
 * orchestrator typed at a moment when that was wrong.
 */
export class SimulatedCli implements SimulatedTerminal {
  mode: "idle" | "working" | "asking" | "exited" = "idle";
  /** What a person began and did not finish. */
  draft = "";
  typedAt = 0;
  readonly wrongs: string[] = [];
  /** Texts that it took in, in order. */
  readonly taken: string[] = [];
  /** Called when a turn begins by what was submitted. */
  onTaken: (text: string) => void = () => {};
  readonly #clock: Clock;
  readonly kind: SimulatedKind;
  #input = "";
  readonly #waiting: string[] = [];
  #history: string[] = [];
  #outputBytes = 10;
  #outputAt = 0;
  #before: "idle" | "working" = "idle";

  constructor(clock: Clock, kind: SimulatedKind) {
    this.#clock = clock;
    this.kind = kind;
  }

  /** It draws something: whatever changes shows as output. */
  draw(): void {
    this.#outputBytes += 30;
    this.#outputAt = this.#clock.now();
  }

  ask(): void {
    if (this.mode === "exited" || this.mode === "asking") return;
    this.#before = this.mode;
    this.mode = "asking";
    this.draw();
  }

  /** The user answers with a key. */
  answer(): void {
    if (this.mode !== "asking") return;
    this.#userTyped();
    this.mode = this.#before;
    this.draw();
    if (this.mode === "idle") this.#takeWaiting();
  }

  userTypes(text: string): void {
    if (this.mode === "exited") return;
    this.#userTyped();
    if (this.mode !== "asking") this.draft += text;
    this.draw();
  }

  userFinishes(): void {
    if (this.mode === "exited" || this.draft === "") return;
    this.#userTyped();
    this.draft = "";
    this.#submit();
  }

  endTurn(): boolean {
    if (this.mode !== "working") return false;
    this.mode = "idle";
    this.draw();
    this.#takeWaiting();
    return true;
  }

  exit(): void {
    this.mode = "exited";
  }

  async deliver(text: string): Promise<boolean> {
    await Promise.resolve();
    if (this.mode === "exited" || this.kind.isDeaf) return false;
    this.#waiting.push(text);
    if (this.mode === "idle") this.#takeWaiting();
    return true;
  }

  #takeWaiting(): void {
    const text = this.#waiting.shift();
    if (text === undefined) return;
    this.taken.push(text);
    this.mode = "working";
    this.draw();
    this.onTaken(text);
  }

  async peek(): Promise<Result<SessionPeek & { readonly text: string }>> {
    await Promise.resolve();
    if (this.mode === "exited") return GONE;
    const question = this.mode === "asking" ? ["Do you want to proceed?"] : [];
    const lines = [...this.#history, ...question, `> ${this.kind.echoes ? this.#input : ""}${this.draft}`];
    return ok({
      cols: 80,
      rows: 24,
      lines,
      text: lines.join("\n"),
      cursor: { x: 0, y: 0 },
      title: "",
      outputAt: this.#outputAt,
      outputBytes: this.#outputBytes,
      userInputAt: this.typedAt,
      bracketedPaste: true,
    });
  }

  async put(_session: string, text: string, seen: SeenBefore | undefined): Promise<Result<unknown>> {
    await Promise.resolve();
    const refused = this.#refusal(seen);
    if (refused !== undefined) return refused;
    this.#judge(`the text ${JSON.stringify(text)}`);
    this.#input += text;
    if (this.kind.echoes || this.kind.isDeaf) this.draw();
    return ok();
  }

  async keys(_session: string, text: string, seen?: SeenBefore): Promise<Result<unknown>> {
    await Promise.resolve();
    const refused = this.#refusal(seen);
    if (refused !== undefined) return refused;
    this.#judge(`the key ${JSON.stringify(text)}`);
    // What the terminal itself shows of Enter.
    this.#outputBytes += 2;
    if (!this.kind.isDeaf) this.#submit();
    return ok();
  }

  #refusal(seen: SeenBefore | undefined): Result<never> | undefined {
    if (this.mode === "exited") return GONE;
    const isSame = seen?.outputBytes === this.#outputBytes && seen.userInputAt === this.typedAt;
    return isSame ? undefined : fail("moved-on", "It is not any more as it was seen.");
  }

  #judge(what: string): void {
    if (this.mode === "asking") this.wrongs.push(`${what} went into a question`);
    if (this.draft !== "") this.wrongs.push(`${what} went into the user's line ${JSON.stringify(this.draft)}`);
    if (this.mode === "working" && this.kind.tells) this.wrongs.push(`${what} went into a turn`);
  }

  #submit(): void {
    const text = this.#input;
    this.#input = "";
    if (text !== "") {
      this.taken.push(text);
      this.#history = [...this.#history, text].slice(-3);
    }
    this.mode = "working";
    this.draw();
    this.onTaken(text);
  }

  #userTyped(): void {
    this.typedAt = Math.max(this.#clock.now(), this.typedAt + 1);
  }
}

const GONE = fail("session-exited", "It has ended.");
