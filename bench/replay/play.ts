import { diffNames } from "../../src/main/core/platform/git/diff.ts";
import type { ObjectId } from "../../src/main/core/platform/git/git.ts";
import { type LogEntry, readLog } from "../../src/main/core/platform/git/log.ts";
import { writeCommit } from "../../src/main/core/platform/git/objects.ts";
import { replay } from "../../src/main/core/platform/git/replay.ts";
import { resolveCommit } from "../../src/main/core/platform/git/resolve.ts";
import type { Piece, Window } from "./history.ts";
import type { ReplayPlace } from "./place.ts";

/** How a stretch of history fared that was handed in out of order. */
export interface Played {
  readonly pieces: number;
  readonly landed: number;
  /** Of them, those that went on top, or could be begun, only after others had landed. */
  readonly later: number;
  /** Named as conflicting, then brought onto the target by what stands for their authors, and landed. */
  readonly redone: number;
  /** Named as conflicting, with the files; those that were redone among them. */
  readonly conflicts: readonly { readonly subject: string; readonly files: readonly string[] }[];
  /** Sent back for another reason, such as a red gate. */
  readonly red: readonly string[];
  /** Files that differ from the real history, though no piece that touches them was left out. */
  readonly unexplained: readonly string[];
  /** Commits of pieces that landed as they were handed in, merges aside. */
  readonly commits: number;
  /** Of them, those that stand in the result; the others had nothing left to change when their turn came. */
  readonly kept: number;
  /** All files that differ. */
  readonly differing: readonly string[];
}

/** Plays one window: `order` is that in which its pieces are handed in, as indexes. */
export async function play(
  place: ReplayPlace,
  branch: string,
  window: Window,
  order: readonly number[],
): Promise<Played> {
  await place.branch(branch, window.start);
  const landed: Piece[] = [];
  let waiting = order.flatMap((at) => window.pieces[at] ?? []).filter((piece) => !isSuccessor(piece));
  let conflicts: Played["conflicts"] = [];
  let later = 0;
  const red: string[] = [];
  // What conflicts because something it builds on has not landed yet goes on top when that has: its author would wait, too.
  for (let round = 1; waiting.length > 0; round++) {
    const ended = await place.submit(branch, waiting);
    const pairs = waiting.map((piece, at) => ({ piece, state: ended[at]?.state, files: ended[at]?.conflicts ?? [] }));
    const done = pairs.filter(({ state }) => state === "landed");
    landed.push(...done.map(({ piece }) => piece));
    if (round > 1) later += done.length;
    const back = pairs.filter(({ state }) => state !== "landed");
    red.push(
      ...back.filter(({ files }) => files.length === 0).map(({ piece, state }) => `${piece.subject} (${state})`),
    );
    const conflicting = back.filter(({ files }) => files.length > 0);
    conflicts = conflicting.map(({ piece, files }) => ({ subject: piece.subject, files }));
    waiting = conflicting.map(({ piece }) => piece);
    if (done.length === 0) break;
  }
  const pieces = window.pieces.filter((piece) => waiting.includes(piece) || isSuccessor(piece));
  const { redone, conflicting } = await redo(place, { branch, pieces });
  landed.push(...redone);
  conflicts = [...conflicts, ...conflicting];
  later += redone.filter(isSuccessor).length;
  const result = await tipOf(place, branch);
  const leftOut = window.pieces.filter((piece) => !landed.includes(piece));
  return {
    pieces: window.pieces.length,
    landed: landed.length,
    later,
    redone: redone.filter((piece) => !isSuccessor(piece)).length,
    conflicts,
    red,
    ...(await compare(place, { result, window, leftOut })),
    ...(await count(place, { result, window, landed: landed.filter((piece) => !redone.includes(piece)) })),
  };
}

function isSuccessor({ shape }: Piece): boolean {
  return shape === "successor";
}

async function tipOf({ git, source, origin }: ReplayPlace, branch: string): Promise<ObjectId> {
  await git.run(["fetch", "-q", "--no-tags", origin, `+refs/heads/${branch}:refs/played/${branch}`], { cwd: source });
  const tip = await resolveCommit(git, source, `refs/played/${branch}`);
  if (tip === undefined) throw new Error(`The origin has no ${branch}`);
  return tip;
}

/**
 * Does what authors do whose work was sent back: each puts its own step on what is there by then, in the order of the real history. One that
 * would conflict again stays out.
 */
async function redo(
  place: ReplayPlace,
  { branch, pieces }: { readonly branch: string; readonly pieces: readonly Piece[] },
): Promise<{ readonly redone: readonly Piece[]; readonly conflicting: Played["conflicts"] }> {
  const { git, source } = place;
  const redone: Piece[] = [];
  const conflicting: Played["conflicts"][number][] = [];
  for (const piece of pieces) {
    const onto = await tipOf(place, branch);
    const [step] = await readLog(git, source, { from: piece.after, limit: 1 });
    if (step === undefined) continue;
    const tip = await writeCommit(git, source, { ...step, parents: [piece.before] });
    const own = await replay(git, { repository: source, tip, base: piece.before, onto, committer: step.committer });
    if (own.kind === "nothing") redone.push(piece);
    if (own.kind === "conflict" && isSuccessor(piece)) conflicting.push({ subject: piece.subject, files: own.files });
    if (own.kind !== "done") continue;
    const [ended] = await place.submit(branch, [{ ...piece, tip: own.head, base: onto }]);
    if (ended?.state !== "landed") {
      throw new Error(`${piece.subject} was put on the newest target, and is ${ended?.state}`);
    }
    redone.push(piece);
  }
  return { redone, conflicting };
}

async function compare(
  { git, source }: ReplayPlace,
  {
    result,
    window,
    leftOut,
  }: { readonly result: ObjectId; readonly window: Window; readonly leftOut: readonly Piece[] },
): Promise<Pick<Played, "unexplained" | "differing">> {
  const differing = await diffNames(git, source, { from: result, to: window.end });
  const touched = await Promise.all(
    leftOut.map(({ before, after }) => diffNames(git, source, { from: before, to: after })),
  );
  const excused = new Set(touched.flat());
  return { differing, unexplained: differing.filter((name) => !excused.has(name)) };
}

async function count(
  { git, source }: ReplayPlace,
  { result, window, landed }: { readonly result: ObjectId; readonly window: Window; readonly landed: readonly Piece[] },
): Promise<Pick<Played, "commits" | "kept">> {
  const log = (from: ObjectId) => readLog(git, source, { from, notIn: [window.start], merges: false });
  const there = new Set((await log(result)).map(identity));
  const own = new Set((await Promise.all(landed.map(({ tip }) => log(tip)))).flat().map(identity));
  return { commits: own.size, kept: [...own].filter((one) => there.has(one)).length };
}

/** What stays of a commit that is put on top of another one. */
function identity({ author, message }: LogEntry): string {
  return `${author.name} <${author.email}> ${author.at}\n${message}`;
}

/** The same numbers from the same seed on every machine: the generator is mulberry32. */
export function shuffled(count: number, seed: number): readonly number[] {
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const [one, two] = [order[at], order[other]];
    if (one !== undefined && two !== undefined) [order[at], order[other]] = [two, one];
  }
  return order;
}
