import type { DemoPlan, PlannedItem } from "./plan.ts";

/** A file of a feature. */
export interface FeatureFile {
  readonly path: string;
  readonly text: string;
}

export interface ItemText {
  readonly description: string;
  readonly acceptance: string;
}

/** Milliseconds at pace 1. A dozen items take one to two minutes then, which is what people like to watch. */
const THINK = { first: 4_500, between: 2_600, last: 2_400 };

/** What stands in the item: the task, and the script of whoever works on it. */
export function itemText(
  { feature, tempo }: PlannedItem,
  files: readonly FeatureFile[],
  { troubles, pace }: { readonly troubles: DemoPlan["troubles"]; readonly pace: number },
): ItemText {
  const { key } = feature;
  const forgetful = troubles.redGate === key ? feature.slip : undefined;
  const written = files.map(({ path, text }) => ({
    path,
    text: forgetful?.path === path ? text.replace(forgetful.right, forgetful.wrong) : text,
  }));
  const [firstFile, ...otherFiles] = written;
  const edit = ({ path, text }: FeatureFile) => ({ edit: path, write: text.trimEnd().split("\n") });
  const runTests = { run: ["{node}", "--test", "--test-isolation=none"] };
  const think = (ms: number) => ({ think: Math.round(ms * tempo) });

  const steps = [
    { say: `Let me see where “${feature.title}” belongs.` },
    ...feature.reads.map((path) => ({ read: path })),
    think(THINK.first),
    { say: feature.plan },
    ...(firstFile === undefined ? [] : [edit(firstFile)]),
    think(THINK.between),
    ...(troubles.crash === key ? [{ crash: 1, when: { attempt: 1 } }] : []),
    ...(troubles.stall === key ? [{ stall: "nudged", when: { attempt: 1 } }] : []),
    ...otherFiles.map(edit),
    ...(feature.listed === undefined ? [] : [nameIn(feature.listed)]),
    think(THINK.between),
    ...(forgetful === undefined
      ? [{ say: "Now the tests." }, runTests]
      : [{ say: "That is such a small change that the tests can wait." }]),
    { report: `${feature.title}: done and about to be submitted` },
    think(THINK.last),
    { commit: feature.commit },
    { submit: true },
  ];
  const fix =
    forgetful === undefined
      ? undefined
      : [
          { say: "I should have run the tests. Let me see." },
          think(THINK.between),
          { edit: forgetful.path, replace: forgetful.wrong, with: forgetful.right },
          runTests,
          { commit: `${feature.commit}: mend what the tests found` },
        ];
  const script = { ...(pace === 1 ? {} : { pace }), steps, ...(fix === undefined ? {} : { fix }) };
  return {
    description: `${feature.description}\n\n\`\`\`drover-script\n${format(script)}\n\`\`\`\n`,
    acceptance: feature.acceptance,
  };
}

function nameIn({ path, anchor, name }: NonNullable<PlannedItem["feature"]["listed"]>) {
  return { edit: path, "in-line": anchor, mark: "]", insert: `, ${JSON.stringify(name)}` };
}

/** A step a line, so that people can read it; the lines of a file stand one below the other. */
function format(script: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(script).map(([key, value]) => {
    if (!Array.isArray(value)) return `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    return `  ${JSON.stringify(key)}: [\n${value.map((step) => `    ${formatStep(step)}`).join(",\n")}\n  ]`;
  });
  return `{\n${parts.join(",\n")}\n}`;
}

function formatStep(step: unknown): string {
  const text = JSON.stringify(step);
  return text.length <= 110 ? text : JSON.stringify(step, undefined, 2).replaceAll("\n", "\n    ");
}
