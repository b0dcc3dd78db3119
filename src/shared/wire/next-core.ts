/**
 * Where a core that waits for the workspace says so, by its pid as text: commands that could open the workspace by
 * themselves wait for it instead. A file whose process is gone says nothing. Relative to the workspace.
 */
export const NEXT_CORE_FILE = ".drover/next-core";
