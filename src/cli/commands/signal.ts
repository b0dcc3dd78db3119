import { type Result, fail, ok } from "../../shared/model/result.ts";
import { contractClient } from "../../shared/contract/client.ts";
import { type CommandContext, defineCommand } from "../command.ts";
import { connectToCore } from "../connect.ts";
import { signalPayload } from "../signal-payload.ts";

/** An agent CLI waits for its hooks: so long one may take at most, whatever is wrong. */
const PATIENCE_MS = 1_500;
/** Beyond that nothing of a payload is kept, and it is no JSON any more. */
const MAX_BYTES = 8 * 1024 * 1024;

export const command = defineCommand({
  name: "signal",
  summary: "For hooks of agent CLIs: tell what they were called for, and print what they are to answer.",
  details:
    "Reads the hook's JSON from standard input, or as the second argument. It never stands in an agent's way: without a core, or when it gets no answer within a second and a half, it prints nothing, and in a session its exit code is always 0.",
  examples: [{ line: "signal Stop", why: "As a hook at the end of a turn." }],
  args: {
    event: { label: "EVENT", summary: "The hook's own name for it." },
    payload: { label: "JSON", optional: true, summary: "What it was given; else standard input." },
  },
  options: {},
  async run(context, { event, payload }) {
    if (context.io.env["DROVER_SESSION"] === undefined) {
      return fail("not-a-session", "Hooks of an agent's session call this, and this is none.", {
        remedy: "See what sessions tell with `drover agent status AGENT`.",
      });
    }
    const late = AbortSignal.any([context.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const told = await tell(context, { event, payload }, late);
    if (told.ok && told.value !== undefined) context.io.write(told.value);
    return ok();
  },
});

async function tell(
  { io, workspace }: CommandContext,
  { event, payload }: { readonly event: string; readonly payload: string | undefined },
  late: AbortSignal,
): Promise<Result<string | undefined>> {
  const place = workspace();
  if (!place.ok) return place;
  const connecting = connectToCore({ workspace: place.value, env: io.env });
  const text = payload ?? (io.inIsTerminal ? "" : await io.readUntil(late, MAX_BYTES));
  const gaveUp = new Promise<Result<never>>((resolve) => {
    const give = () => {
      resolve(fail("too-busy", "The core did not answer in time."));
    };
    if (late.aborted) give();
    late.addEventListener("abort", give);
  });
  const wire = await Promise.race([connecting, gaveUp]);
  if (!wire.ok) return wire;
  const answer = contractClient(wire.value).call("session.signal", { event, payload: signalPayload(text) }, late);
  const told = await Promise.race([answer, gaveUp]);
  wire.value.close();
  return told.ok ? ok(told.value.print) : told;
}
