import { createContext } from "react";

/** How keys are drawn, and which ones commands have now. */
export interface KeyNames {
  readonly isMac: boolean;
  /** The keys that are shown for a command; undefined where it has none. */
  keysOf(command: string): string | undefined;
}

export const KeyNamesContext = createContext<KeyNames>({ isMac: false, keysOf: () => undefined });
