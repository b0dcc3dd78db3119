import {
  type Arbitrary,
  array,
  assert,
  constant,
  constantFrom,
  nat,
  oneof,
  option,
  property,
  record,
} from "fast-check";
import { expect, it } from "vitest";
import { RUNTIME_STATES } from "../../../shared/model/runtime-signal.ts";
import {
  type Evidence,
  LIFE_MS,
  LIMIT_MS,
  PROVEN_MS,
  TOLD_SOURCES,
  TYPING_MS,
  lastHeard,
  lastProven,
} from "./evidence.ts";
import { type Seen, seeScreen, seeTitle, seeTold } from "./intake.ts";
import { withoutAnswered } from "./question.ts";
import { signalsOf } from "./signals-of.ts";
import type { Judgement } from "./judgement.ts";
import { judge } from "./status.ts";

const START = 1_000_000_000;
const state = constantFrom(...RUNTIME_STATES);
const maybeState = option(state, { nil: undefined });

/** Something that is seen `gap` ms after what was seen before it. */
type Step = (e: Evidence, now: number) => Seen;

const told: Arbitrary<Step> = record({
  source: constantFrom(...TOLD_SOURCES),
  state: maybeState,
  late: nat(5_000),
  span: nat(7_200_000),
}).map(({ source, state: said, late, span }) => (e, now) => {
  const limit = said === "rate-limited" ? { until: now + span } : {};
  return seeTold(e, source, { signal: { ...(said === undefined ? {} : { state: said }), ...limit }, at: now - late });
});
const title: Arbitrary<Step> = record({ text: constantFrom("◐ a", "◑ a", "◐ b", "✳ a"), state: maybeState }).map(
  (one) => (e, now) => seeTitle(e, one.text, { state: one.state, at: now }),
);
const screen: Arbitrary<Step> = record({ state: maybeState, span: option(nat(7_200_000), { nil: undefined }) }).map(
  (one) => (e, now) => {
    const limitedUntil = one.span === undefined ? undefined : now + one.span;
    return seeScreen(e, { state: one.state, at: now, limitedUntil, limitLine: "resets" });
  },
);
const output: Arbitrary<Step> = constant((_e: Evidence, now: number) => ({ outputAt: now }));
const typed: Arbitrary<Step> = constant((_e: Evidence, now: number) => ({ typedAt: now }));
const call: Arbitrary<Step> = constant((_e: Evidence, now: number) => ({ contactAt: now }));
const exit: Arbitrary<Step> = constant((_e: Evidence, now: number) => ({
  ended: { at: now, lost: false, code: 0 },
}));

const gap = oneof(nat(2_000), nat(90_000), nat(3 * PROVEN_MS));
const steps = (kinds: readonly Arbitrary<Step>[]) =>
  array(record({ gap, step: oneof(...kinds) }), { minLength: 1, maxLength: 40 });
const anything = steps([told, title, screen, output, typed, call]);

interface Moment {
  readonly e: Evidence;
  readonly now: number;
  readonly judged: Judgement;
}

/** Every moment after a step, and those at which a judgement said that it may change by itself. */
function* play(course: readonly { readonly gap: number; readonly step: Step }[]): Generator<Moment> {
  let e: Evidence = { startedAt: START };
  let now = START;
  for (const one of course) {
    const next = now + one.gap;
    for (let judged = judge(e, now); judged.until !== undefined && judged.until <= next; judged = judge(e, now)) {
      expect(judged.until).toBeGreaterThan(now);
      now = judged.until;
      yield { e, now, judged: judge(e, now) };
    }
    now = next;
    e = withoutAnswered({ ...e, ...one.step(e, now) });
    yield { e, now, judged: judge(e, now) };
  }
}

const times = { numRuns: 1_500, seed: 20_261_121 };

it("never calls working what shows no life, or nothing but a spinner", () => {
  assert(
    property(anything, (course) => {
      for (const { e, now, judged } of play(course)) {
        if (judged.state !== "working") continue;
        expect(now - lastHeard(e)).toBeLessThan(LIFE_MS);
        expect(now - lastProven(e)).toBeLessThan(PROVEN_MS);
      }
    }),
    times,
  );
});

it("has no state whose evidence is to come, or that only silence speaks for", () => {
  assert(
    property(anything, (course) => {
      for (const { e, now, judged } of play(course)) {
        expect(judged.at).toBeLessThanOrEqual(now);
        expect(judged.seenAt).toBeLessThanOrEqual(now);
        const said = new Set<string | undefined>([
          e.title?.state,
          e.screen?.state,
          e.question && "waiting-for-permission",
        ]);
        for (const claim of Object.values(e.told ?? {})) said.add(claim.state);
        if (e.limit !== undefined) said.add("rate-limited");
        if (e.typedAt !== undefined && now - e.typedAt < TYPING_MS) said.add("user-typing");
        if (e.outputAt !== undefined || e.contactAt !== undefined) said.add("working");
        if (judged.state !== "unknown" && judged.state !== "starting") expect(said).toContain(judged.state);
      }
    }),
    times,
  );
});

it("says exited after the exit, whatever is seen then", () => {
  assert(
    property(anything, steps([exit]), anything, (before, end, after) => {
      const moments = [
        ...play([...before, end[0] ?? { gap: 0, step: () => ({ ended: { at: 0, lost: false, code: 0 } }) }, ...after]),
      ];
      const ended = moments.filter(({ e }) => e.ended !== undefined);
      expect(ended.length).toBeGreaterThan(0);
      for (const { judged } of ended) expect(judged.state).toBe("exited");
    }),
    times,
  );
});

it("never has a question answered by output, by calls of drover or by time", () => {
  const silent = steps([output, call]);
  assert(
    property(anything, silent, (before, after) => {
      let e: Evidence = { startedAt: START };
      let now = START;
      for (const { gap: ms, step } of before) {
        now += ms;
        e = withoutAnswered({ ...e, ...step(e, now) });
      }
      if (judge(e, now).state !== "waiting-for-permission") return;
      for (const { gap: ms, step } of after) {
        now += ms;
        e = withoutAnswered({ ...e, ...step(e, now) });
        expect(judge(e, now).state).toBe("waiting-for-permission");
      }
    }),
    times,
  );
});

it("ends every limit at its end, or after a while where none was told", () => {
  assert(
    property(anything, (course) => {
      for (const { e, now, judged } of play(course)) {
        if (judged.state !== "rate-limited") continue;
        expect(now).toBeLessThan(e.limit?.until ?? (e.limit?.at ?? 0) + LIMIT_MS);
        expect(judged.until).toBeGreaterThan(now);
      }
    }),
    times,
  );
});

it("tells with every state a signal that counts for it", () => {
  assert(
    property(anything, (course) => {
      for (const { e, now, judged } of play(course)) {
        const { state: is, source } = judged;
        if (is === "unknown" || is === "starting" || judged.contradiction !== undefined) continue;
        const signals = signalsOf(e, judged, now);
        expect(signals.map((one) => one.source)).toContain(source);
      }
    }),
    times,
  );
});
