import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { expect, it } from "vitest";
import { packRecording, unpackRecording } from "./pack-recording.ts";

it("gives back every output as it was, whatever it is like", () => {
  const frame = "\u001b[2K────────────────────────────────────────────────── ";
  const text = oneof(
    string({ unit: "binary" }),
    constantFrom("⠋", "⠙", "😀").map((spin) => frame + spin + frame),
  );
  assert(
    property(array(text, { maxLength: 60 }), (outs) => {
      const lines = outs.map((out, t) => ({ t, out: out.toWellFormed() }));
      const file = packRecording(lines).map((line): unknown => JSON.parse(JSON.stringify(line)));
      expect(unpackRecording(file)).toEqual(lines);
    }),
    { seed: 20_261_121 },
  );
});

it("tells frames that are like earlier ones by what is other", () => {
  const frame = (spin: string) => `${"─".repeat(200)}${spin}${"─".repeat(200)}`;
  const [, second] = packRecording([
    { t: 0, out: frame("⠋") },
    { t: 80, out: frame("⠙") },
  ]);
  expect(second).toEqual({ t: 80, as: 1, keep: [200, 200], out: "⠙" });
});
