import { z } from "zod";
import { NAME_PATTERN, type IdentityPath } from "./identity.ts";

/** Milliseconds since 1970. */
export const timestamp = z.int().min(0);

export const name = z
  .string()
  .regex(
    NAME_PATTERN,
    "A name has 1 to 40 lower-case letters, digits and hyphens, and begins and ends with a letter or digit.",
  );

/** `user`, `manager`, `<project>/workers/<name>`, … */
export const identityPath = z.custom<IdentityPath>(
  (value) =>
    typeof value === "string" && value.length <= 120 && value.split("/").every((part) => NAME_PATTERN.test(part)),
  "An identity is a path like user, manager or project/crew/ada.",
);

/** A full object name in hexadecimal. */
export const commitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
