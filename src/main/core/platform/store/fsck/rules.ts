/**
 * The invariants of docs/formats/ledger.md, by their numbers there. `severity` is what a breach usually means: error, something
 * of the ledger is wrong or cannot be read; warning, nothing is lost and somebody should look; info, worth knowing.
 * `remedy` is the way out.
 */
export interface Rule {
  readonly severity: "error" | "warning" | "info";
  readonly title: string;
  readonly remedy: string;
}

const REPAIR = "See what would be done with `drover repair`, then do it with `drover repair --apply`.";
const BY_ITSELF = "Nothing has to be done: the next start puts it right and tells what it did.";
const FROM_A_COPY =
  "Fetch the missing objects from a clone or backup of the repository: git fetch PATH 'refs/*:refs/drover/rescue/*'.";

export const RULES = {
  L1: { severity: "warning", title: "The branch stands where Drover last wrote it.", remedy: BY_ITSELF },
  L2: {
    severity: "error",
    title: "No branch stands in the way of drover/ledger.",
    remedy: "Rename it: git branch -m drover OTHER-NAME.",
  },
  L3: { severity: "error", title: "Every object of the ledger is there and whole.", remedy: FROM_A_COPY },
  L4: {
    severity: "info",
    title: "Nothing of others is set aside.",
    remedy: "Look at it with `git log REF`; when nobody misses it: git update-ref -d REF.",
  },
  L5: { severity: "error", title: "meta.json is there and says what it must.", remedy: REPAIR },
  L6: { severity: "error", title: "The format is one that this Drover knows.", remedy: "Update Drover." },
  L7: {
    severity: "warning",
    title: "meta.json names the ledger.",
    remedy: "Check that the repository is the right one; the next change writes the name anew.",
  },
  L8: { severity: "warning", title: "meta.json counts the records of each kind.", remedy: REPAIR },
  L9: {
    severity: "warning",
    title: "There are no files but those of the format.",
    remedy: "Drover leaves them alone. Remove them with a commit on top of the branch if they are not wanted.",
  },
  L10: {
    severity: "error",
    title: "Every line is UTF-8, of bearable length, and ends with a line feed.",
    remedy: REPAIR,
  },
  L11: { severity: "error", title: "Every line of a shard is a record.", remedy: REPAIR },
  L12: { severity: "warning", title: "Every line of a shard is written in the one canonical way.", remedy: REPAIR },
  L13: { severity: "warning", title: "The lines of a shard are sorted by id.", remedy: REPAIR },
  L14: { severity: "warning", title: "Every record stands in the shard of its id.", remedy: REPAIR },
  L15: { severity: "error", title: "No id stands twice.", remedy: REPAIR },
  L16: { severity: "error", title: "Every record is what its kind says.", remedy: REPAIR },
  L17: { severity: "error", title: "Clocks are well formed.", remedy: REPAIR },
  L18: {
    severity: "warning",
    title: "Nothing happened in the future.",
    remedy: "Set the clocks of the machines that write this ledger; until then, later changes may seem older.",
  },
  L19: { severity: "error", title: "A record's numbers fit its events.", remedy: REPAIR },
  L20: {
    severity: "error",
    title: "Every line of a segment is an event.",
    remedy: "The records are not touched by it; what the line said is in the branch's history: git log -p.",
  },
  L21: {
    severity: "error",
    title: "The events of a stream are in order, each once, each in its ledger.",
    remedy: "The records are not touched by it. Look who wrote the file: git log -p -- FILE.",
  },
  L22: { severity: "error", title: "meta.json says up to where events are there.", remedy: REPAIR },
  L23: { severity: "error", title: "A record is what its events make of it.", remedy: REPAIR },
  L24: { severity: "error", title: "Every record that events made is there.", remedy: REPAIR },
  L25: {
    severity: "warning",
    title: "Parents and links lead to items.",
    remedy: "Take the link away, or open the project that has the item: drover dep remove ITEM TO, drover edit ITEM.",
  },
  L26: {
    severity: "warning",
    title: "Items do not wait for one another in a circle.",
    remedy: "Take one of the links away: drover dep remove ITEM TO.",
  },
  L27: {
    severity: "warning",
    title: "The children of closed items are closed.",
    remedy: "Close the child, or reopen the parent: drover close CHILD, drover reopen PARENT.",
  },
  L28: {
    severity: "error",
    title: "Every line of the journal is whole.",
    remedy:
      "The line is kept in quarantine at the next start; what it said was never acknowledged, or the disk is failing.",
  },
  L29: {
    severity: "error",
    title: "The journal is of one stream, its numbers ascend.",
    remedy: "Move the files of the other journal out of the folder, then run `drover ledger fsck` again.",
  },
  L30: {
    severity: "error",
    title: "The journal continues what git has.",
    remedy: "Do not start Drover on it. Put the newest copy of .drover/journal back; if there is none: drover repair.",
  },
  L31: {
    severity: "warning",
    title: "Every number of the stream is an event of one ledger.",
    remedy:
      "Look into .drover/quarantine: a damaged line leaves a hole. A project that was removed takes its events along.",
  },
  L32: {
    severity: "warning",
    title: "Nothing is in quarantine.",
    remedy:
      "See what could be taken back with `drover repair`; files in .drover/quarantine that nobody misses can be deleted.",
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;
