import type { ObjectId } from "./git.ts";

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export function isObjectId(text: string): text is ObjectId {
  return OBJECT_ID.test(text);
}

/** For arguments that git must never take for an option or a name. Throws: whoever gives something else has a bug. */
export function objectId(text: string): ObjectId {
  if (!isObjectId(text)) throw new TypeError(`Not a full object name: ${JSON.stringify(text)}`);
  return text;
}

/** What update-ref takes for "does not exist", in either length. */
export function zeroId(like: ObjectId): ObjectId {
  return "0".repeat(like.length);
}
