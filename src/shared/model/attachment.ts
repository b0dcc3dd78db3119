/** Largest file that may be handed to an agent. Bytes. Apart from the schema, which the page does not load. */
export const MAX_ATTACHED_BYTES = 64 * 1024 * 1024;
