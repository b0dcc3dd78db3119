import { z } from "zod";
import { type Result, fail, ok } from "../../../../shared/model/result.ts";
import {
  FORGE_TOOLS,
  type ForgeAnswer,
  type ForgeCall,
  type ForgeDeps,
  runForge,
} from "../../platform/forge/run-forge.ts";
import type { ForgeTrouble } from "./pull-request.ts";
import type { ForgePlace } from "./forge-place.ts";

export interface ForgeLine extends ForgeDeps {
  readonly place: ForgePlace;
  readonly signal: AbortSignal;
}

export type Asking = Pick<ForgeCall, "method" | "path" | "body">;

/** One question of a forge, its answer read with a schema. */
export async function askForge<S extends z.ZodType>(
  line: ForgeLine,
  asking: Asking,
  schema: S,
): Promise<Result<z.output<S>, ForgeTrouble>> {
  const answer = await askPlain(line, asking);
  if (answer.kind !== "answered") return troubleOf(line, answer);
  return readAnswer(line, answer.text, schema);
}

/** For what is not answered in JSON, and for failures that hold an answer. */
export async function askPlain(line: ForgeLine, asking: Asking): Promise<ForgeAnswer> {
  const { forge, host } = line.place;
  return runForge(line, { ...asking, forge, host, signal: line.signal });
}

export function readAnswer<S extends z.ZodType>(
  { place }: Pick<ForgeLine, "place">,
  text: string,
  schema: S,
): Result<z.output<S>, ForgeTrouble> {
  const read = schema.safeParse(parseJson(text));
  if (read.success) return ok(read.data);
  const { program, install } = FORGE_TOOLS[place.forge];
  const what = z.prettifyError(read.error).replaceAll(/\s+/g, " ").slice(0, 200);
  // Tools and forges change what they answer. Nothing is lost by waiting until they are understood again.
  return fail("forge-busy", `${program} answered something that Drover does not understand: ${what}`, {
    remedy: `Update Drover, or ${program}: ${install}`,
  });
}

const REST_CODES = new Set([408, 425, 429]);
const TOO_OFTEN = /rate limit|secondary rate|abuse detection|RATE_LIMITED|too many requests/i;

export function troubleOf(
  { place }: Pick<ForgeLine, "place">,
  answer: Exclude<ForgeAnswer, { readonly kind: "answered" }>,
): Result<never, ForgeTrouble> {
  switch (answer.kind) {
    case "tool-missing":
      return fail("forge-tool-missing", answer.said, { remedy: answer.remedy });
    case "not-signed-in":
      return fail("forge-not-signed-in", answer.said, { remedy: answer.remedy });
    case "failed": {
      const { program, forge } = FORGE_TOOLS[place.forge];
      const said = [answer.said, ...detailsIn(answer.text)]
        .filter((part, at, all) => all.indexOf(part) === at)
        .join(" ");
      const { status } = answer;
      if (TOO_OFTEN.test(said)) return fail("forge-busy", `${forge} was asked too often: ${said}`);
      const isAnswered = status === undefined ? hasErrors(answer.text) : status < 500 && !REST_CODES.has(status);
      return isAnswered
        ? fail("forge-refused", `${forge} refused it: ${said}`)
        : fail("forge-busy", `${forge} could not be reached through ${program}: ${said}`);
    }
  }
}

const errorBody = z.looseObject({
  errors: z.array(z.union([z.string(), z.looseObject({ message: z.string().optional() })])).optional(),
});

/** GitHub tells in `errors` what its one sentence leaves out. */
function detailsIn(text: string): readonly string[] {
  const read = errorBody.safeParse(parseJson(text));
  if (!read.success) return [];
  return (read.data.errors ?? []).flatMap((one) => (typeof one === "string" ? one : (one.message ?? [])));
}

function hasErrors(text: string): boolean {
  const read = errorBody.safeParse(parseJson(text));
  return read.success && read.data.errors !== undefined;
}

export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
