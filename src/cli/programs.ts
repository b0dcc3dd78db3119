import { join } from "node:path";

/** Programs of Drover that the command line starts. */
const SOURCES = { headless: "../main/headless/main.ts" } as const;

/**
 * Path of a program's entry: beside this file where it was bundled (out/main), else its source, which Node runs as it is.
 */
export function programPath(name: keyof typeof SOURCES): string {
  return import.meta.filename.endsWith(".ts")
    ? join(import.meta.dirname, SOURCES[name])
    : join(import.meta.dirname, `${name}.js`);
}
