import { type IdentityPath, NAME_PATTERN } from "../shared/model/identity.ts";
import { type Failure, type Result, fail, ok } from "../shared/model/result.ts";

/** Checks a word for the form of an identity, e.g. `user` or `shop/crew/ada`. */
export function parseIdentity(word: string): Result<IdentityPath, Failure<"usage">> {
  if (word.split("/").every((part) => NAME_PATTERN.test(part))) return ok(word as IdentityPath);
  return fail("usage", `"${word}" is not an identity.`, {
    remedy: "An identity is a path like user, manager or shop/crew/ada; drover agent list shows them.",
  });
}
