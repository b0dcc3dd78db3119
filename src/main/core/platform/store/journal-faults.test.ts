import { describe, expect, test } from "vitest";
import { type JournalDisk, realDisk } from "./journal-disk.ts";
import { createStoreFixture, noteKind, written } from "./store-fixture.ts";
import { ok } from "../../../../shared/model/result.ts";

interface Fault {
  readonly code: "ENOSPC" | "EIO" | "EROFS";
  /** All calls from then on, or that one alone. */
  readonly lasts: boolean;
  /** A write that fails has written half of what it should. */
  readonly isHalf: boolean;
}

const FAULTS: readonly Fault[] = [
  { code: "ENOSPC", lasts: false, isHalf: true },
  { code: "ENOSPC", lasts: true, isHalf: true },
  { code: "EIO", lasts: false, isHalf: false },
  { code: "EROFS", lasts: true, isHalf: false },
];

/** A disk whose call number `failsAt` fails. `calls` names those that were made. */
function failingDisk(failsAt: number, fault: Fault): JournalDisk & { readonly calls: string[] } {
  const calls: string[] = [];
  const isFailing = (name: string) => {
    calls.push(name);
    return fault.lasts ? calls.length >= failsAt : calls.length === failsAt;
  };
  const failure = () => Object.assign(new Error(`${fault.code}: injected`), { code: fault.code });
  const check = (name: string) => {
    if (isFailing(name)) throw failure();
  };
  return {
    calls,
    open(file, isNew) {
      check("open");
      return realDisk.open(file, isNew);
    },
    write(fd, bytes, offset) {
      if (isFailing("write")) {
        const half = Math.ceil((bytes.length + offset) / 2);
        if (fault.isHalf) realDisk.write(fd, bytes.subarray(0, half), offset);
        throw failure();
      }
      // Never more than a few bytes at once, as near the end of a disk.
      return realDisk.write(fd, bytes.subarray(0, offset + 150), offset);
    },
    async sync(fd) {
      check("sync");
      await realDisk.sync(fd);
    },
    truncate(fd, length) {
      check("truncate");
      realDisk.truncate(fd, length);
    },
    close(fd) {
      check("close");
      realDisk.close(fd);
    },
    syncFolder(dir) {
      check("syncFolder");
      realDisk.syncFolder(dir);
    },
    async remove(file) {
      check("remove");
      await realDisk.remove(file);
    },
  };
}

/** Ten changes, two at a time, over several journal files, one of which goes on the way. */
async function run(failsAt: number, fault: Fault) {
  await using fixture = createStoreFixture();
  const disk = failingDisk(failsAt, fault);
  const store = await fixture.open({ disk, limits: { segmentBytes: 500, keptEvents: 2 } });
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const change = async (id: string) => {
    const done = await store.commit(() => ok({ events: [written(id, "x")], result: () => undefined }));
    if (done.ok) acknowledged.push(id);
    else {
      expect(done.error.code).toBe("journal-stopped");
      expect(done.error.remedy).toContain("restart Drover");
      refused.push(id);
    }
  };
  for (let n = 0; n < 5; n += 1) {
    await Promise.all([change(`a${n}`), change(`b${n}`)]);
    if (n === 2) await store.flush();
  }
  const inMemory = [...store.table(noteKind).values()];
  expect(store.health.journal?.code).toBe(refused.length > 0 ? "journal-stopped" : undefined);
  await fixture.crash();
  const again = await fixture.open();
  const found = [...again.table(noteKind).values()];
  return { acknowledged, refused, inMemory, found, calls: disk.calls, notices: fixture.notices };
}

describe("a disk that fails at any call of the journal", () => {
  test.each(FAULTS)("$code (lasts: $lasts) loses nothing acknowledged and shows nothing refused", async (fault) => {
    const { calls } = await run(Number.POSITIVE_INFINITY, fault);
    expect(new Set(calls)).toEqual(new Set(["open", "write", "sync", "syncFolder", "close", "remove"]));
    for (let failsAt = 1; failsAt <= calls.length; failsAt += 1) {
      const done = await run(failsAt, fault);
      const where = `${calls[failsAt - 1] ?? ""}, call ${failsAt} of ${calls.length}`;
      const ids = done.found.map((note) => note.id);
      // Memory was put back to what was acknowledged.
      expect(
        done.inMemory.map((note) => note.id),
        where,
      ).toEqual(done.acknowledged);
      expect(ids.slice(0, done.acknowledged.length), where).toEqual(done.acknowledged);
      expect(
        done.found.every((note) => note.changes === 1),
        where,
      ).toBe(true);
      expect(done.acknowledged.length + done.refused.length, where).toBe(10);
      // Where even cutting the file back failed, a change that was refused may be found done, but whole.
      if (!fault.lasts) expect(ids, where).toEqual(done.acknowledged);
      else for (const id of ids.slice(done.acknowledged.length)) expect(done.refused, where).toContain(id);
    }
  });
});
