import type { PtyEvent } from "../../shared/wire/pty-host-protocol.ts";
import type { Clock } from "../core/base/clock.ts";
import { type Pulse, createThrottle } from "./pulse.ts";

/** What a session says of itself to the core, each kind at most once a period. Times are milliseconds since 1970. */
export interface SessionSignals {
  readonly title: string;
  /** 0 if never, as of the others. */
  readonly outputAt: number;
  readonly outputBytes: number;
  readonly userInputAt: number;
  /** Whether a person left a line unfinished. */
  readonly draft: boolean;
  readonly bellAt: number;
  wrote(bytes: number): void;
  titled(title: string): void;
  notified(title: string, body: string): void;
  rang(): void;
  typed(draft: boolean): void;
  modes(bracketedPaste: boolean, alternateScreen: boolean): void;
}

export interface SessionSignalsDeps {
  readonly session: string;
  readonly clock: Clock;
  readonly pulse: Pulse;
  emit(event: PtyEvent): void;
}

export function createSessionSignals({ session, clock, pulse, emit }: SessionSignalsDeps): SessionSignals {
  let title = "";
  let outputAt = 0;
  let outputBytes = 0;
  let userInputAt = 0;
  let draft = false;
  let bellAt = 0;
  let modes = { bracketedPaste: false, alternateScreen: false };
  let told = { title, outputBytes, modes };

  const tellOutput = createThrottle(clock, pulse, () => {
    emit({ type: "activity", session, at: outputAt, bytes: outputBytes - told.outputBytes });
    told = { ...told, outputBytes };
  });
  const tellTitle = createThrottle(clock, pulse, () => {
    // An animated title may be back where it was.
    if (title === told.title) return;
    told = { ...told, title };
    emit({ type: "title", session, at: clock.now(), title });
  });
  const tellTyping = createThrottle(clock, pulse, () => {
    emit({ type: "user-input", session, at: userInputAt, draft });
  });
  const tellBell = createThrottle(clock, pulse, () => {
    emit({ type: "bell", session, at: bellAt });
  });
  const tellModes = createThrottle(clock, pulse, () => {
    const { bracketedPaste, alternateScreen } = told.modes;
    if (modes.bracketedPaste === bracketedPaste && modes.alternateScreen === alternateScreen) return;
    told = { ...told, modes };
    emit({ type: "mode", session, at: clock.now(), ...modes });
  });

  return {
    get title() {
      return title;
    },
    get outputAt() {
      return outputAt;
    },
    get outputBytes() {
      return outputBytes;
    },
    get userInputAt() {
      return userInputAt;
    },
    get draft() {
      return draft;
    },
    get bellAt() {
      return bellAt;
    },
    wrote(bytes) {
      outputAt = clock.now();
      outputBytes += bytes;
      tellOutput();
    },
    titled(text) {
      title = text;
      tellTitle();
    },
    notified(heading, body) {
      emit({ type: "notification", session, at: clock.now(), title: heading, body });
    },
    rang() {
      bellAt = clock.now();
      tellBell();
    },
    typed(leftDraft) {
      // Two keys in one millisecond are still two changes to whoever compares the time.
      userInputAt = Math.max(clock.now(), userInputAt + 1);
      draft = leftDraft;
      tellTyping();
    },
    modes(bracketedPaste, alternateScreen) {
      if (modes.bracketedPaste === bracketedPaste && modes.alternateScreen === alternateScreen) return;
      modes = { bracketedPaste, alternateScreen };
      tellModes();
    },
  };
}
