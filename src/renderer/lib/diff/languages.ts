import type { Parser } from "@lezer/common";

/** Each grammar is a file of its own, read with the first file of its kind. */
const LANGUAGES = {
  typescript: async () => (await import("@lezer/javascript")).parser.configure({ dialect: "ts jsx" }),
  // In TypeScript proper `<T>x` is a cast, which JSX would take for a tag.
  typescriptPlain: async () => (await import("@lezer/javascript")).parser.configure({ dialect: "ts" }),
  javascript: async () => (await import("@lezer/javascript")).parser.configure({ dialect: "jsx" }),
  css: async () => (await import("@lezer/css")).parser,
  json: async () => (await import("@lezer/json")).parser,
  markdown: async () => (await import("@lezer/markdown")).parser,
  python: async () => (await import("@lezer/python")).parser,
  rust: async () => (await import("@lezer/rust")).parser,
  go: async () => (await import("@lezer/go")).parser,
  java: async () => (await import("@lezer/java")).parser,
  cpp: async () => (await import("@lezer/cpp")).parser,
  xml: async () => (await import("@lezer/xml")).parser,
  html: async () => (await import("@lezer/html")).parser,
  yaml: async () => (await import("@lezer/yaml")).parser,
} satisfies Readonly<Record<string, () => Promise<Parser>>>;

export type Language = keyof typeof LANGUAGES;

const BY_ENDING: Readonly<Record<string, Language>> = {
  ts: "typescriptPlain",
  mts: "typescriptPlain",
  cts: "typescriptPlain",
  tsx: "typescript",
  js: "javascript",
  mjs: "javascript",
  cjs: "javascript",
  jsx: "javascript",
  css: "css",
  scss: "css",
  json: "json",
  jsonc: "javascript",
  md: "markdown",
  py: "python",
  rs: "rust",
  go: "go",
  java: "java",
  kt: "java",
  c: "cpp",
  h: "cpp",
  cc: "cpp",
  cpp: "cpp",
  hpp: "cpp",
  xml: "xml",
  svg: "xml",
  html: "html",
  htm: "html",
  yml: "yaml",
  yaml: "yaml",
};

/** By the ending of its name; undefined for what is shown without colours. */
export function languageOf(path: string): Language | undefined {
  return BY_ENDING[path.slice(path.lastIndexOf(".") + 1).toLowerCase()];
}

export function parserOf(language: Language): Promise<Parser> {
  return LANGUAGES[language]();
}
