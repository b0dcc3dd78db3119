import type { ContractClient } from "../shared/contract/client.ts";
import { type Result, ok } from "../shared/model/result.ts";
import type { Core } from "./command.ts";
import { VERSION } from "./version.ts";

/** What orchestrator.ts gives a face that opens the workspace for one command: no sessions, no queue, no patrols. */
export interface CoreAlone extends AsyncDisposable {
  readonly client: ContractClient;
}

export interface OpenAlone {
  /** Of the session that calls; without one the caller is the user. */
  readonly token?: string | undefined;
  /** Makes the workspace where there is none. */
  readonly create?: boolean;
}

/**
 * Opens the workspace in this process under its lock, for one command. The only module of the command line that loads the
 * core, and only when no core runs: it is the larger part of the product by far.
 */
export async function openCoreAlone(workspace: string, options: OpenAlone): Promise<Result<Core & AsyncDisposable>> {
  const { openCoreForCommand } = await import("../main/core/orchestrator.ts");
  const opened: Result<CoreAlone> = await openCoreForCommand({
    workspace,
    version: VERSION,
    holder: "the command line",
    token: options.token,
    create: options.create ?? false,
  });
  if (!opened.ok) return opened;
  const core = opened.value;
  return ok({
    client: core.client,
    alone: true,
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  });
}

/** What the core says of a workspace, or of one repository, that lies there: nothing of it is opened. */
export async function loadAtRest() {
  const { doctorAtRest, fsckAtRest, fsckRepository, repairAtRest } = await import("../main/core/orchestrator.ts");
  return { doctorAtRest, fsckAtRest, fsckRepository, repairAtRest };
}
