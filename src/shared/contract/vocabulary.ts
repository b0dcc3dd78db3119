import { z } from "zod";
import { name } from "../model/primitives.ts";
import { vocabulary, vocabularyWord } from "../model/vocabulary.ts";
import { ANYONE, SUPERVISORS, request } from "./verb.ts";

export const ledgerVocabulary = request({
  name: "ledger.vocabulary",
  summary: "Show the types, statuses and link kinds that a ledger knows.",
  /** Without a project, the workspace's ledger. */
  input: z.strictObject({ project: name.optional() }),
  output: vocabulary,
  errors: ["project-not-found"],
  callers: ANYONE,
  danger: "safe",
});

export const ledgerVocabularyEdit = request({
  name: "ledger.vocabulary.edit",
  summary: "Add types, statuses and link kinds of a ledger's own, or take away what no item uses.",
  input: z.strictObject({
    project: name.optional(),
    /** One that is there already is replaced. */
    add: z.array(vocabularyWord).max(100).optional(),
    remove: z
      .array(vocabularyWord.pick({ kind: true, name: true }))
      .max(100)
      .optional(),
  }),
  output: vocabulary,
  /** `word-built-in`: Drover has it already. `word-in-use`: items have it; `details.items` are some. */
  errors: ["project-not-found", "word-built-in", "word-in-use", "unknown-word"],
  callers: SUPERVISORS,
  danger: "safe",
});

export const vocabularyVerbs = [ledgerVocabulary, ledgerVocabularyEdit] as const;
