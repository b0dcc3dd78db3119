/** Events whose answer may add to what the model is given. */
const TAKES_CONTEXT = new Set(["SessionStart", "UserPromptSubmit", "PostToolUse"]);

/**
 * What a hook prints in Claude Code and in Codex, which has its names and answers: at the end of a turn a message begins the
 * next one; elsewhere it is added to what the model is given.
 */
export function answerHook(event: string, message: string): string | undefined {
  if (event === "Stop") return JSON.stringify({ decision: "block", reason: message });
  if (!TAKES_CONTEXT.has(event)) return undefined;
  return JSON.stringify({ hookSpecificOutput: { hookEventName: event, additionalContext: message } });
}
