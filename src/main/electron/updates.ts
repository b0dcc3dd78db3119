import type { UpdateState } from "../../shared/desktop/update-state.ts";
import type { Preferences } from "../../shared/model/preferences.ts";
import type { Clock } from "../core/base/clock.ts";

export type UpdateChannel = Preferences["app"]["updates"];

/** Where releases come from; the adapter over electron-updater is updater.ts. Rejects when it cannot be reached. */
export interface ReleaseSource {
  /** The version there is beyond ours, if any. */
  check(channel: Exclude<UpdateChannel, "off">): Promise<string | undefined>;
  /** Fetches and checks what `check` found; `progress` in percent. */
  download(progress: (percent: number) => void): Promise<void>;
  /** Ends the process and puts the new version in place of ours. */
  install(): void;
}

/** How a check that the user asked for ended, where no question follows. */
export type UpdateOutcome =
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "off"; readonly why: string }
  | { readonly kind: "ready"; readonly version: string };

export interface UpdatesDeps {
  /** Undefined, with the reason, where this copy of the app cannot be replaced. */
  readonly source: ReleaseSource | { readonly missing: string };
  readonly clock: Clock;
  changed(state: UpdateState): void;
  /** Whether to fetch it. */
  ask(version: string): Promise<boolean>;
  /** Answers the user's own wish to look; checks by themselves are silent unless there is something. */
  tell(outcome: UpdateOutcome): void;
}

export interface Updates extends Disposable {
  readonly state: UpdateState;
  /** Which releases count from now on; looks at once, and then from time to time. */
  use(channel: UpdateChannel): void;
  /** The user wants to know now. */
  checkNow(): Promise<void>;
  /** To be called last when the app quits: true when it is being replaced and ends by itself. */
  installIfReady(): boolean;
}

/** Releases are rare, and a check costs somebody's server something. */
const CHECK_EVERY_MS = 6 * 60 * 60_000;
/** Not while the app starts, which has better things to do. */
const FIRST_CHECK_MS = 60_000;

export function createUpdates({ source, clock, changed, ask, tell }: UpdatesDeps): Updates {
  let channel: UpdateChannel = "off";
  let timer: Disposable | undefined;
  let state: UpdateState =
    "missing" in source ? { kind: "off", why: source.missing } : { kind: "off", why: "the settings say so" };
  /** Versions that the user did not want; asked again after a restart. */
  const declined = new Set<string>();

  function become(next: UpdateState): void {
    state = next;
    changed(next);
  }

  async function look(isWanted: boolean): Promise<void> {
    if ("missing" in source || channel === "off") {
      if (isWanted) tell({ kind: "off", why: state.kind === "off" ? state.why : "" });
      return;
    }
    if (state.kind === "ready" && isWanted) tell({ kind: "ready", version: state.version });
    if (state.kind !== "idle") return;
    become({ kind: "checking" });
    try {
      const version = await source.check(channel);
      if (version === undefined || (declined.has(version) && !isWanted)) {
        become({ kind: "idle" });
        if (isWanted) tell({ kind: "none" });
        return;
      }
      await fetchIfWanted(source, version);
    } catch (error) {
      become({ kind: "idle" });
      // Being offline is no news.
      if (isWanted) tell({ kind: "failed", why: error instanceof Error ? error.message : String(error) });
    }
  }

  async function fetchIfWanted(from: ReleaseSource, version: string): Promise<void> {
    become({ kind: "offered", version });
    if (!(await ask(version))) {
      declined.add(version);
      become({ kind: "idle" });
      return;
    }
    become({ kind: "downloading", version, percent: 0 });
    await from.download((percent) => {
      become({ kind: "downloading", version, percent });
    });
    become({ kind: "ready", version });
    tell({ kind: "ready", version });
  }

  function lookIn(ms: number): void {
    timer = clock.after(ms, () => {
      void look(false);
      lookIn(CHECK_EVERY_MS);
    });
  }

  return {
    get state() {
      return state;
    },
    use(wanted) {
      if (wanted === channel || "missing" in source) return;
      channel = wanted;
      timer?.[Symbol.dispose]();
      if (wanted === "off") {
        if (state.kind === "idle") become({ kind: "off", why: "the settings say so" });
        return;
      }
      if (state.kind === "off") become({ kind: "idle" });
      lookIn(FIRST_CHECK_MS);
    },
    checkNow: () => look(true),
    installIfReady() {
      if (state.kind !== "ready" || "missing" in source) return false;
      source.install();
      return true;
    },
    [Symbol.dispose]() {
      timer?.[Symbol.dispose]();
    },
  };
}
