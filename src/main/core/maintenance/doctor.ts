import type { OutputOf } from "../../../shared/contract/contract.ts";
import { type Failure, type Result, fail, ok } from "../../../shared/model/result.ts";
import { diskChecks } from "./checks/disk.ts";
import { ledgerChecks } from "./checks/ledger.ts";
import { leftoverChecks } from "./checks/leftovers.ts";
import { processChecks } from "./checks/processes.ts";
import { type Check, runChecks, stateOf } from "./health-check.ts";
import type { MaintenanceDeps } from "./ports.ts";

export interface DoctorRequest {
  readonly fix: boolean;
  /** Ids; all without it. */
  readonly only: readonly string[] | undefined;
}

/** Looks at everything there is a check for, in the order in which trouble with one explains trouble with the next. */
export async function doctor(
  deps: MaintenanceDeps,
  { fix, only }: DoctorRequest,
): Promise<Result<OutputOf<"workspace.doctor">, Failure<"check-not-found">>> {
  const all: readonly Check[] = [
    ...diskChecks(deps),
    ...deps.checks,
    ...processChecks(deps),
    ...ledgerChecks(deps),
    ...leftoverChecks(deps),
  ];
  const unknown = only?.find((id) => !all.some((check) => check.id === id));
  if (unknown !== undefined) {
    return fail("check-not-found", `There is no check ${JSON.stringify(unknown)}.`, {
      remedy: `There are ${all.map(({ id }) => id).join(", ")}.`,
    });
  }
  const checks = await runChecks(only === undefined ? all : all.filter(({ id }) => only.includes(id)), fix);
  return ok({ state: stateOf(checks), checks: [...checks] });
}
