import { maskSecrets } from "./mask-secrets.ts";
import { plainText } from "./plain-text.ts";

/** Where Drover says what it did and what went wrong, for people who look into it later. */
export interface Log {
  info(text: string): void;
  warn(text: string, cause?: unknown): void;
  error(text: string, cause?: unknown): void;
}

/** `write` gets whole lines, line feed included. Texts may come from agents: what could steer a terminal is taken out, and secrets too. */
export function createLog(deps: { readonly now: () => number; readonly write: (line: string) => void }): Log {
  const put = (level: string, text: string, cause?: unknown) => {
    const why = cause === undefined ? "" : `: ${inWords(cause)}`;
    deps.write(
      `${new Date(deps.now()).toISOString()} ${level} ${plainText(maskSecrets(text + why)).replaceAll("\n", "\n  ")}\n`,
    );
  };
  return {
    info(text) {
      put("info", text);
    },
    warn(text, cause) {
      put("warn", text, cause);
    },
    error(text, cause) {
      put("error", text, cause);
    },
  };
}

function inWords(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
