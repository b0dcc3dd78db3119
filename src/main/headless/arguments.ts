import { parseArgs } from "node:util";
import { type Failure, type Result, fail, ok } from "../../shared/model/result.ts";

export interface HeadlessArguments {
  readonly workspace: string | undefined;
  /** Undefined: one that is free. */
  readonly port: number | undefined;
  /** Start the demo at once. */
  readonly demo: boolean;
  /** Serve the browser face; else the local socket alone. */
  readonly page: boolean;
  readonly open: boolean;
  /** Print one line of JSON instead of words. */
  readonly json: boolean;
  /** Why there is no desktop window, to be told. */
  readonly why: string | undefined;
}

export const USAGE = `headless [--workspace PATH] [--port N] [--demo] [--no-open] [--no-page] [--json] [--why TEXT]
  --workspace PATH  the workspace; else DROVER_WORKSPACE, the one above this folder, or ~/Drover
  --port N          of 127.0.0.1; else one that is free
  --demo            start the demo at once
  --no-open         open no browser
  --no-page         serve the local socket alone, no page
  --json            print one line of JSON
  --why TEXT        why there is no desktop window
`;

export function parseHeadlessArguments(args: readonly string[]): Result<HeadlessArguments, Failure<"usage">> {
  let values: ReturnType<typeof parse>["values"];
  try {
    ({ values } = parse(args));
  } catch (error) {
    return usage(error instanceof Error ? error.message : String(error));
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && (!/^\d+$/.test(values.port ?? "") || port > 65_535)) {
    return usage(`--port wants a number from 0 to 65535, not ${JSON.stringify(values.port)}.`);
  }
  if (values.workspace === "") return usage("--workspace wants a folder.");
  return ok({
    workspace: values.workspace,
    port,
    demo: values.demo,
    page: !values["no-page"],
    open: !values["no-open"],
    json: values.json,
    why: values.why,
  });
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      workspace: { type: "string" },
      port: { type: "string" },
      demo: { type: "boolean", default: false },
      "no-open": { type: "boolean", default: false },
      "no-page": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      why: { type: "string" },
    },
  });
}

function usage(message: string): Result<never, Failure<"usage">> {
  return fail("usage", message, { remedy: USAGE });
}
