/** Columns of our CSV in order, and the names that other tools give them; compared without case, spaces and punctuation. */
export const CSV_COLUMNS = {
  id: ["key", "issuekey", "issueid"],
  title: ["summary", "name", "subject", "task", "issue"],
  type: ["issuetype", "kind", "tracker"],
  status: ["state"],
  priority: ["prio", "severity"],
  assignee: ["owner", "assignedto"],
  labels: ["label", "tags", "tag"],
  parent: ["parentid", "epic", "epiclink", "parentkey"],
  after: ["blockedby", "dependson", "dependencies", "waitsfor"],
  description: ["body", "details", "text"],
  acceptance: ["acceptancecriteria"],
  notes: ["note"],
  design: [],
  estimateMinutes: ["estimate", "estimatedminutes"],
  dueAt: ["due", "duedate", "deadline"],
  deferredUntil: ["defer", "deferuntil", "start", "startdate"],
  externalRef: ["url", "link", "externalreference"],
  createdAt: ["created", "createdon", "creationdate"],
  createdBy: ["author", "creator", "reporter"],
  updatedAt: ["updated", "lastmodified", "modified"],
  closedAt: ["closed", "resolved", "completed", "closedon"],
  closedReason: ["closereason", "resolution"],
  outcome: [],
  links: [],
  version: [],
} as const satisfies Record<string, readonly string[]>;
export type CsvColumn = keyof typeof CSV_COLUMNS;

const COLUMN_OF: ReadonlyMap<string, CsvColumn> = new Map(
  (Object.keys(CSV_COLUMNS) as CsvColumn[]).flatMap((column) =>
    [column, ...CSV_COLUMNS[column]].map((name) => [plain(name), column] as const),
  ),
);

/** The column that a header means; undefined for one nobody knows. */
export function columnOf(header: string): CsvColumn | undefined {
  return COLUMN_OF.get(plain(header));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}
