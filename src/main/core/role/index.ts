export { type Prompt, type Prompts, type PromptsOrder, createPrompts, promptTexts } from "./prompts.ts";
