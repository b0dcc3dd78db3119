interface Runs<T> {
  readonly running: Promise<T>;
  next: Promise<T> | undefined;
}

/**
 * Runs work at most once at a time for each key, for those who want an answer no older than their question: whoever asks
 * while it runs shares the run that begins after it.
 */
export function shareRuns<K, T>(work: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const all = new Map<K, Runs<T>>();

  function begin(key: K): Promise<T> {
    const running = work(key).finally(() => {
      if (all.get(key) === runs) all.delete(key);
    });
    const runs: Runs<T> = { running, next: undefined };
    all.set(key, runs);
    return running;
  }

  return (key) => {
    const runs = all.get(key);
    if (runs === undefined) return begin(key);
    const afterwards = () => begin(key);
    runs.next ??= runs.running.then(afterwards, afterwards);
    return runs.next;
  };
}
