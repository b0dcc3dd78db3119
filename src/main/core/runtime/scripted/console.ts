import { type Key, createKeyboard } from "./keyboard.ts";
import type { Screen } from "./screen.ts";
import type { Transcript } from "./transcript.ts";

/** The agent's face: what it says and does, and what people type. */
export interface Console {
  say(text: string): Promise<void>;
  /** A tool call: `● Edit(src/a.js)`, with what came of it below. */
  tool(name: string, detail: string): void;
  /** Lines below the newest tool call; long ones are shortened in the middle. */
  below(lines: readonly string[], limit?: number): void;
  /** Verbatim; resolves when the terminal has taken it, so that heavy output does not pile up. */
  raw(text: string): Promise<void>;
  /** What it is about, for title and status line. */
  subject(text: string): void;
  /** Shows that it works. Nothing is drawn by itself while `quiet`. */
  busy(status: string, quiet?: boolean): void;
  /** Shows that it waits at its prompt. */
  idle(): void;
  /** Waits, stretched by the pace. Returns early when somebody typed, if `wakes`. */
  pause(ms: number): Promise<void>;
  /** Changes the pace from here on. */
  stretch(factor: number): void;
  /** Holds while somebody pressed Escape, until a message is typed. */
  checkpoint(): Promise<void>;
  /** The next line that is typed or pasted, one typed earlier first. */
  nextMessage(): Promise<string>;
  /** From now on messages wait for `nextMessage`; before, they are answered in passing. */
  listen(on: boolean): void;
  close(): void;
}

export interface ConsoleDeps {
  readonly screen: Screen;
  readonly transcript: Transcript;
  readonly pace: number;
  /** Ctrl-C twice, Ctrl-D or /exit. */
  onLeave(): void;
}

const SPINNER = ["◐", "◓", "◑", "◒"] as const;
/** A calm spinner: forty of them together must not cost a noticeable part of a core. */
const SPIN_MS = 250;
/** Reading speed of somebody who watches: a pause before each sentence, by its length. */
const SAY_MS_PER_CHARACTER = 9;
const SAY_MAX_MS = 900;
const SECOND_INTERRUPT_MS = 2_000;
const RESULT_LINES = 12;

export function createConsole({
  screen,
  transcript,
  pace: firstPace,
  onLeave,
}: ConsoleDeps): Console & { feed(chunk: string): void } {
  let pace = firstPace;
  let subject = "";
  let typed = "";
  let spinning: NodeJS.Timeout | undefined;
  let since = 0;
  let interruptedAt = 0;
  let listening = false;
  let held: PromiseWithResolvers<void> | undefined;
  const messages: string[] = [];
  let waiting: ((message: string) => void) | undefined;

  function hear(message: string): void {
    const text = message.trim();
    if (text === "") return;
    transcript.note("user", text);
    screen.print(`\n\u001b[1m>\u001b[22m ${oneScreenful(text)}`);
    if (text === "/exit" || text === "exit") return onLeave();
    if (held !== undefined) {
      held.resolve();
      held = undefined;
      screen.title(`◐ ${subject}`);
      screen.print("● I go on.");
      return;
    }
    if (waiting !== undefined) {
      waiting(text);
      waiting = undefined;
    } else if (listening) messages.push(text);
    else screen.print("● Noted. I am at work on my hook and go on with it.");
  }

  function press(key: Key): void {
    switch (key.kind) {
      case "text":
        typed += key.text;
        break;
      case "paste":
        // Lines end in whatever the sender's terminal makes of Enter.
        typed += key.text.replaceAll(/\r\n?/g, "\n");
        break;
      case "backspace":
        typed = Array.from(typed).slice(0, -1).join("");
        break;
      case "clear":
        typed = "";
        break;
      case "enter": {
        const message = typed;
        typed = "";
        screen.input("");
        hear(message);
        return;
      }
      case "escape":
        if (spinning !== undefined && held === undefined) {
          held = Promise.withResolvers();
          screen.title(`✳ ${subject}`);
          screen.print("● Interrupted. Tell me to go on.");
        }
        return;
      case "interrupt":
        if (Date.now() - interruptedAt < SECOND_INTERRUPT_MS) return onLeave();
        interruptedAt = Date.now();
        screen.print("\u001b[2mPress Ctrl-C again to leave.\u001b[22m");
        return;
      case "end":
        return onLeave();
    }
    screen.input(typed);
  }

  function stopSpinning(): void {
    clearInterval(spinning);
    spinning = undefined;
  }

  const face: Console = {
    async say(text) {
      await face.pause(Math.min(SAY_MAX_MS, text.length * SAY_MS_PER_CHARACTER));
      transcript.note("agent", text);
      screen.print(`\n● ${oneScreenful(text)}`);
    },
    tool(name, detail) {
      transcript.note("tool", `${name}(${detail})`);
      screen.print(`\n\u001b[32m●\u001b[39m \u001b[1m${name}\u001b[22m(${oneLine(detail)})`);
    },
    below(lines, limit = RESULT_LINES) {
      const half = Math.floor(limit / 2);
      const shown =
        lines.length <= limit
          ? lines
          : [...lines.slice(0, half), `… +${lines.length - 2 * half} lines`, ...lines.slice(-half)];
      screen.print(shown.map((line, index) => `  ${index === 0 ? "⎿" : " "}  ${line}`).join("\n"));
    },
    raw(text) {
      screen.print(text);
      return screen.taken();
    },
    subject(text) {
      subject = oneLine(text);
    },
    busy(status, quiet = false) {
      stopSpinning();
      since = Date.now();
      screen.title(`◐ ${subject}`);
      let frame = 0;
      const draw = () => {
        const seconds = Math.floor((Date.now() - since) / 1000);
        const sign = SPINNER[frame++ % SPINNER.length] ?? "";
        screen.status(`\u001b[36m${sign} ${status}\u001b[39m\u001b[2m (${seconds} s · esc to interrupt)\u001b[22m`);
      };
      draw();
      if (!quiet) spinning = setInterval(draw, SPIN_MS);
    },
    idle() {
      stopSpinning();
      screen.status(undefined);
      screen.title(`✳ ${subject}`);
    },
    async pause(ms) {
      // Also without a pause there is a moment for keys.
      if (ms * pace > 0) await new Promise((resolve) => setTimeout(resolve, ms * pace));
      else await new Promise((resolve) => setImmediate(resolve));
      await face.checkpoint();
    },
    stretch(factor) {
      pace *= factor;
    },
    async checkpoint() {
      await held?.promise;
    },
    nextMessage() {
      const early = messages.shift();
      if (early !== undefined) return Promise.resolve(early);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    listen(on) {
      listening = on;
    },
    close() {
      stopSpinning();
      screen.close();
    },
  };
  return { ...face, feed: createKeyboard(press) };
}

const LONG_TEXT_LINES = 8;

/** A long text by its beginning, and how much more there is. */
function oneScreenful(text: string): string {
  const lines = text.trimEnd().split("\n").map(printable);
  if (lines.length <= LONG_TEXT_LINES) return lines.join("\n  ");
  const more = `\u001b[2m… +${lines.length - LONG_TEXT_LINES} lines\u001b[22m`;
  return [...lines.slice(0, LONG_TEXT_LINES), more].join("\n  ");
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s+/g, " ").trim()).slice(0, 200);
}

/** Texts of items and people are shown, not obeyed by the terminal. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is replaced
  return text.replaceAll("\t", "    ").replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "\ufffd");
}
