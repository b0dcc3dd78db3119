import type { Gate } from "../../../../shared/model/project.ts";
import { type Failure, type Result, fail, ok } from "../../../../shared/model/result.ts";
import type { GateResult, Submission } from "../../../../shared/model/submission.ts";
import { shortId } from "../../base/short-id.ts";
import type { GateOutputs } from "./outputs.ts";
import type { KeptRun } from "./kept-run.ts";
import type { OpenGateLanes } from "./lanes.ts";

export interface VerificationRequest {
  readonly project: string;
  /** Has one run at a time: a new commit of theirs ends the run on an older one. */
  readonly agent: string;
  readonly commit: string;
  /** The target's newest commit, on top of which it is. */
  readonly onto: string;
}

export interface Verification {
  /** Absent where there are no gates. */
  readonly run?: string;
  readonly gates: readonly GateResult[];
}

/** Runs of gates before a submission, and what is known by them. */
export interface Verifications {
  /** Asked again for the same commit on the same target, it answers with the run that is under way, or with what came of it. */
  run(request: VerificationRequest): Promise<Result<Verification, Failure<"interrupted">>>;
  /** The newest green run on that commit, by the gates as the project has them now. */
  of(project: string, commit: string): Submission["verified"];
}

export interface VerificationsDeps {
  readonly lanes: Pick<OpenGateLanes, "verify">;
  readonly outputs: Pick<GateOutputs, "get" | "list" | "loaded">;
  gatesOf(project: string): readonly Gate[];
  /** Brings the commit, which is the agents', to where lanes find it. It is let go of by disposing what comes back. */
  bring(project: string, commit: string): Promise<AsyncDisposable>;
}

interface UnderWay {
  readonly request: VerificationRequest;
  readonly ended: Promise<Result<Verification, Failure<"interrupted">>>;
  readonly stop: AbortController;
}

export function createVerifications({ lanes, outputs, gatesOf, bring }: VerificationsDeps): Verifications {
  const underWay = new Map<string, UnderWay>();

  function known(project: string, commit: string): KeptRun | undefined {
    const now = JSON.stringify(gatesOf(project).map(({ name, command }) => [name, command]));
    return outputs
      .list()
      .find(
        (run) =>
          run.purpose === "verify" &&
          run.project === project &&
          run.commit === commit &&
          run.state === "green" &&
          JSON.stringify(run.gates.map(({ name, command }) => [name, command])) === now,
      );
  }

  async function begin(request: VerificationRequest, signal: AbortSignal): ReturnType<Verifications["run"]> {
    const { project, commit, onto } = request;
    await outputs.loaded;
    const before = known(project, commit);
    if (before?.onto === onto) return ok({ run: before.run, gates: resultsOf(before) });
    if (gatesOf(project).length === 0) return ok({ gates: [] });
    const run = shortId("run", (taken) => outputs.get(taken) !== undefined, 8);
    await using _brought = await bring(project, commit);
    const outcome = await lanes.verify({ project, run, commit, onto, signal, onGate: () => {} });
    if (outcome.state !== "cancelled") return ok({ run, gates: outcome.gates });
    return fail("interrupted", "The run of the gates was ended before it came to a result.", {
      remedy: "Where you have committed since, verify that; else the core is stopping: verify again later.",
    });
  }

  return {
    async run(request) {
      const key = `${request.project}/${request.agent}`;
      const other = underWay.get(key);
      if (other?.request.commit === request.commit && other.request.onto === request.onto) return other.ended;
      other?.stop.abort();
      const stop = new AbortController();
      const mine: UnderWay = { request, stop, ended: begin(request, stop.signal) };
      underWay.set(key, mine);
      try {
        return await mine.ended;
      } finally {
        if (underWay.get(key) === mine) underWay.delete(key);
      }
    },
    of(project, commit) {
      const run = known(project, commit);
      if (run?.onto === undefined) return undefined;
      return { commit, onto: run.onto, gates: resultsOf(run), at: run.endedAt ?? run.startedAt };
    },
  };
}

function resultsOf(run: KeptRun): GateResult[] {
  return run.gates.flatMap(({ result }) => (result === undefined ? [] : [result]));
}
