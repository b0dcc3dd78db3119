import type { RuntimeAdapter } from "../adapter.ts";

/** The code beside the data, by the runtime's id. One that is missing here is served by its data alone. */
export const ADAPTERS: Readonly<Record<string, RuntimeAdapter>> = {};
