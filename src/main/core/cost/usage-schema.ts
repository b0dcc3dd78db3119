/** Raised with every change of the tables that older code cannot read. */
export const SCHEMA_VERSION = 1;

export const schema = `
CREATE TABLE IF NOT EXISTS sessions (
  id TEXT PRIMARY KEY,
  transcript TEXT,
  runtime_session TEXT,
  cursor TEXT,
  totals TEXT NOT NULL,
  unreadable INTEGER NOT NULL,
  subscription INTEGER,
  done INTEGER NOT NULL,
  problem TEXT,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS samples (
  session TEXT NOT NULL,
  model TEXT NOT NULL,
  hour INTEGER NOT NULL,
  input INTEGER NOT NULL,
  output INTEGER NOT NULL,
  cache_read INTEGER NOT NULL,
  cache_write INTEGER NOT NULL,
  told_usd REAL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (session, model, hour)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS samples_by_hour ON samples (hour);
PRAGMA user_version = ${SCHEMA_VERSION};
`;
