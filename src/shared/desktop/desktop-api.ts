import type { Mail } from "../model/mail.ts";
import type { UpdateState } from "./update-state.ts";

/** What the preload puts into the window as `drover`. Absent in a browser. */
export interface DesktopApi {
  /**
   * Asks the main process for a connection to the core. It arrives as a `message` event of the window with the data
   * `DesktopPortMessage` and one port, whose messages are those of wire/message-port-wire.ts.
   */
  connect(): void;
  /** The path of a file that was dropped onto the window; empty for what is not a file of this machine. */
  pathForFile(file: unknown): string;
  /** Called for a menu entry or a click on a notification. Returns the function that ends it. */
  onCommand(listener: (command: DesktopCommand) => void): () => void;
  /** Called with what there is of newer versions, once a connection was asked for and after each change. */
  onUpdates(listener: (state: UpdateState) => void): () => void;
}

export interface DesktopPortMessage {
  readonly type: typeof DESKTOP_PORT;
  /** What the hello of the wire carries. */
  readonly token: string;
}

/** The `type` of a DesktopPortMessage. */
export const DESKTOP_PORT = "drover:port";

/** What the shell asks the window to do: run one of its commands, or show something. */
export type DesktopCommand =
  | { readonly kind: "run"; readonly command: string }
  | { readonly kind: "show"; readonly about: NonNullable<Mail["about"]> }
  /** Offers what a file holds for import; nothing is taken over before the user says so. */
  | { readonly kind: "import"; readonly name: string; readonly text: string };

/** Channels between preload and main process. */
export const DESKTOP_CHANNELS = {
  connect: "drover:connect",
  port: "drover:port",
  command: "drover:command",
  updates: "drover:updates",
} as const;
