import { type ExchangeHandlers, exchangeHandlers } from "./controller.ts";
import { createExports } from "./export.ts";
import type { ExchangeDeps } from "./ports.ts";
import { createUploads } from "./uploads.ts";

export type { ExchangeDeps } from "./ports.ts";

/** Work items come in from files, other trackers and forges, and go out to them. */
export interface Exchange extends Disposable {
  readonly handlers: ExchangeHandlers;
}

export function createExchange(deps: ExchangeDeps): Exchange {
  const uploads = createUploads(deps.clock);
  const exports = createExports(deps);
  return {
    handlers: exchangeHandlers({ ...deps, uploads, exports }),
    [Symbol.dispose]() {
      uploads[Symbol.dispose]();
      exports[Symbol.dispose]();
    },
  };
}
