import { z } from "zod";

/** What a recording is of. */
export const recordingHead = z.object({
  cli: z.string(),
  version: z.string(),
  scene: z.string(),
  cols: z.int(),
  rows: z.int(),
});
export type RecordingHead = z.infer<typeof recordingHead>;

const t = z.int().min(0);

/** One thing that happened in a recorded session, `t` ms after its start. */
export const recordingLine = z.union([
  /** The program printed it. */
  z.strictObject({ t, out: z.string() }),
  /** It called `drover signal`. */
  z.strictObject({ t, hook: z.string(), payload: z.unknown() }),
  /** A person typed. */
  z.strictObject({ t, typed: z.literal(true) }),
  /** What is true of the session here, by whoever recorded it. */
  z.strictObject({ t, mark: z.string(), state: z.string() }),
  /** -1 when a signal ended it. */
  z.strictObject({ t, exit: z.int() }),
]);
export type RecordingLine = z.infer<typeof recordingLine>;
